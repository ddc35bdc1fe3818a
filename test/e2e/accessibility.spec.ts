import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { walkSetup } from '../../scripts/lib/wizard.mjs';
import { expect, test } from './support/app.ts';
import { setUpOnSandbox } from './support/setup.ts';

/** Waits until nothing on the page fades or moves any more; a colour half way between two themes has no contrast to judge. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

/** Every rule of WCAG 2.2 AA that axe knows, in both themes. Legacy mode: Electron cannot open the blank page the other needs. */
async function expectAccessible(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    await settled(page);
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any.map(({ message }) => message).join(' ')}`),
    );
    expect.soft(found, `${name}, ${colorScheme}`).toEqual([]);
  }
}

test('every step of setup can be used with a screen reader and read in both themes', async ({ running }) => {
  await walkSetup(running.page, {
    board: 'Field Dispatch',
    status: 'Dispatch to FN',
    onStep: (name) => expectAccessible(running.page, name),
  });
});

test('every page can be used with a screen reader and read in both themes', async ({ running }) => {
  const { page } = running;
  const sandbox = await setUpOnSandbox(running);
  const ticketId = sandbox.ticket(0);
  await sandbox.dispatch(ticketId);
  await sandbox.workOrderFor(ticketId);
  await sandbox.ticketReaches(ticketId, 'Dispatched');

  const rail = page.getByRole('navigation', { name: 'Pages' });
  for (const name of ['Dashboard', 'Events', 'Attention', 'Mapping', 'Callbacks', 'Settings', 'Links']) {
    await rail.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await expectAccessible(page, name);
  }
  await page
    .getByRole('row')
    .filter({ hasText: String(ticketId) })
    .first()
    .click();
  await page.getByRole('heading', { name: new RegExp(`^Ticket ${ticketId}\\b`) }).waitFor();
  await expectAccessible(page, 'Link');
});
