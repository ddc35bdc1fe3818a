import { walkSetup } from '../../scripts/lib/wizard.mjs';
import { expectAccessible } from './support/accessible.ts';
import { test } from './support/app.ts';
import { setUpOnSandbox } from './support/setup.ts';

test('every step of setup can be used with a screen reader and read in both themes', async ({ running }) => {
  await walkSetup(running.page, {
    board: 'Field Dispatch',
    status: 'Dispatch to FN',
    onStep: (name) => expectAccessible(running.page, name),
  });
});

test('every page can be used with a screen reader and read in both themes', async ({ running }) => {
  const { page } = running;
  const sandbox = await setUpOnSandbox(running);
  const ticketId = sandbox.ticket(0);
  await sandbox.dispatch(ticketId);
  await sandbox.workOrderFor(ticketId);
  await sandbox.ticketReaches(ticketId, 'Dispatched');

  const rail = page.getByRole('navigation', { name: 'Pages' });
  for (const name of ['Dashboard', 'Events', 'Attention', 'Mapping', 'Callbacks', 'Settings', 'Links']) {
    await rail.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await expectAccessible(page, name);
  }
  await page
    .getByRole('row')
    .filter({ hasText: String(ticketId) })
    .first()
    .click();
  await page.getByRole('heading', { name: new RegExp(`^Ticket ${ticketId}\\b`) }).waitFor();
  await expectAccessible(page, 'Link');
});
