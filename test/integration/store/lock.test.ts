import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/shared/errors.ts';
import { aDataDir, open, openHere, recover, startChild, t0 } from './harness.ts';

const refusal = (attempt: Promise<unknown>): Promise<AppError> =>
  attempt.then(
    () => Promise.reject(new Error('The store opened')),
    (error: unknown) => AppError.from(error),
  );

describe('one process per profile', () => {
  it('says which process holds the profile, and lets the next one in as soon as that is killed', async () => {
    const dataDir = aDataDir();
    const child = startChild(new URL('./holder.ts', import.meta.url), dataDir);
    await child.printed(1);
    const error = await refusal(open(dataDir));
    expect(error.code).toBe('store.locked');
    expect((await refusal(recover(dataDir, 'start-fresh'))).code).toBe('store.locked');
    expect(error.message).toContain('Profile "demo" is open in another Dispatch Bridge');
    expect(error.message).toContain(`process ${child.pid}, since ${new Date(t0).toTimeString().slice(0, 5)}`);
    expect(error.context).toMatchObject({ pid: child.pid, since: t0 });
    await child.kill('SIGKILL');
    expect(openHere(dataDir).opened.schemaTo).toBeGreaterThan(0);
  });

  it('holds within one process too, and not after a close', async () => {
    const dataDir = aDataDir();
    const store = await open(dataDir);
    expect(() => openHere(dataDir)).toThrow(expect.objectContaining({ code: 'store.locked' }));
    await store.setValue('still', 'works', t0);
    await store.close();
    expect(openHere(dataDir).value('still')).toBe('works');
    await expect(store.value('still')).rejects.toMatchObject({ code: 'store.closed' });
  });

  it('keeps the folder and the database to their owner, and leaves only the database after a close', () => {
    const dataDir = aDataDir();
    const store = openHere(dataDir);
    store.setValue('a', 1, t0);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    for (const file of ['dispatch-bridge.db', 'dispatch-bridge.db-wal', 'lock.db', 'lock.db-journal', 'holder.json']) {
      expect(statSync(join(dataDir, file)).mode & 0o077, file).toBe(0);
    }
    store.close();
    expect(readdirSync(dataDir).sort()).toEqual(['dispatch-bridge.db', 'lock.db']);
  });
});
