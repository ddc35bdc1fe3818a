import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/app.ts';

test('a damaged database opens a page that says so, keeps the old file aside and starts with empty data', async ({
  launch,
}) => {
  const first = await launch();
  await first.electron.close();
  for (const rest of ['-wal', '-shm']) rmSync(join(first.profileFolder, `dispatch-bridge.db${rest}`), { force: true });
  writeFileSync(join(first.profileFolder, 'dispatch-bridge.db'), 'this is no database '.repeat(1000));

  const { page, profileFolder, electron } = await launch();
  await expect(page.getByRole('heading', { name: 'The data of this profile cannot be read' })).toBeVisible();
  await expect(page.getByText(profileFolder, { exact: false }).first()).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const found = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa']).analyze();
    expect(found.violations.map((violation) => violation.id)).toEqual([]);
    await page.screenshot({ path: join('screenshots', 'e2e', `damaged-${colorScheme}.png`) });
  }
  await page.getByRole('button', { name: 'Start with empty data' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start with empty data' }).click();
  await expect(page.getByRole('heading', { name: 'How do you want to begin?' })).toBeVisible();
  expect(readdirSync(join(profileFolder, 'quarantine'))).toHaveLength(1);

  await electron.close();
  const again = await launch();
  await expect(again.page.getByRole('heading', { name: 'How do you want to begin?' })).toBeVisible();
  const info = await again.page.evaluate(() => window.dispatchBridge?.['app:info']());
  expect(info).toMatchObject({ startupProblem: null, startedPaused: true, pausedBecause: { because: 'fresh' } });
});

test('a damaged database is replaced by the backup a person chooses; diagnostics are there before and after', async ({
  launch,
}) => {
  const first = await launch();
  await expect(first.page.getByRole('heading', { name: 'How do you want to begin?' })).toBeVisible();
  await first.page.evaluate(() => window.dispatchBridge?.['recovery:back-up-now']());
  await first.electron.close();
  const database = join(first.profileFolder, 'dispatch-bridge.db');
  for (const rest of ['-wal', '-shm']) rmSync(`${database}${rest}`, { force: true });
  writeFileSync(database, 'this is no database '.repeat(1000));

  const { page, profileFolder, electron } = await launch();
  await expect(page.getByRole('radio')).toHaveCount(1);
  await page.getByRole('button', { name: 'Diagnostics for whoever helps' }).click();
  await page.getByRole('button', { name: 'Collect', exact: true }).click();
  await page.getByRole('button', { name: /^problem\.json/ }).click();
  await expect(page.getByText('"code": "store.corrupt"')).toBeVisible();
  await page.getByRole('button', { name: 'Restore this backup' }).click();
  await expect(page.getByRole('heading', { name: 'How do you want to begin?' })).toBeVisible();
  const info = await page.evaluate(() => window.dispatchBridge?.['app:info']());
  expect(info).toMatchObject({ startupProblem: null, startedPaused: true, pausedBecause: { because: 'restored' } });
  expect(readdirSync(join(profileFolder, 'quarantine'))).toHaveLength(1);
  const files = await page.evaluate(() => window.dispatchBridge?.['diagnostics:preview']());
  expect(files?.map((file) => file.name)).toEqual(expect.arrayContaining(['app.json', 'libraries.json', 'log.txt']));
  for (const file of files ?? []) expect(file.text, file.name).not.toContain('This could not be read');
  await electron.close();
});
