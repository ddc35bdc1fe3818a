import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { ask, chooseRecord, openMapping } from './support/mapping.ts';
import { MappingKeys } from './support/mapping-keys.ts';
import type { PracticeSandbox } from './support/sandbox.ts';
import { setUpOnSandbox } from './support/setup.ts';

interface WorkOrder {
  readonly id: number;
  readonly title: string;
  readonly customFields: Readonly<Record<string, unknown>>;
}

async function workOrder(sandbox: PracticeSandbox, id: number): Promise<WorkOrder | undefined> {
  const all: readonly WorkOrder[] = await sandbox.control.workOrders();
  return all.find((one) => one.id === id);
}

/** A dispatched ticket whose work order stands, so that nothing of it is under way any more. */
async function linkedTicket(sandbox: PracticeSandbox): Promise<{ ticketId: number; workOrderId: number }> {
  const ticketId = sandbox.ticket(0);
  await sandbox.dispatch(ticketId);
  const workOrderId = await sandbox.workOrderFor(ticketId);
  await sandbox.ticketReaches(ticketId, 'Dispatched');
  return { ticketId, workOrderId };
}

const rules = (page: Page) => page.getByRole('listbox', { name: 'Rules' });
const list = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });

async function openRule(page: Page, name: RegExp): Promise<void> {
  await rules(page).getByRole('option', { name }).click();
  await list(page, 'What happens to the value').waitFor();
}

