import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from './support/app.ts';

const menuBar = (electron: ElectronApplication): Promise<readonly string[]> =>
  electron.evaluate(({ Menu }) => (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label));

/** `nav` and `settings` are the words of the language spoken before. */
async function choose(page: Page, words: { nav: string; settings: string; language: string }, chosen: string) {
  await page
    .getByRole('navigation', { name: words.nav, exact: true })
    .getByRole('button', { name: words.settings })
    .click();
  await page.getByRole('radiogroup', { name: words.language }).getByText(chosen, { exact: true }).click();
}

test('German, chosen in the settings, is spoken by window and menu at once and after a restart; English comes back', async ({
  launch,
}) => {
  const first = await launch();
  await first.page.getByRole('button', { name: 'Close setup' }).click();
  expect(await menuBar(first.electron)).toContain('File');
  await choose(first.page, { nav: 'Pages', settings: 'Settings', language: 'Language' }, 'Deutsch');
  await expect(first.page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(first.page.getByRole('navigation', { name: 'Seiten' }).getByText('Verknüpfungen')).toBeVisible();
  await expect.poll(() => menuBar(first.electron)).toEqual(['Datei', 'Bearbeiten', 'Ansicht', 'Gehe zu']);
  await first.electron.close();

  const { page, electron } = await launch();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect.poll(() => menuBar(electron)).toContain('Datei');
  await page.getByRole('button', { name: 'Einrichtung schließen' }).click();
  await choose(page, { nav: 'Seiten', settings: 'Einstellungen', language: 'Sprache' }, 'English');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('navigation', { name: 'Pages', exact: true }).getByText('Links')).toBeVisible();
  await expect.poll(() => menuBar(electron)).toContain('File');
});
