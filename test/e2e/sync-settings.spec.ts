import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/app.ts';
import { setUpOnSandbox } from './support/setup.ts';

const event = 'FN_WO_PROVIDER_CHECKED_IN';

test('an event is switched to a note, tried without writing, saved, and writes its note at the next check-in', async ({
  running,
}) => {
  const { page } = running;
  const sandbox = await setUpOnSandbox(running);
  const ticketId = sandbox.ticket(0);
  await sandbox.dispatch(ticketId);
  const workOrderId = await sandbox.workOrderFor(ticketId);
  await sandbox.assign(workOrderId);
  await sandbox.ticketReaches(ticketId, 'Scheduled');

  const rail = page.getByRole('navigation', { name: 'Pages' });
  const list = page.getByRole('navigation', { name: 'Settings' });
  await rail.getByRole('button', { name: 'Settings' }).click();

  await test.step('pages of the sync can be used with a screen reader and read in both themes', async () => {
    for (const name of ['Trigger', 'Notes and messages', 'Ticket updates', 'Work orders']) {
      await list.getByRole('button', { name, exact: true }).click();
      await page.getByRole('heading', { name, exact: true, level: 2 }).waitFor();
      await expectAccessible(page, name);
    }
  });

  await test.step('what ConnectWise is to do for the trigger is shown as requests before it is sent', async () => {
    await list.getByRole('button', { name: 'Trigger', exact: true }).click();
    await page.getByRole('button', { name: 'Show the requests' }).click();
    await expect(page.getByText(/^POST \/system\/userDefinedFields$/)).toBeVisible();
    await page.getByRole('button', { name: 'Send these requests' }).click();
    await expect(page.getByText('The field FN Sync Status is in use.')).toBeVisible();
    await expect(page.getByText(/^In use \(field \d+\)$/)).toBeVisible();
  });

  await test.step('the test shows the note and writes nothing', async () => {
    await list.getByRole('button', { name: 'Events', exact: true }).click();
    await page.getByRole('button', { name: `Action of ${event}` }).click();
    await page.getByText('Write a note', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Text of the note' }).fill('{assignee.user.first_name} is on site.');
    await page.getByRole('combobox', { name: 'Work order' }).click();
    await page.getByRole('option', { name: `Work order ${workOrderId}` }).click();
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(page.getByText('It would write a note on Internal')).toBeVisible();
    await expect(page.getByRole('blockquote')).toHaveText(/^\S+ is on site\.$/);
    await expectAccessible(page, 'Events, with an action and its test');
  });

  await test.step('nothing counts before it is saved', async () => {
    await expect(page.getByText('Not saved: Events.')).toBeVisible();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('Not saved: Events.')).toBeHidden();
  });

  await sandbox.control.act('provider', 'check-in', { workOrderId });
  await rail.getByRole('button', { name: 'Events' }).click();
  const log = page.getByRole('grid', { name: 'Events' });
  await expect(log.getByText(`Ticket ${ticketId}: note for ${event} written to Internal`)).toHaveCount(1);
});
