import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { watchHands } from './support/callbacks-keys.ts';
import { pressAtOnce } from './support/fast-hands.ts';
import { ask } from './support/mapping.ts';
import { MappingKeys } from './support/mapping-keys.ts';
import { askPalette } from './support/palette.ts';
import { setUpOnSandbox } from './support/setup.ts';
import { openFrom, saveTo } from './support/system.ts';

const dialog = (page: Page) => page.getByRole('dialog');

/** What has the focus says so: by an outline, a shadow or an edge that is not there without it. */
async function expectFocusSeen(target: Locator): Promise<void> {
  await expect(target).toBeFocused();
  const seen = await target.evaluate((element) => {
    if (!element.matches(':focus-visible')) return 'the browser takes it for a pointer';
    const look = (part: Element) => {
      for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
      const { outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor } = getComputedStyle(part);
      return JSON.stringify({ outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor });
    };
    const parts = [element, element.parentElement, element.nextElementSibling].filter((one) => one !== null);
    const withFocus = parts.map(look);
    (element as HTMLElement).blur();
    const without = parts.map(look);
    (element as HTMLElement).focus();
    return withFocus.join() === without.join() ? 'nothing shows it' : '';
  });
  expect(seen, String(target)).toBe('');
}

test('everything that watches and keeps is done by keyboard alone, and the focus is seen and comes back', async ({
  machine,
  running,
}) => {
  const { page, electron } = running;
  const sandbox = await setUpOnSandbox(running);
  await sandbox.dispatch(sandbox.ticket(0));
  await sandbox.ticketReaches(sandbox.ticket(0), 'Dispatched');
  const hands = await watchHands(page);
  const keys = new MappingKeys(page);

  async function goTo(words: string, title: string): Promise<void> {
    await askPalette(page, words);
    await expect(page.getByRole('heading', { name: title, level: words.startsWith('Settings') ? 2 : 1 })).toBeVisible();
  }

  await test.step('the palette leads to every part of the settings', async () => {
    for (const title of [
      'Trigger',
      'Events',
      'Notes and messages',
      'Documents',
      'Ticket updates',
      'Work orders',
      'Alerts',
      'Backups and recovery',
      'Diagnostics',
      'Profiles',
      'Change history',
    ])
      await goTo(`Settings: ${title}`, title);
    await goTo('Settings: About and updates', 'Dispatch Bridge');
  });

  await test.step('no key is lost to somebody who does not wait for what it opens', async () => {
    await pressAtOnce(
      page,
      'Control+k',
      ...'settings: alerts',
      'Enter',
      'Control+k',
      ...'links',
      'Enter',
      '/',
      ...'newark',
    );
    const links = page.getByRole('textbox', { name: 'Search links' });
    await expect(links).toHaveValue('newark');
    await expect(links).toBeFocused();
    await keys.press('Escape');
  });

  await test.step('a filter is saved under a name', async () => {
    await keys.press('Control+2');
    await page.getByRole('grid', { name: 'Events' }).waitFor();
    await keys.press('/');
    await expectFocusSeen(page.getByRole('textbox', { name: 'Filter events' }));
    await page.keyboard.type('Dispatched');
    const saved = page.getByRole('button', { name: 'Saved filters' });
    await keys.reach(saved);
    await expectFocusSeen(saved);
    await keys.press('Enter');
    const box = page.getByRole('dialog', { name: 'Saved filters' });
    await keys.write(box.getByRole('textbox', { name: 'Name' }), 'Went out');
    await keys.press('Enter');
    await expect(page.getByText('Saved as Went out.')).toBeVisible();
    await keys.press('Escape');
    await expect(box).toBeHidden();
    await expect(saved).toBeFocused();
    expect((await ask(page, 'log:saved-filters', undefined)).map(({ name }) => name)).toEqual(['Went out']);
  });

  await test.step('a line is opened, its tabs walked, and closed', async () => {
    const log = page.getByRole('grid', { name: 'Events' });
    await keys.reach(log);
    await expectFocusSeen(log);
    await keys.press('ArrowDown', 'Enter');
    const details = page.getByRole('complementary', { name: 'Event details' });
    const tab = (name: string) => details.getByRole('tab', { name });
    await keys.reach(tab('Story'));
    for (const name of ['Mapping', 'Requests', 'Attempts', 'Raw']) {
      await keys.press('ArrowRight');
      await expect(tab(name)).toHaveAttribute('aria-selected', 'true');
    }
    await expectFocusSeen(tab('Raw'));
    await keys.press('Escape');
    await expect(details).toBeHidden();
    await expect(log).toBeFocused();
  });

  await test.step('a backup is made; restoring it asks first and gives the focus back', async () => {
    await goTo('Settings: Backups and recovery', 'Backups and recovery');
    await keys.use(page.getByRole('button', { name: 'Back up now' }));
    const restore = page.getByRole('button', { name: /^Restore the backup of/ });
    await expect(restore).toHaveCount(1);
    await keys.use(restore);
    await expectFocusSeen(dialog(page).getByRole('button', { name: 'Cancel' }));
    await keys.reach(dialog(page).getByRole('button', { name: 'Restore this backup' }));
    await keys.press('Escape');
    await expect(dialog(page)).toBeHidden();
    await expectFocusSeen(restore);
  });

  await test.step('diagnostics are looked through and saved', async () => {
    const file = join(machine.folder, 'diagnostics.zip');
    await saveTo(electron, file);
    await goTo('Settings: Diagnostics', 'Diagnostics');
    await keys.use(page.getByRole('button', { name: 'Collect', exact: true }));
    const app = page.getByRole('button', { name: /^app\.json/ });
    await keys.use(app);
    await expectFocusSeen(app);
    await keys.use(page.getByRole('button', { name: /^Save \d+ files/ }));
    await expect(page.getByText(/^Saved as .*diagnostics\.zip/)).toBeVisible();
    expect(existsSync(file)).toBe(true);
  });

  await test.step('a rule of the alerts is switched off, another gets its threshold', async () => {
    await goTo('Settings: Alerts', 'Alerts');
    const tunnel = page.getByRole('switch', { name: 'Tunnel' });
    await keys.reach(tunnel);
    await expectFocusSeen(tunnel);
    await keys.press('Space');
    await expect(tunnel).not.toBeChecked();
    await keys.write(page.getByRole('textbox', { name: 'Waiting changes: Minutes' }), '25');
    await keys.press('Tab');
    await expect
      .poll(async () => (await ask(page, 'alerts:settings', undefined)).config.rules)
      .toMatchObject({ 'tunnel-down': { on: false }, 'queue-age': { on: true, minutes: 25 } });
  });

  await test.step('a configuration goes out, and comes in after it was compared', async () => {
    const file = join(machine.folder, 'configuration.json');
    await saveTo(electron, file);
    await openFrom(electron, file);
    await goTo('Settings: Profiles', 'Profiles');
    await keys.use(page.getByRole('button', { name: 'Export…' }));
    await expect(page.getByText(/^The configuration is in .*configuration\.json/)).toBeVisible();
    // Somebody else waits ten minutes longer before a change is called late.
    writeFileSync(file, readFileSync(file, 'utf8').replace(/(?<name>"minutes"\s*:\s*)25/, '$<name>35'));
    await keys.use(page.getByRole('button', { name: 'Choose a file…' }));
    await expect(page.getByText('1 setting changes')).toBeVisible();
    await keys.use(page.getByRole('button', { name: 'Take over' }));
    await expect(page.getByRole('status').getByText('Taken over', { exact: true })).toBeVisible();
    await expectFocusSeen(page.getByRole('button', { name: 'Back to the profiles' }).last());
    await keys.press('Enter');
    await expect(page.getByRole('heading', { name: 'Profiles', level: 2 })).toBeVisible();
    const { config } = await ask(page, 'alerts:settings', undefined);
    expect(config.rules['queue-age'].minutes).toBe(35);
  });

  await test.step('the name of a new profile says what it will be', async () => {
    await keys.write(page.getByRole('textbox', { name: 'Name' }), 'staging-two');
    await expect(page.getByRole('status').getByText(/Marked as Production/)).toBeVisible();
    const make = page.getByRole('button', { name: 'Make and open' });
    await keys.reach(make);
    await expectFocusSeen(make);
  });

  await test.step('the change history knows of all that, and is searched', async () => {
    await goTo('Settings: Change history', 'Change history');
    const search = page.getByRole('textbox', { name: 'Search changes' });
    await search.waitFor();
    await keys.press('/');
    await expect(search).toBeFocused();
    await page.keyboard.type('alert');
    await expect(search).toHaveValue('alert');
  });

  await test.step('the language changes where it stands and comes back', async () => {
    await goTo('Settings: General', 'Appearance');
    const languages = page.getByRole('radiogroup', { name: 'Language' });
    await keys.reach(languages.getByRole('radio', { checked: true }));
    await keys.press('ArrowRight', 'ArrowRight');
    await expect(page.getByRole('heading', { name: 'Einstellungen', level: 1 })).toBeVisible();
    await keys.press('ArrowLeft');
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
    await expect(languages.getByRole('radio', { name: 'English' })).toBeFocused();
  });

  await test.step('the sheet of keys opens and closes', async () => {
    await goTo('Dashboard', 'Dashboard');
    const all = page.getByRole('button', { name: 'See all events' });
    await keys.reach(all);
    await keys.press('?');
    await expect(dialog(page).getByRole('button', { name: 'Close' })).toBeFocused();
    await keys.press('Escape');
    await expect(dialog(page)).toBeHidden();
    await expectFocusSeen(all);
  });

  expect((await hands()).pointers).toEqual([]);
});
