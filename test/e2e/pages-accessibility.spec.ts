import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, type RunningApp, test } from './support/app.ts';
import { changesArrive } from './support/callbacks.ts';
import { ask } from './support/mapping.ts';
import { askPalette, openPalette } from './support/palette.ts';
import { leavePriorityOut } from './support/priorities.ts';
import { setUpOnSandbox } from './support/setup.ts';

/* Pages, tabs and dialogues that watch, explain and keep: in each look, and at twice the size. */

type Look = 'light' | 'dark' | 'contrast' | 'contrast-dark';

interface Scene {
  readonly name: string;
  readonly open: (page: Page) => Promise<unknown>;
}

/** The palette leads everywhere, at any size of the window. */
async function goTo(page: Page, words: string, typed = words): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await askPalette(page, typed, words);
}

async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

async function show(page: Page, look: Look): Promise<void> {
  const colorScheme = look.endsWith('dark') ? 'dark' : 'light';
  const contrast = look.startsWith('contrast') ? 'high' : 'normal';
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await ask(page, 'app:save-preferences', { contrast });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"][data-contrast="${contrast}"]`).waitFor();
  await settled(page);
}

/** What axe finds: everything once, and what depends on colours in each look. Legacy mode: Electron cannot open the blank page the other needs. */
async function found(page: Page, look: Look): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  if (look !== 'light') axe.withRules(['color-contrast']);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(
      ({ html, any }) => `${impact ?? ''} ${id}: ${html.slice(0, 160)} ${any.map(({ message }) => message).join(' ')}`,
    ),
  );
}

/** What does not fit at this size: a page that scrolls sideways, a control outside the window, words cut off in a button. */
function misfits(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const wrong: string[] = [];
    const root = document.scrollingElement ?? document.documentElement;
    if (root.scrollWidth > root.clientWidth + 1) wrong.push(`the page is ${String(root.scrollWidth)} wide`);
    const scrolls = (element: Element): boolean => {
      for (let one: Element | null = element; one !== null; one = one.parentElement) {
        const { overflowX } = getComputedStyle(one);
        if (/auto|scroll/.test(overflowX) && one.scrollWidth > one.clientWidth + 1) return true;
      }
      return false;
    };
    for (const control of document.querySelectorAll<HTMLElement>('button, [role="tab"], input, a[href]')) {
      if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const { left, right, width } = control.getBoundingClientRect();
      const name = (control.getAttribute('aria-label') ?? control.innerText ?? '').slice(0, 60);
      if (width > 2 && (right > root.clientWidth + 1 || left < -1) && !scrolls(control)) wrong.push(`outside: ${name}`);
      const label = control.querySelector<HTMLElement>('.mantine-Button-label');
      if (label !== null && label.scrollWidth > label.clientWidth + 1) wrong.push(`cut off: ${name}`);
    }
    return wrong;
  });
}

const details = (page: Page) => page.getByRole('complementary', { name: 'Event details' });

async function openLine(page: Page, text: string): Promise<void> {
  await goTo(page, 'Events');
  await page.getByRole('textbox', { name: 'Filter events' }).fill(text);
  await page.getByRole('grid', { name: 'Events' }).getByRole('row').filter({ hasText: text }).first().click();
  await details(page).getByRole('tab', { name: 'Story' }).waitFor();
}

