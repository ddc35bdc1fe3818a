import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './support/app.ts';

test('another profile opens in a process of its own, is listed as running, and is not opened twice', async ({
  running,
}) => {
  const { page, profileFolder, electron } = running;
  const list = () => page.evaluate(() => window.dispatchBridge?.['profiles:list']());
  const open = () => page.evaluate(() => window.dispatchBridge?.['profiles:open']({ name: 'staging' }));
  expect(await list()).toMatchObject([{ name: 'sandbox-e2e', kind: 'sandbox', current: true, running: true }]);

  await open();
  const staging = join(profileFolder, '..', 'staging');
  const holder = join(staging, 'holder.json');
  await expect.poll(() => existsSync(holder)).toBe(true);
  const pidNow = (): number => (JSON.parse(readFileSync(holder, 'utf8')) as { pid: number }).pid;
  const pid = pidNow();
  try {
    expect(pid).not.toBe(electron.process().pid);
    await expect
      .poll(async () => (await list())?.find(({ name }) => name === 'staging'))
      .toMatchObject({ kind: 'staging', current: false, running: true, problem: '' });
    // The second start finds the first by its lock, brings it forward and ends.
    await open();
    await page.waitForTimeout(3000);
    expect(pidNow()).toBe(pid);
    expect((await list())?.map(({ name }) => name)).toEqual(['sandbox-e2e', 'staging']);
  } finally {
    process.kill(pid, 'SIGTERM');
  }
  await expect.poll(async () => (await list())?.find(({ name }) => name === 'staging')?.running).toBe(false);

  const refused = await page.evaluate(() =>
    window.dispatchBridge?.['config:compare']({ from: 'profile', name: 'staging' }).then(
      () => '',
      (error: { message: string }) => error.message,
    ),
  );
  expect(refused).toContain('is not set up yet');
});
