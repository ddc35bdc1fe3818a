import type { Page } from '@playwright/test';
import { Camera } from '../../scripts/lib/demo-camera.mjs';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/app.ts';
import { chooseRecord, openMapping, shipped } from './support/mapping.ts';
import { MappingKeys } from './support/mapping-keys.ts';
import { setUpOnSandbox } from './support/setup.ts';

test('every part of the mapping can be used with a screen reader and read in both themes', async ({ running }) => {
  test.setTimeout(240_000);
  const { page } = running;
  const sandbox = await setUpOnSandbox(running);
  const tickets = [0, 1, 2].map((index) => sandbox.ticket(index));
  for (const ticketId of tickets) await sandbox.dispatch(ticketId);
  for (const ticketId of tickets) await sandbox.workOrderFor(ticketId);
  for (const ticketId of tickets) await sandbox.ticketReaches(ticketId, 'Dispatched');

  const keys = new MappingKeys(page);
  const camera = new Camera(page, 'screenshots/e2e');
  const dialog = page.getByRole('dialog');
  const rules = page.getByRole('listbox', { name: 'Rules' });
  const look = (name: string) =>
    test.step(name, async () => {
      await expectAccessible(page, name);
      await camera.take(`mapping-${name.replaceAll(' ', '-')}`);
    });
  const closed = async () => {
    await keys.press('Escape');
    await expect(dialog).toBeHidden();
  };

  await openMapping(page);
  await look('rules');
  await chooseRecord(page, tickets[0] ?? 0);
  await look('preview');

  await keys.use(page.getByRole('button', { name: 'New rule' }));
  await look('new rule');
  await closed();

  await tab(page, 'Examples');
  await look('no example');
  await page.getByRole('button', { name: /^Keep ticket \d+ as an example$/ }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Lobby');
  await look('keep an example');
  await keys.press('Enter');
  await expect(page.getByText(/^The example passes/)).toBeVisible();

  await tab(page, 'Rules');
  await rules.getByRole('option', { name: /^Summary, .*Title/ }).click();
  await keys.choose(keys.action, 'Put a text together');
  await keys.use(page.getByRole('button', { name: 'Insert a text' }));
  await keys.write(page.getByRole('textbox', { name: 'Part 2, a text' }), ' (on site)');
  await expect(page.getByRole('region', { name: 'Result', exact: true })).toContainText('(on site)');
  await look('rule');
  await rules.getByRole('option', { name: /^Country name/ }).click();
  await look('rule with a map');

  await rules.getByRole('option', { name: /^Address line 2/ }).click();
  await keys.choose(keys.action, 'Script');
  await keys.write(page.getByRole('textbox', { name: 'Script', exact: true }), '$uppercase(site.addressLine2)');
  await keys.press('Escape');
  await expect(page.getByRole('region', { name: 'Result', exact: true })).toContainText('DOCK 14');
  await look('script');
  await keys.press('ArrowLeft', 'Control+Space');
  await page.locator('.cm-tooltip-autocomplete').waitFor();
  await look('completion');
  await keys.press('Escape', 'End', 'Backspace');
  await expect(page.getByRole('list', { name: 'Problems of this rule' })).toBeVisible();
  await look('script with an error');
  await page.getByRole('button', { name: /^1 error/ }).click();
  await page.getByRole('heading', { name: 'Problems' }).waitFor();
  await look('problems');
  await keys.press('Escape');
  await keys.write(page.getByRole('textbox', { name: 'Script', exact: true }), '$uppercase(site.addressLine2)');
  await keys.press('Escape');

  await tab(page, 'Status maps');
  await page.getByText('Field Dispatch').first().waitFor();
  await look('status maps');

  await tab(page, 'Examples');
  await expect(page.getByText(/^1 of 1 fails/)).toBeVisible();
  await look('examples');

  await tab(page, 'Fields');
  await page.getByRole('table').or(page.getByRole('grid')).first().waitFor();
  await look('fields');
  await page.getByRole('button', { name: 'Refresh fields' }).click();
  await expect(page.getByRole('button', { name: 'Refresh fields' })).toBeEnabled();
  await look('fields refreshed');

  await page.getByRole('button', { name: 'Activate...' }).click();
  await expect(dialog.getByText('3 would change')).toBeVisible();
  await expect(dialog.getByText(/^1 of 1 examples/)).toBeVisible();
  await look('plan');
  await dialog.getByRole('checkbox', { name: 'Activate all the same' }).click();
  await dialog.getByRole('textbox', { name: 'Why, for the history' }).fill('Providers look for the words on site');
  await dialog.getByRole('button', { name: 'Activate version 2' }).click();
  await expect(dialog.getByText('Version 2 is in force')).toBeVisible();
  await look('activated');
  await closed();

  await tab(page, 'History');
  await page.getByRole('listbox', { name: 'Versions' }).waitFor();
  await page.getByText('From version 1 to version 2').waitFor();
  await look('history');
  await page.getByText('All rules', { exact: true }).click();
  await look('history in words');
  await page.getByRole('option', { name: /^Version 1\b/ }).click();
  await page.getByRole('button', { name: 'Roll back to version 1' }).click();
  await expect(dialog.getByText('3 would change')).toBeVisible();
  await look('roll back');
  await closed();

  await keys.menu('Import...');
  await look('import');
  await dialog.getByRole('textbox', { name: 'Mapping as text' }).fill(JSON.stringify(shipped('full')));
  await dialog.getByRole('button', { name: 'Read it' }).click();
  await dialog.getByText('Against the rules in the editor').waitFor();
  await look('import read');
  await closed();
  await keys.menu('Presets...');
  await dialog.getByRole('radio', { checked: true }).waitFor();
  await look('presets');
  await closed();
  await keys.menu('Keyboard');
  await look('keyboard');
  await closed();
});

async function tab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name }).click();
}
