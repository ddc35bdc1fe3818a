import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { command, expect, test } from './support/app.ts';
import { setUpOnSandbox } from './support/setup.ts';

test('a new profile opens on setup, one window, named after the product', async ({ running }) => {
  await expect(running.page.getByRole('heading', { name: 'How do you want to begin?' })).toBeVisible();
  await expect(running.page).toHaveTitle(/Dispatch Bridge/);
  expect(running.electron.windows()).toHaveLength(1);
});

test('a second start on the same profile ends at once and leaves the first one running', async ({
  machine,
  running,
}) => {
  const { executablePath, args, env } = command(machine);
  const second = await promisify(execFile)(executablePath, args, { env, timeout: 60_000 });
  expect(second.stderr).not.toContain('Error');
  await expect(running.page.getByRole('heading').first()).toBeVisible();
  expect(running.electron.windows()).toHaveLength(1);
});

test('two profiles run side by side', async ({ launch }) => {
  const first = await launch({ profile: 'sandbox-one' });
  const second = await launch({ profile: 'sandbox-two' });
  await expect(first.page.getByText('Sandbox', { exact: true })).toBeVisible();
  await expect(second.page.getByRole('heading', { name: 'How do you want to begin?' })).toBeVisible();
});

test('quitting keeps setup, and the next start goes on where it was', async ({ launch }) => {
  const first = await launch();
  const sandbox = await setUpOnSandbox(first);
  await first.electron.close();

  const again = await launch();
  await expect(again.page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
  const ticketId = sandbox.ticket(1);
  await sandbox.dispatch(ticketId);
  await sandbox.workOrderFor(ticketId);
});

test('where no tray host exists, closing the window quits the app', async ({ running }) => {
  const ended = once(running.electron.process(), 'exit');
  await running.page.close();
  const [code] = await ended;
  expect(code).toBe(0);
});

test('without a keychain the app says that credentials are kept for this run only', async ({ launch }) => {
  const { page } = await launch({ env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } });
  await page.getByRole('button', { name: 'Close setup' }).click();
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByText(/this run only/i).first()).toBeVisible();
});
