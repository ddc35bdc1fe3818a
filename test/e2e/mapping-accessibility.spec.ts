import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { expect, type RunningApp, test } from './support/app.ts';
import { chooseRecord, openMapping, shipped } from './support/mapping.ts';
import { MappingKeys } from './support/mapping-keys.ts';
import { setUpOnSandbox } from './support/setup.ts';

const dialogOf = (page: Page) => page.getByRole('dialog');
const rulesOf = (page: Page) => page.getByRole('listbox', { name: 'Rules' });
const scriptOf = (page: Page) => page.getByRole('textbox', { name: 'Script', exact: true });
const resultOf = (page: Page) => page.getByRole('region', { name: 'Result', exact: true });
const look = (page: Page, name: string) => expectAccessible(page, name, `mapping-${name.replaceAll(' ', '-')}`);

/** The mapping with a linked ticket chosen, of as many as are asked for. */
async function onLinkedTicket({ page, ...app }: RunningApp, links: number): Promise<void> {
  const sandbox = await setUpOnSandbox({ page, ...app });
  const tickets = Array.from({ length: links }, (_, index) => sandbox.ticket(index));
  for (const ticketId of tickets) await sandbox.dispatch(ticketId);
  for (const ticketId of tickets) await sandbox.ticketReaches(ticketId, 'Dispatched');
  await openMapping(page);
  await chooseRecord(page, tickets[0] ?? 0);
}

/** A longer title, and a script for the second line of the address. */
async function changeTwoRules(page: Page, keys: MappingKeys): Promise<void> {
  await rulesOf(page)
    .getByRole('option', { name: /^Summary, .*Title/ })
    .click();
  await keys.choose(keys.action, 'Put a text together');
  await keys.use(page.getByRole('button', { name: 'Insert a text' }));
  await keys.write(page.getByRole('textbox', { name: 'Part 2, a text' }), ' (on site)');
  await expect(resultOf(page)).toContainText('(on site)');
  await rulesOf(page)
    .getByRole('option', { name: /^Address line 2/ })
    .click();
  await keys.choose(keys.action, 'Script');
  await keys.write(scriptOf(page), '$uppercase(site.addressLine2)');
  await keys.press('Escape');
  await expect(resultOf(page)).toContainText('DOCK 14');
}

test('the rules, one rule, its script and what is wrong can be used with a screen reader and read in both themes', async ({
  running,
}) => {
  test.setTimeout(480_000);
  const { page } = running;
  const keys = new MappingKeys(page);
  await onLinkedTicket(running, 1);
  await look(page, 'preview');

  await keys.use(page.getByRole('button', { name: 'New rule' }));
  await look(page, 'new rule');
  await keys.press('Escape');
  await expect(dialogOf(page)).toBeHidden();

  await rulesOf(page)
    .getByRole('option', { name: /^Country name/ })
    .click();
  await page
    .getByRole('combobox', { name: 'Becomes, value 5' })
    .or(page.getByLabel('Becomes, value 5'))
    .first()
    .focus();
  await look(page, 'rule');
  await changeTwoRules(page, keys);
  await look(page, 'script');
  await keys.reach(scriptOf(page));
  await keys.press('ArrowLeft', 'Control+Space');
  await page.locator('.cm-tooltip-autocomplete').waitFor();
  await look(page, 'completion');
  await keys.press('Escape', 'End', 'Backspace');
  await page.getByRole('button', { name: /^1 error/ }).click();
  await page.getByRole('heading', { name: 'Problems' }).waitFor();
  await look(page, 'problems');
});

test('status maps, examples, fields, plan, history and import can be used with a screen reader and read in both themes', async ({
  running,
}) => {
  test.setTimeout(480_000);
  const { page } = running;
  const keys = new MappingKeys(page);
  const dialog = dialogOf(page);
  const tab = (name: string) => page.getByRole('tab', { name }).click();
  const closed = async () => {
    await keys.press('Escape');
    await expect(dialog).toBeHidden();
  };
  await onLinkedTicket(running, 3);

  await tab('Examples');
  await page.getByRole('button', { name: /^Keep ticket \d+ as an example$/ }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Lobby');
  await keys.press('Enter');
  await expect(page.getByText(/^The example passes/)).toBeVisible();
  await tab('Rules');
  await changeTwoRules(page, keys);

  await tab('Status maps');
  await page.getByRole('heading', { name: 'Field Dispatch' }).waitFor();
  await look(page, 'status maps');
  await tab('Examples');
  await expect(page.getByText(/^1 of 1 fails/)).toBeVisible();
  await look(page, 'examples');
  await tab('Fields');
  await page.getByRole('button', { name: 'Refresh fields' }).click();
  await expect(page.getByText(/^Nothing changed since/)).toBeVisible();
  await look(page, 'fields');

  await page.getByRole('button', { name: 'Activate...' }).click();
  await expect(dialog.getByText('3 would change')).toBeVisible();
  await expect(dialog.getByText(/^1 of 1 examples/)).toBeVisible();
  await look(page, 'plan');
  await dialog.getByRole('checkbox', { name: 'Activate all the same' }).click();
  await dialog.getByRole('textbox', { name: 'Why, for the history' }).fill('Providers look for the words on site');
  await dialog.getByRole('button', { name: 'Activate version 2' }).click();
  await expect(dialog.getByText('Version 2 is in force')).toBeVisible();
  await closed();

  await tab('History');
  await page.getByText('From version 1 to version 2').waitFor();
  await look(page, 'history');
  await page.getByRole('option', { name: /^Version 1\b/ }).click();
  await page.getByRole('button', { name: 'Roll back to version 1' }).click();
  await expect(dialog.getByText('3 would change')).toBeVisible();
  await look(page, 'roll back');
  await closed();

  await keys.menu('Import...');
  await dialog.getByRole('textbox', { name: 'Mapping as text' }).fill(JSON.stringify(shipped('full')));
  await dialog.getByRole('button', { name: 'Read it' }).click();
  await dialog.getByText('Against the rules in the editor').waitFor();
  await look(page, 'import');
  await closed();
  await keys.menu('Presets...');
  await dialog.getByRole('radio', { checked: true }).waitFor();
  await look(page, 'presets');
});
