import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { openPalette } from './support/palette.ts';

async function openSettings(page: Page, section: string): Promise<void> {
  await page.getByRole('button', { name: 'Close setup' }).click();
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: section }).click();
}

test('About says what this is, why it does not update itself, and what it is made of', async ({ running }) => {
  const { page, electron } = running;
  await openSettings(page, 'About and updates');
  const versions = await electron.evaluate(({ app }) => ({ app: app.getVersion(), ...process.versions }));
  await expect(page.getByText(`Version ${versions.app}`)).toBeVisible();
  await expect(page.getByText('This copy runs from a build folder')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Check for updates' })).toHaveCount(0);
  for (const version of [versions.electron, versions.chrome, versions.node])
    await expect(page.getByText(version ?? '', { exact: true })).toBeVisible();
  await expect(page.getByText('SQLite')).toBeVisible();
  await page.getByRole('button', { name: 'Show the licences' }).click();
  await expect(page.getByText(/npm run licences|libraries/).last()).toBeVisible();
});

test('a copy that is not installed does not start with the computer, and says why', async ({ running }) => {
  const { page } = running;
  await openSettings(page, 'General');
  await expect(page.getByRole('switch', { name: 'Start with the computer' })).toBeDisabled();
  await expect(page.getByText('This copy is not installed.')).toBeVisible();
});

test('title, line and badge say that the profile is one that practises', async ({ running }) => {
  const { page, electron } = running;
  const title = await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
  expect(title).toBe('Dispatch Bridge (sandbox-e2e)');
  await expect(page.locator('html')).toHaveAttribute('data-profile', 'sandbox');
  const line = await page.evaluate(() => getComputedStyle(document.body, '::before').height);
  expect(line).toBe('3px');
});

test('high contrast and reduced motion apply at once and stay over a restart', async ({ launch }) => {
  const first = await launch();
  await openSettings(first.page, 'General');
  await first.page.getByRole('radiogroup', { name: 'Contrast' }).getByText('High').click();
  await first.page.getByRole('switch', { name: 'Reduce motion' }).click({ force: true });
  await expect(first.page.locator('html')).toHaveAttribute('data-contrast', 'high');
  await expect(first.page.locator('html')).toHaveAttribute('data-motion', 'reduced');
  await first.electron.close();
  const again = await launch();
  await expect(again.page.locator('html')).toHaveAttribute('data-contrast', 'high');
});

test('the palette quits the app after it has drained', async ({ running }) => {
  const { page, electron } = running;
  await page.getByRole('button', { name: 'Close setup' }).click();
  const ended = new Promise((resolve) => electron.process().once('exit', resolve));
  const palette = await openPalette(page);
  await page.keyboard.type('quit');
  await expect(palette.getByText('Quit Dispatch Bridge')).toBeVisible();
  // The page may be gone before the key is let go.
  await page.keyboard.press('Enter').catch(() => {});
  expect(await ended).toBe(0);
});
