import { expect, it } from 'vitest';
import { UnlinkedWorkOrders } from '../../../src/core/poll/unlinked.ts';
import type { SyncContext } from '../../../src/core/sync/context.ts';
import { inMemoryStore, t0 } from '../store/in-memory.ts';

/** A Field Nation that lists its newest work orders in pages of 100, and looks at it. */
function fieldNation() {
  const store = inMemoryStore();
  let newest = 1_000;
  const asked: number[] = [];
  const recentWorkOrders = async (pages: number) => {
    asked.push(pages);
    return Array.from({ length: Math.min(pages * 100, newest) }, (_, n) => ({ id: newest - n }));
  };
  const context = {
    store,
    clock: { now: () => t0 },
    config: () => ({ sync: { outbound: { createTickets: { on: true } } } }),
    fieldNation: () => ({ recentWorkOrders }),
  } as unknown as SyncContext;
  const look = { context, signal: new AbortController().signal, onQueued() {}, onMissed() {} };
  let part = new UnlinkedWorkOrders();
  return {
    asked,
    restart: () => {
      part = new UnlinkedWorkOrders();
    },
    make: (count: number) => {
      newest += count;
    },
    async queuedByOneLook(): Promise<number> {
      asked.length = 0;
      await part.look(look);
      let queued = 0;
      for (let job = store.claimJob(t0); job !== null; job = store.claimJob(t0)) queued += 1;
      return queued;
    },
  };
}

it('every work order made while the app was off is looked at, however many pages they fill', async () => {
  const there = fieldNation();
  expect(await there.queuedByOneLook()).toBe(0);
  there.make(250);
  there.restart();
  expect(await there.queuedByOneLook()).toBe(250);
});

it('once they were looked at, one page is enough, also after a start', async () => {
  const there = fieldNation();
  await there.queuedByOneLook();
  there.make(250);
  await there.queuedByOneLook();
  there.make(1);
  expect(await there.queuedByOneLook()).toBe(1);
  expect(there.asked).toEqual([1]);
  there.restart();
  await there.queuedByOneLook();
  expect(there.asked).toEqual([1]);
});