test('a value that a list does not have is refused in words, its fix is used, and an older version can come back', async ({
  running,
}) => {
  const { page } = running;
  const sandbox = await setUpOnSandbox(running);
  const { ticketId, workOrderId } = await linkedTicket(sandbox);
  const rename = (summary: string) =>
    sandbox.control.act('dispatcher', 'edit-ticket', { ticketId, changes: { summary } });
  const carried = (title: string) =>
    expect(async () => expect((await workOrder(sandbox, workOrderId))?.title).toBe(title)).toPass({ timeout: 60_000 });
  const before = (await workOrder(sandbox, workOrderId))?.title ?? '';

  await openMapping(page);
  const keys = new MappingKeys(page);
  const dialog = page.getByRole('dialog');

  await test.step('a list of one side becomes a map of exact values of the other', async () => {
    await keys.connect('severity', 'custom_fields.134');
    await keys.choose(keys.action, 'Map values');
    await expect(list(page, 'Becomes, value 3')).toHaveValue('High');
  });

  await test.step('a value that is not in the list is refused where it stands, with the value that was meant', async () => {
    await keys.giveValue(list(page, 'Becomes, value 3'), 'Hihg');
    const problems = page.getByRole('list', { name: 'Problems of this rule' });
    await expect(problems).toContainText(
      /Priority takes one of its list's values exactly as they stand there, and "?Hihg"? is none of them: Field Nation would refuse the work order\. High is closest\./,
    );
    await expect(problems.getByRole('button', { name: 'Use High' })).toBeVisible();
    await expect(page.getByRole('button', { name: /^1 error/ })).toBeVisible();
    await expect(rules(page).getByRole('option', { name: /Priority.*Problem: Priority takes/ })).toBeVisible();
  });

  await test.step('it cannot be activated, neither in the window nor past it', async () => {
    await keys.use(page.getByRole('button', { name: 'Activate...' }));
    await expect(dialog.getByText('1 problem keeps this from being activated')).toBeVisible();
    await expect(dialog.getByText('The problems above have to be solved first.')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Activate version 2' })).toBeDisabled();
    const { draft } = await ask(page, 'mapping:state', undefined);
    if (draft === null) throw new Error('The draft was not kept');
    const refused = ask(page, 'mapping:activate', { mapping: draft.mapping, basedOn: 1, override: true });
    await expect(refused).rejects.toThrow();
    expect((await ask(page, 'mapping:state', undefined)).active.version).toBe(1);
    await keys.use(dialog.getByRole('button', { name: 'Show it' }));
    await expect(page.getByRole('dialog', { name: 'Activate version 2' })).toBeHidden();
  });

  await test.step('the fix is one key away from the problem', async () => {
    const shown = page.getByRole('dialog', { name: /^Problems$|^1 error/ });
    await keys.use(shown.getByRole('button', { name: 'Use High' }));
    await expect(page.getByRole('button', { name: /error/ })).toBeHidden();
    await keys.press('Escape');
    await expect(list(page, 'Becomes, value 3')).toHaveValue('High');
  });

  await test.step('with another change the plan says what each link would get, before anything is written', async () => {
    await openRule(page, /^Summary, .*Title/);
    await keys.choose(keys.action, 'Put a text together');
    await keys.use(page.getByRole('button', { name: 'Insert a text' }));
    await keys.write(page.getByRole('textbox', { name: 'Part 2, a text' }), ' (on site)');
    await keys.use(page.getByRole('button', { name: 'Activate...' }));
    const plan = dialog.getByRole('region', { name: 'Current links' });
    await expect(plan.getByText('1 would change')).toBeVisible();
    await expect(plan.getByRole('row', { name: /^Title/ })).toContainText(`${before} (on site)`);
    await expect(plan.getByRole('row', { name: /^Priority/ })).toContainText('Low');
    expect((await workOrder(sandbox, workOrderId))?.title).toBe(before);
    await keys.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('once activated, a change is carried by the new rules', async () => {
    await keys.activate(2, 'Priority, and a longer title');
    await rename('Access point in the lobby');
    await carried('Access point in the lobby (on site)');
    await expect(async () =>
      expect((await workOrder(sandbox, workOrderId))?.customFields).toMatchObject({ 134: 'Low' }),
    ).toPass();
  });

  await test.step('the history tells who, why and what, and shows what going back would do', async () => {
    await page.getByRole('tab', { name: 'History' }).click();
    const versions = page.getByRole('listbox', { name: 'Versions' });
    await expect(versions.getByRole('option').first()).toContainText('Priority, and a longer title');
    await keys.reach(versions.getByRole('option', { selected: true }));
    await keys.press('ArrowDown');
    await keys.use(page.getByRole('button', { name: 'Roll back to version 1' }));
    const back = page.getByRole('dialog', { name: 'Roll back to version 1' });
    const plan = back.getByRole('region', { name: 'Current links' });
    await expect(plan.getByText('1 would change')).toBeVisible();
    await expect(plan.getByRole('row', { name: /^Title/ })).toContainText('Access point in the lobby');
    await keys.use(back.getByRole('button', { name: 'Activate version 3' }));
    await expect(dialog.getByText('Version 3 is in force')).toBeVisible();
    await keys.press('Escape');
  });

  await test.step('the engine uses the old rules again', async () => {
    await rename('Access point, second visit');
    await carried('Access point, second visit');
    const [first, third] = await Promise.all([1, 3].map((version) => ask(page, 'mapping:version', { version })));
    expect(third?.mapping).toEqual(first?.mapping);
  });
});

test('a rule shows what it makes of a real ticket while it is typed, and an example keeps it from breaking unseen', async ({
  running,
}) => {
  const { page } = running;
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy|Refused to/i.test(message.text()))
      refused.push(message.text());
  });
  page.on('pageerror', (error) => refused.push(error.message));
  const sandbox = await setUpOnSandbox(running);
  const { ticketId, workOrderId } = await linkedTicket(sandbox);
  const keys = new MappingKeys(page);
  const result = page.getByRole('region', { name: 'Result', exact: true });
  const dialog = page.getByRole('dialog');
  const script = page.getByRole('textbox', { name: 'Script', exact: true });
  const wrong = page.getByRole('list', { name: 'Problems of this rule' });

  await openMapping(page);
  await page.evaluate(() => {
    const broken: string[] = [];
    Object.assign(globalThis, { broken });
    document.addEventListener('securitypolicyviolation', (event) =>
      broken.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
    );
  });

  await test.step('a ticket is chosen by its number; rules and fields show its values', async () => {
    await chooseRecord(page, ticketId);
    await expect(rules(page).getByRole('option', { name: /Gives Replace failed access point in lobby/ })).toBeVisible();
    const fields = page.getByRole('listbox', { name: 'ConnectWise fields' });
    await expect(fields.getByRole('option', { name: /^Summary, text, Replace failed access point/ })).toBeVisible();
  });

  await test.step('it is kept as an example', async () => {
    await page.getByRole('tab', { name: 'Examples' }).click();
    await page.getByRole('button', { name: `Keep ticket ${String(ticketId)} as an example` }).click();
    await keys.write(dialog.getByRole('textbox', { name: 'Name' }), 'Lobby');
    await keys.press('Enter');
    await expect(page.getByText(/^The example passes/)).toBeVisible();
    await page.getByRole('tab', { name: 'Rules' }).click();
  });

  await test.step('words typed into a text are in the result at once', async () => {
    await openRule(page, /Put a text together.*Description/);
    await keys.write(page.getByRole('textbox', { name: 'Part 3, a text' }), '</p><p>Reception knows. Ticket ');
    await expect(result).toContainText('Reception knows. Ticket 7601');
    await keys.write(page.getByRole('textbox', { name: 'Part 3, a text' }), '</p><p>ConnectWise ticket ');
    await expect(result).not.toContainText('Reception knows');
  });

  await test.step('a constant is in the result as it is typed', async () => {
    await openRule(page, /^Address line 2, .*Address line 2/);
    await keys.choose(keys.action, 'Always the same value');
    await keys.write(page.getByRole('textbox', { name: 'Value', exact: true }), 'Dock 99');
    await expect(result).toContainText('Dock 99');
    await expect(result).toContainText('Dock 14');
    await keys.press('Control+Z', 'Control+Z');
    await expect(keys.action).toHaveValue('Copy the value');
  });

  await test.step('a JSONata script: its result, the line of an error, its result again', async () => {
    await openRule(page, /^Summary, .*Title/);
    await keys.choose(keys.action, 'Script');
    await keys.write(script, 'summary & " / " & board.name');
    await expect(result).toContainText('Replace failed access point in lobby / Field Dispatch');
    // The list of completions takes Enter while it is open.
    await keys.press('Escape', 'Enter');
    await page.keyboard.type('& company.');
    await keys.press('Escape');
    await expect(page.getByRole('button', { name: /^Line 2/ }).first()).toBeVisible();
    await expect(wrong).toBeVisible();
    await keys.press('Backspace');
    await page.keyboard.type('.identifier');
    await keys.press('Escape');
    await expect(result).toContainText('Field DispatchGardenStateFoods');
    await expect(wrong).toBeHidden();
  });

  await test.step('a Jsonnet script: the same', async () => {
    await keys.press('Escape');
    await page.getByText('Jsonnet', { exact: true }).click();
    await keys.write(script, 'local where = $.input.site.name;');
    await keys.press('Escape', 'Enter');
    await page.keyboard.type('"At " + where');
    await expect(result).toContainText('At Newark Warehouse');
    await keys.press('Escape', 'Enter');
    await page.keyboard.type('+ missing');
    await keys.press('Escape');
    await expect(page.getByRole('button', { name: /^Line 3/ }).first()).toBeVisible();
    await keys.press('Control+Shift+ArrowLeft', 'Delete');
    await page.keyboard.insertText('" (dock)"');
    await keys.press('Escape');
    await expect(result).toContainText('At Newark Warehouse (dock)');
    await expect(wrong).toBeHidden();
  });

  await test.step('the example that fails now keeps it from being activated, until a person says so', async () => {
    await page.getByRole('button', { name: 'Activate...' }).click();
    const examples = dialog.getByRole('region', { name: 'Examples' });
    await expect(examples).toContainText('1 of 1 examples gives other values');
    await expect(examples).toContainText('At Newark Warehouse (dock)');
    const activate = dialog.getByRole('button', { name: 'Activate version 2' });
    await expect(dialog.getByText('Examples fail: tick the box above to activate all the same.')).toBeVisible();
    await expect(activate).toBeDisabled();
    await keys.reach(examples.getByRole('checkbox', { name: 'Activate all the same' }));
    await keys.press('Space');
    await keys.use(activate);
    await expect(dialog.getByText('Version 2 is in force')).toBeVisible();
    await keys.press('Escape');
    await sandbox.control.act('dispatcher', 'edit-ticket', { ticketId, changes: { summary: 'Another summary' } });
    await expect(async () =>
      expect((await workOrder(sandbox, workOrderId))?.title).toBe('At Newark Warehouse (dock)'),
    ).toPass({ timeout: 60_000 });
  });

  expect(refused).toEqual([]);
  expect(await page.evaluate(() => (globalThis as unknown as { broken: string[] }).broken)).toEqual([]);
});
