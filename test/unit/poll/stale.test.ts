import { expect, it } from 'vitest';
import { StaleLinks } from '../../../src/core/poll/stale.ts';
import type { SyncContext } from '../../../src/core/sync/context.ts';
import { anError, aPair, aSettlement, claimed, inMemoryStore, settleLink, t0 } from '../store/in-memory.ts';

const minute = 60_000;
const day = 86_400_000;

/** A store in which pairs were looked at some time ago, and what one look queues. */
function pairs() {
  const store = inMemoryStore();
  const now = t0 + 10 * day;
  const stale = new StaleLinks();
  const context = { store, clock: { now: () => now } } as unknown as SyncContext;
  const add = (n: number, ageMs: number, workOrderStatus: string): number => {
    const { id } = store.openPair(aPair(n, n));
    settleLink(store, id, { link: { linkId: id, workOrderStatus, lastSyncedAt: now - ageMs } });
    return id;
  };
  return {
    store,
    now,
    add,
    park(id: number) {
      store.enqueue({ target: { kind: 'link', linkId: id }, cause: 'poll', runAt: t0 }, { now: t0 });
      store.settleJob(aSettlement(claimed(store), { outcome: { kind: 'dead', error: anError } }));
    },
    async queuedByOneLook(most = 5): Promise<readonly number[]> {
      const look = { context, signal: new AbortController().signal, onQueued() {}, onMissed() {} };
      await stale.look(look, 15 * minute, most);
      const queued: number[] = [];
      for (let job = store.claimJob(now); job !== null; job = store.claimJob(now))
        if (job.target.kind === 'link') queued.push(job.target.linkId);
      return queued;
    },
  };
}

it('a pair under way has its turn however many pairs are over', async () => {
  const here = pairs();
  for (let n = 1; n <= 600; n += 1) here.add(n, 12 * 60 * minute, 'Paid');
  const active = here.add(1_000, 20 * minute, 'Assigned');
  expect(await here.queuedByOneLook()).toEqual([active]);
});

it("pairs that wait for a person take nobody else's turn", async () => {
  const here = pairs();
  for (let n = 1; n <= 501; n += 1) here.park(here.add(n, 5 * day, 'Assigned'));
  const active = here.add(1_000, 20 * minute, 'Assigned');
  expect(await here.queuedByOneLook()).toEqual([active]);
});

it('pairs under way leave room for those that are looked at once a day', async () => {
  const here = pairs();
  for (let n = 1; n <= 20; n += 1) here.add(n, 20 * minute, 'Assigned');
  const over = here.add(1_000, 2 * day, 'Paid');
  const queued = await here.queuedByOneLook();
  expect(queued).toHaveLength(5);
  expect(queued).toContain(over);
});

it('pairs looked at while the clock here was a year ahead have their turn after the next start', async () => {
  const here = pairs();
  const id = here.add(1, -365 * day, 'Assigned');
  expect(await here.queuedByOneLook()).toEqual([]);
  here.store.recoverInterrupted(here.now - day);
  expect(await here.queuedByOneLook()).toEqual([id]);
});
