import { closeSync, existsSync, mkdirSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { latestVersion } from '../../../src/core/store/migrations/index.ts';
import { orClose } from '../../../src/core/store/or-close.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { aConflict, aDelivery, anActivity, aPair, aSettlement, newLink, ticket } from '../../unit/store/in-memory.ts';
import { aDataDir, open, openHere, readHere, recover, t0 } from './harness.ts';

const day = 86_400_000;

describe('the store behind its threads', () => {
  it('carries a delivery to a settled job, tells of new log lines, and the reader sees each at once', async () => {
    const store = await open(aDataDir());
    const heard: number[] = [];
    const stop = store.onActivity((lastId) => heard.push(lastId));
    const { id } = await store.acceptDelivery(aDelivery(), { maxUnverified: 1 });
    await store.queueDelivery(id, [], { target: ticket(1042), cause: 'callback', runAt: t0 }, t0);
    const job = await store.claimJob(t0);
    if (job === null) throw new Error('Nothing to claim');
    const { link, intent } = await store.openLink(newLink(1042, job.id));
    await store.recordIntentResult(intent.id, '91422', t0);
    const base = { title: { source: undefined, target: 'Printer' } };
    await store.settleJob(
      aSettlement(job, {
        link: { linkId: link.id, state: 'open', base },
        activities: [anActivity({ message: 'one' }), anActivity({ message: 'two', linkId: link.id })],
        records: { ticket: { id: 1042 }, workOrder: { id: 91422 } },
      }),
    );
    expect(heard).toEqual([2]);
    expect((await store.activities({ linkId: link.id }, null, 5)).map((line) => line.message)).toEqual(['two']);
    expect(await store.openLinkByWorkOrder(91422)).toMatchObject({ state: 'open', base });
    expect(await store.lastRecords(link.id)).toMatchObject({ workOrder: { id: 91422 } });
    expect(await store.countLinks()).toEqual({ open: 1, creating: 0, closed: 0 });
    expect(await store.endedRuns(t0, t0 + 1)).toEqual({ succeeded: 1, failed: 0 });
    expect(await store.attempts(job.id)).toMatchObject([{ n: 1, outcome: 'done' }]);
    stop();
    await store.appendActivities([anActivity()]);
    expect(heard).toEqual([2]);
    await store.prune(t0 + 40 * day);
    expect(await store.attempts(job.id)).toEqual([]);
    expect(await store.lastRecords(link.id)).toBeNull();
    expect(await store.integrityCheck(true)).toEqual([]);
  });

  it('carries plans, conflicts and copies across its threads, and a choice makes the link run', async () => {
    const store = await open(aDataDir());
    const link = await store.openPair(aPair(1042, 91422));
    const job = await store.claimJob(t0);
    if (job === null) throw new Error('Nothing to claim');
    const copy = {
      linkId: link.id,
      kind: 'note',
      sourceId: '8812',
      sourceHash: 'h',
      marker: '[CW#8812]',
      detail: {},
    } as const;
    const both = await Promise.all([store.intendCopy(copy, t0), store.intendCopy(copy, t0)]);
    expect(both.map((answer) => answer.added).sort()).toEqual([false, true]);
    await store.recordCopy(both[0].copy.id, { targetId: '55', detail: { role: 'INTERNAL' } }, t0 + 1);
    await store.settleJob(
      aSettlement(job, {
        conflicts: [aConflict('title', { ticketValue: ['a', null] })],
        records: { ticket: { id: 1042 }, workOrder: null },
        plan: { changes: [] },
      }),
    );
    expect(await store.copies(link.id)).toMatchObject([
      { state: 'done', targetId: '55', detail: { role: 'INTERNAL' } },
    ]);
    expect(await store.keptRun(job.attemptId)).toMatchObject({ jobId: job.id, linkId: link.id, plan: { changes: [] } });
    const [conflict] = await store.openConflicts(5);
    expect(conflict).toMatchObject({ ticketValue: ['a', null], link: { ticketId: 1042 } });
    expect(await store.nextRunAt()).toBeNull();
    expect(await store.chooseConflict(conflict?.id ?? 0, 'connectwise', 'jdoe', t0 + 2)).toBe(true);
    expect(await store.nextRunAt()).toBe(t0 + 2);
  });

  it('reads with the thread that writes until the app has started, and what it says is the same', async () => {
    const threads: string[] = [];
    const count = (worker: { threadName?: string | null }): void => void threads.push(worker.threadName ?? '');
    process.on('worker', count as never);
    let started = (): void => {};
    const appStarted = new Promise<void>((resolve) => {
      started = resolve;
    });
    try {
      const store = await open(aDataDir(), { appStarted });
      const link = await store.openPair(aPair(1042, 91422));
      expect(await store.openLinkByTicket(1042)).toMatchObject({ id: link.id });
      // A read among writes that share a commit, and one that fails there.
      const [, seen, missing] = await Promise.all([
        store.setValue('greeting', 'hello', t0),
        store.value('greeting'),
        store.activity(99),
      ]);
      expect([seen, missing]).toEqual(['hello', null]);
      expect(threads).toHaveLength(1);

      started();
      await expect.poll(() => threads.length).toBe(2);
      await store.setValue('greeting', 'again', t0);
      expect(await store.value('greeting')).toBe('again');
      expect(await store.openLinkByWorkOrder(91422)).toMatchObject({ id: link.id });
    } finally {
      process.off('worker', count as never);
    }
  });

  it('starts no other thread when it was closed before the app had started', async () => {
    const dataDir = aDataDir();
    let started = (): void => {};
    const store = await open(dataDir, {
      appStarted: new Promise<void>((resolve) => {
        started = resolve;
      }),
    });
    await store.close();
    const threads: unknown[] = [];
    const count = (worker: unknown): void => void threads.push(worker);
    process.on('worker', count as never);
    try {
      started();
      await Promise.resolve();
      expect(threads).toEqual([]);
      // The folder is free for the next.
      const next = await open(dataDir);
      expect(await next.value('greeting')).toBeUndefined();
      expect(threads).toHaveLength(2);
    } finally {
      process.off('worker', count as never);
    }
  });

  it('is closed when something beside its opening failed, and stays open when nothing did', async () => {
    const dataDir = aDataDir();
    const opening = open(dataDir);
    const noKeychain = orClose(opening, () => Promise.reject(new Error('The keychain went away')));
    await expect(noKeychain).rejects.toThrow('The keychain went away');
    await expect((await opening).value('greeting')).rejects.toMatchObject({ code: 'store.closed' });
    const again = open(dataDir);
    const seen = await orClose(again, async () => (await again).value('greeting'));
    expect(seen).toBeUndefined();
    expect(await (await again).info()).toMatchObject({ schemaVersion: latestVersion() });
  });

  it('answers in order and keeps a virtual clock from moving under a request', async () => {
    const clock = new VirtualClock({ startMs: t0 });
    const store = await open(aDataDir(), { clock, now: () => clock.now() });
    expect(clock.holds).toBe(0);
    const writes = Array.from({ length: 50 }, (_, n) => store.setValue('n', n, t0));
    expect(clock.holds).toBe(50);
    await Promise.all(writes);
    expect(await store.value('n')).toBe(49);
    expect(clock.holds).toBe(0);
    await expect(store.discardJob(1, 'none', t0)).resolves.toBeUndefined();
    await store.close();
    expect([clock.holds, clock.pending]).toEqual([0, 0]);
  });

  it('backs itself up once a day, each copy verified and complete', async () => {
    const clock = new VirtualClock({ startMs: t0 });
    const dataDir = aDataDir();
    const store = await open(dataDir, { clock, now: () => clock.now() });
    await store.setValue('kept', 'yes', t0);
    await clock.advance(day - 1);
    expect(existsSync(join(dataDir, 'backups'))).toBe(false);
    await clock.advance(day + 1);
    await store.close();
    const names = readdirSync(join(dataDir, 'backups')).sort();
    expect(names).toEqual([
      `20261123T080000000Z-v${latestVersion()}-daily.db`,
      `20261124T080000000Z-v${latestVersion()}-daily.db`,
    ]);
    const found = readHere(join(dataDir, 'backups', names[0] ?? ''), (_, db) =>
      db.get("SELECT json FROM value WHERE key = 'kept'"),
    );
    expect(found).toEqual({ json: '"yes"' });
  });

  it('makes up for a backup that fell due while the app was closed', async () => {
    const dataDir = aDataDir();
    openHere(dataDir).close();
    const clock = new VirtualClock({ startMs: t0 + 3 * day });
    const store = await open(dataDir, { clock, now: () => clock.now() });
    await clock.advance(60_000);
    await store.close();
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([`20261125T080100000Z-v${latestVersion()}-daily.db`]);
  });

  it('checks a large file beside the work and stops the engine when it finds damage', async () => {
    const dataDir = aDataDir();
    const file = join(dataDir, 'dispatch-bridge.db');
    const fill = openHere(dataDir);
    for (let n = 0; n < 36; n += 1) fill.setValue(`v${n}`, 'x'.repeat(1024 * 1024), t0);
    expect(fill.opened.checked).toBe(true);
    fill.close();
    const size = statSync(file).size;
    const handle = openSync(file, 'r+');
    writeSync(handle, Buffer.alloc(4096 * 40, 0xa5), 0, 4096 * 40, Math.floor(size / 2 / 4096) * 4096);
    closeSync(handle);
    const store = await open(dataDir);
    const trouble = await new Promise((resolve) => store.onTrouble(resolve));
    expect(trouble).toMatchObject({ code: 'store.corrupt', action: { do: 'restore-backup' } });
  });

  it('writes a backup wherever it is asked to, and says why when it cannot', async () => {
    const dataDir = aDataDir();
    const store = await open(dataDir);
    const target = join(dataDir, 'export.db');
    await store.backup(target);
    expect(readHere(target, (reader) => reader.info().schemaVersion)).toBe((await store.info()).schemaVersion);
    mkdirSync(join(dataDir, 'taken.db'));
    await expect(store.backup(join(dataDir, 'taken.db'))).rejects.toMatchObject({
      message: expect.stringContaining('taken.db'),
    });
    await expect(store.backup(join(dataDir, 'nowhere', 'x.db'))).rejects.toMatchObject({ code: 'store.read-only' });
  });

  it('starts fresh through a thread of its own', async () => {
    const dataDir = aDataDir();
    openHere(dataDir).close();
    const recovered = await recover(dataDir, 'start-fresh');
    expect(readdirSync(recovered.quarantine ?? '')).toEqual(['dispatch-bridge.db', 'why.json']);
    expect(openHere(dataDir).value('store.recovered')).toMatchObject({ how: 'start-fresh' });
  });
});
