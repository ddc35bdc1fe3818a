import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/app.ts';
import { ask } from './support/mapping.ts';
import type { PracticeSandbox } from './support/sandbox.ts';
import { setUpOnSandbox } from './support/setup.ts';

const rail = (page: Page) => page.getByRole('navigation', { name: 'Pages' });

async function titleBecomes(sandbox: PracticeSandbox, workOrderId: number, title: string): Promise<void> {
  await expect(async () => {
    const all: readonly { readonly id: number; readonly title: string }[] = await sandbox.control.workOrders();
    expect(all.find((one) => one.id === workOrderId)?.title).toBe(title);
  }).toPass();
}

/** Both sides rename while the sync is paused, so that neither change is sent before the other is made. */
async function bothRename(page: Page, sandbox: PracticeSandbox, ticketId: number, workOrderId: number): Promise<void> {
  await page.getByRole('button', { name: 'Pause the sync' }).click();
  await page.getByRole('menuitem', { name: 'Until resumed' }).click();
  await page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
  // A pause starts nothing new; what is under way ends first, and may have read the one side already.
  await expect.poll(async () => (await ask(page, 'app:status', undefined)).queue.running).toBe(0);
  await sandbox.control.act('buyer', 'edit', { workOrderId, changes: { title: 'Named by the buyer' } });
  await sandbox.control.act('dispatcher', 'edit-ticket', {
    ticketId,
    changes: { summary: 'Named by the dispatcher' },
  });
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
}

test('a person settles a conflict, links two records by hand, tries them out and parts them again', async ({
  running,
}) => {
  const { page } = running;
  const sandbox = await setUpOnSandbox(running);
  const ticketId = sandbox.ticket(0);
  await sandbox.dispatch(ticketId);
  const workOrderId = await sandbox.workOrderFor(ticketId);
  await sandbox.ticketReaches(ticketId, 'Dispatched');
  await bothRename(page, sandbox, ticketId, workOrderId);

  await test.step('the rail and the dashboard say so, and lead to both values', async () => {
    await expect(rail(page).getByRole('button', { name: 'Attention, 1 item' })).toBeVisible();
    await expect(page.getByText('1 field was changed on both sides: choose which value counts.')).toBeVisible();
    await page.getByRole('button', { name: '1 field was changed on both sides: see the conflict' }).click();
    const field = page.getByRole('region', { name: 'Title', exact: true });
    await expect(field.getByText('Named by the dispatcher')).toBeVisible();
    await expect(field.getByText('Named by the buyer')).toBeVisible();
    await expect(field.getByText(/^Changed /)).toHaveCount(2);
    await expectAccessible(page, 'Conflicts');
  });

  await test.step('the choice is written by the next run, and the conflict is settled', async () => {
    await page.getByRole('button', { name: 'Choose ConnectWise for Title' }).press('Enter');
    await titleBecomes(sandbox, workOrderId, 'Named by the dispatcher');
    await expect(page.getByRole('heading', { name: 'No field is in conflict' })).toBeVisible();
    await expect(rail(page).getByRole('button', { name: 'Attention', exact: true })).toBeVisible();
  });

  await test.step('who wins can be settled for the next time, per field', async () => {
    await page.getByRole('button', { name: 'Set who wins per field' }).click();
    const rules = page.getByRole('listbox', { name: 'Rules' });
    const wins = page.getByRole('combobox', { name: 'Who wins when both sides changed' });
    await rules.getByRole('option', { name: /^summary,.*title/i }).click();
    await wins.click();
    await page.getByRole('option', { name: 'Field Nation', exact: true }).click();
    await page.getByRole('button', { name: 'Activate...' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Activate version 2' }).click();
    await expect(dialog.getByText('Version 2 is in force')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await rail(page).getByRole('button', { name: 'Events' }).click();
    await rail(page).getByRole('button', { name: 'Mapping' }).click();
    await expect(page.getByText('In force', { exact: true })).toBeVisible();
    await expect(wins).toHaveValue('Field Nation');
  });

  const otherId = sandbox.ticket(1);
  const { id: byHandId } = await sandbox.control.act('buyer', 'create', {
    body: { title: 'Made by hand in Field Nation' },
  });
  const { summary } = await sandbox.control.ticket(otherId);

  await test.step('linking says whose values count', async () => {
    await rail(page).getByRole('button', { name: 'Links' }).click();
    await page.getByRole('button', { name: 'Link two records' }).click();
    await page.getByRole('textbox', { name: 'Ticket number' }).fill(String(otherId));
    await page.getByRole('textbox', { name: 'Work order number' }).fill(`#${byHandId}`);
    await page.getByRole('radio', { name: 'ConnectWise' }).check();
    await expectAccessible(page, 'Link two records');
    await page.getByRole('button', { name: 'Link the two' }).click();
    await expect(page.getByRole('heading', { name: `Ticket ${otherId} and work order ${byHandId}` })).toBeVisible();
    await titleBecomes(sandbox, byHandId, summary);
  });

  await test.step('a ticket that is linked already is refused in words, with the way to its link', async () => {
    await page.getByRole('button', { name: 'All links' }).click();
    await page.getByRole('button', { name: 'Send a ticket' }).click();
    await page.getByRole('textbox', { name: 'Ticket number' }).fill(String(otherId));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert').getByText(`Ticket ${otherId} is linked already`)).toBeVisible();
    await page.getByRole('alert').getByRole('button', { name: 'Open the link' }).click();
  });

  await test.step('a dry run and a replay say what would be written', async () => {
    await page.getByRole('button', { name: 'What would a run do now?' }).click();
    await expect(page.getByRole('dialog').getByText(/^(Nothing: both sides|No field would)/)).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Runs' }).click();
    await page
      .getByRole('button', { name: /^Replay the run of/ })
      .last()
      .click();
    await expect(page.getByRole('dialog').getByText("What today's mapping would write")).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  await test.step('unlinking keeps the reason, and the pair can be taken up again', async () => {
    await page.getByRole('button', { name: 'Unlink...' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Unlink' }).click();
    await expect(dialog.getByText('Type a reason')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Wrong work order');
    await dialog.getByRole('button', { name: 'Unlink' }).click();
    await expect(page.getByText('This link is closed. Reason: Wrong work order')).toBeVisible();
    await page.getByRole('button', { name: 'Link again...' }).click();
    await dialog.getByRole('button', { name: 'Link again' }).click();
    await expect(page.getByRole('button', { name: 'Unlink...' })).toBeVisible();
  });
});
