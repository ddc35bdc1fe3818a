import { byKeyboard } from '../../scripts/lib/wizard.mjs';
import { expect, test } from './support/app.ts';
import { setUpOnSandbox } from './support/setup.ts';

test('a ticket in the trigger status becomes one work order, and its stages come back to the ticket', async ({
  running,
}) => {
  const { page } = running;
  const sandbox = await setUpOnSandbox(running);
  const ticketId = sandbox.ticket(0);

  await sandbox.dispatch(ticketId);
  const workOrderId = await sandbox.workOrderFor(ticketId);
  await sandbox.ticketReaches(ticketId, 'Dispatched');

  await sandbox.assign(workOrderId);
  await sandbox.ticketReaches(ticketId, 'Scheduled');
  for (const verb of ['check-in', 'check-out', 'mark-done'])
    await sandbox.control.act('provider', verb, { workOrderId });
  await sandbox.ticketReaches(ticketId, 'Work complete');
  await sandbox.control.act('buyer', 'approve', { workOrderId });
  await sandbox.ticketReaches(ticketId, 'Completed');
  expect(await sandbox.workOrdersFor(ticketId)).toHaveLength(1);

  const pages = page.getByRole('navigation', { name: 'Pages' });
  await test.step('the log tells it in words', async () => {
    await pages.getByRole('button', { name: 'Events' }).click();
    const table = page.getByRole('grid', { name: 'Events' }).or(page.getByRole('table', { name: 'Events' }));
    await expect(table.getByText(`ticket ${ticketId} set to Completed`)).toBeVisible();
  });

  await test.step("the link's page shows both numbers and its timeline", async () => {
    await pages.getByRole('button', { name: 'Links' }).click();
    await expect(page.getByRole('heading', { name: 'Links', level: 1 })).toBeVisible();
    await page
      .getByRole('row')
      .filter({ hasText: String(ticketId) })
      .click();
    await expect(page.getByRole('heading', { name: `Ticket ${ticketId} and work order ${workOrderId}` })).toBeVisible();
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible();
    await expect(page.getByText(`ticket ${ticketId} set to Completed`).first()).toBeVisible();
  });
});

test('setup can be walked by keyboard alone, and nothing is written before Start', async ({ running }) => {
  const sandbox = await setUpOnSandbox(running, byKeyboard);
  await expect(running.page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();

  const journal: readonly { kind: string; method?: string; path?: string; status?: number }[] =
    await sandbox.control.journal();
  const writes = journal.filter(
    ({ kind, method, status = 0 }) => kind === 'request' && method !== 'GET' && status < 400,
  );
  const paths = writes.map(({ path }) => path ?? '').filter((path) => !path.endsWith('/oauth/token'));
  expect(paths.filter((path) => !/\/(callbacks|webhooks)$/.test(path))).toEqual([]);
  expect(paths.length).toBeGreaterThan(0);
});
