import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './support/app.ts';
import { setUpOnSandbox } from './support/setup.ts';

test('killed while a ticket is dispatched, the app makes exactly one work order after the next start', async ({
  launch,
}) => {
  const first = await launch();
  const sandbox = await setUpOnSandbox(first);
  const ticketId = sandbox.ticket(2);
  // The work order is made, but the answer never arrives: the worst moment to die.
  await sandbox.control.call('POST', 'faults', {
    vendor: 'fieldnation',
    on: 'request',
    method: 'POST',
    path: '/workorders$',
    kind: 'timeout-after-commit',
  });
  await sandbox.dispatch(ticketId);
  await expect(async () => expect(await sandbox.workOrdersFor(ticketId)).toHaveLength(1)).toPass();
  // The sandbox dies with the app, which Field Nation would not; wait until it has the work order on disk.
  await expect(() => {
    const state = readFileSync(join(first.profileFolder, 'sandbox-state.json'), 'utf8');
    expect(state).toContain(`ConnectWise ticket ${ticketId},`);
  }).toPass();
  first.electron.process().kill('SIGKILL');
  await new Promise<void>((resolve) => {
    const gone = first.electron.process();
    if (gone.exitCode !== null || gone.signalCode !== null) resolve();
    else gone.once('exit', () => resolve());
  });

  const again = await launch();
  await expect(again.page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
  await sandbox.ticketReaches(ticketId, 'Dispatched');
  expect(await sandbox.workOrdersFor(ticketId)).toHaveLength(1);
});