function scenes(day: {
  readonly ticketId: number;
  readonly workOrderId: number;
  readonly stopped: number;
}): readonly Scene[] {
  const created = `became work order ${String(day.workOrderId)}`;
  const line = (tab: string, ready: RegExp | string): Scene => ({
    name: `event-${tab.toLowerCase()}`,
    open: async (page) => {
      await openLine(page, created);
      await details(page).getByRole('tab', { name: tab }).click();
      await details(page).getByText(ready).first().waitFor();
    },
  });
  const section = (title: string, ready: (page: Page) => Promise<unknown>): Scene => ({
    name: `settings-${title.toLowerCase().replaceAll(' ', '-')}`,
    open: async (page) => {
      await goTo(page, `Settings: ${title}`);
      await page
        .getByRole('navigation', { name: 'Settings' })
        .locator('[aria-current="page"]', { hasText: title })
        .waitFor();
      await ready(page);
    },
  });
  return [
    {
      name: 'dashboard',
      open: async (page) => {
        await goTo(page, 'Dashboard');
        await page.getByText(/runs succeeded/).waitFor();
      },
    },
    {
      name: 'dashboard-table',
      open: async (page) => {
        await goTo(page, 'Dashboard');
        await page.getByRole('button', { name: 'Show as table' }).click();
        await page.getByRole('region', { name: 'Figures as a table' }).waitFor();
      },
    },
    {
      name: 'events',
      open: async (page) => {
        await goTo(page, 'Events');
        await page.getByRole('textbox', { name: 'Filter events' }).fill('');
        await page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(8).waitFor();
      },
    },
    {
      name: 'events-filters',
      open: async (page) => {
        await goTo(page, 'Events');
        await page.getByRole('button', { name: 'Filters', exact: true }).click();
        await page.getByRole('dialog', { name: 'Filters' }).waitFor();
      },
    },
    {
      name: 'events-saved',
      open: async (page) => {
        await goTo(page, 'Events');
        await page.getByRole('textbox', { name: 'Filter events' }).fill('Scheduled');
        await page.getByRole('button', { name: 'Saved filters' }).click();
        await page.getByRole('dialog', { name: 'Saved filters' }).getByText('Save this filter').waitFor();
      },
    },
    line('Story', 'Received'),
    line('Mapping', /^Mapping version/),
    line('Requests', /requests, .* in all$/),
    line('Attempts', 'Outcome'),
    line('Raw', 'Copy as JSON'),
    {
      name: 'why',
      open: async (page) => {
        await goTo(page, `Why was ticket ${String(day.stopped)} not`, String(day.stopped));
        await page.getByText('What was looked at').waitFor();
      },
    },
    ...['Values', 'History', 'Notes and documents', 'Timeline', 'Runs'].map(
      (tab): Scene => ({
        name: `link-${tab.toLowerCase().replaceAll(' ', '-')}`,
        open: async (page) => {
          await goTo(page, `Ticket ${String(day.ticketId)}`, String(day.ticketId));
          const chosen = page.getByRole('tablist', { name: 'About this link' }).getByRole('tab', { name: tab });
          await chosen.click();
          await page.getByRole('tabpanel', { name: tab }).getByRole('heading').first().waitFor();
        },
      }),
    ),
    {
      name: 'alerts',
      open: async (page) => {
        await goTo(page, 'Attention: Alerts');
        await page.getByRole('region', { name: '1 change stopped' }).waitFor();
      },
    },
    section('Alerts', (page) => page.getByRole('heading', { name: 'Quiet hours' }).waitFor()),
    section('Backups and recovery', (page) =>
      page
        .getByRole('button', { name: /^Restore the backup of/ })
        .first()
        .waitFor(),
    ),
    {
      name: 'restore',
      open: async (page) => {
        await goTo(page, 'Settings: Backups and recovery');
        await page
          .getByRole('button', { name: /^Restore the backup of/ })
          .first()
          .click();
        await page.getByRole('dialog').getByRole('button', { name: 'Restore this backup' }).waitFor();
      },
    },
    section('Diagnostics', async (page) => {
      const collect = page.getByRole('button', { name: 'Collect', exact: true });
      const file = page.getByRole('button', { name: /^app\.json/ });
      await collect.or(file).first().waitFor();
      if (await collect.isVisible()) await collect.click();
      await file.click();
    }),
    section('Profiles', (page) => page.getByRole('heading', { name: 'New profile' }).waitFor()),
    section('Change history', (page) => page.getByRole('textbox', { name: 'Search changes' }).waitFor()),
    section('About and updates', (page) => page.getByText('SQLite').waitFor()),
    {
      name: 'settings-general',
      open: async (page) => {
        await goTo(page, 'Settings: General');
        await page.getByRole('radiogroup', { name: 'Contrast' }).waitFor();
      },
    },
    {
      name: 'palette',
      open: async (page) => {
        await goTo(page, 'Dashboard');
        await openPalette(page);
      },
    },
    {
      name: 'shortcuts',
      open: async (page) => {
        await goTo(page, 'Dashboard');
        await page.keyboard.press('?');
        await page.getByRole('dialog').waitFor();
      },
    },
  ];
}

/** What the window shows, at whatever size: Playwright's own picture is cut to a quarter at twice the size. */
async function picture(electron: ElectronApplication, name: string): Promise<void> {
  const png = await electron.evaluate(async ({ BrowserWindow }) =>
    (await BrowserWindow.getAllWindows()[0]?.webContents.capturePage())?.toPNG().toString('base64'),
  );
  writeFileSync(join('screenshots', 'e2e', `${name}.png`), Buffer.from(png ?? '', 'base64'));
}

async function zoom(electron: ElectronApplication, factor: number): Promise<void> {
  await electron.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(wanted);
  }, factor);
}

async function realisticDay(running: RunningApp) {
  const { page } = running;
  const sandbox = await setUpOnSandbox(running);
  await changesArrive(page, sandbox);
  const [ticketId, stopped] = [sandbox.ticket(0), sandbox.ticket(1)];
  await sandbox.dispatch(ticketId);
  const workOrderId = await sandbox.workOrderFor(ticketId);
  await sandbox.assign(workOrderId);
  await sandbox.ticketReaches(ticketId, 'Scheduled');
  await leavePriorityOut(page, sandbox, stopped);
  await sandbox.dispatch(stopped);
  await ask(page, 'recovery:back-up-now', undefined);
  await expect
    .poll(async () => (await ask(page, 'alerts:list', undefined)).active.length, { timeout: 80_000 })
    .toBeGreaterThan(0);
  return { ticketId, workOrderId, stopped };
}

test('pages that watch, explain and keep can be used with a screen reader, read in each look, and fit at twice the size', async ({
  running,
}) => {
  test.setTimeout(480_000);
  const { page, electron } = running;
  const all = scenes(await realisticDay(running));

  for (const [index, { name, open }] of all.entries()) {
    await test.step(name, async () => {
      await open(page);
      // High contrast in turns: every second one is dark.
      for (const look of ['light', 'dark', index % 2 === 0 ? 'contrast' : 'contrast-dark'] as const) {
        await show(page, look);
        await page.screenshot({ path: join('screenshots', 'e2e', `${name}-${look}.png`), animations: 'disabled' });
        expect.soft(await found(page, look), `${name}, ${look}`).toEqual([]);
      }
    });
  }
  await show(page, 'light');
  await zoom(electron, 2);
  for (const { name, open } of all) {
    await test.step(`${name}, at twice the size`, async () => {
      await open(page);
      await settled(page);
      await picture(electron, `${name}-200`);
      expect.soft(await misfits(page), `${name}, at twice the size`).toEqual([]);
    });
  }
});
