import { describe, expect, it } from 'vitest';
import { Poller } from '../../../src/core/poll/poller.ts';
import type { SyncContext } from '../../../src/core/sync/context.ts';
import { configSchema } from '../../../src/shared/config.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { promised } from '../reach/health-rig.ts';

/* After a gap everything is looked at once, work orders that are over included: one of them may have been paid in it. */

const links = [
  { id: 1, ticketId: 11, workOrderId: 101, workOrderStatus: 'Assigned', seenMilestones: [] },
  { id: 2, ticketId: 12, workOrderId: 102, workOrderStatus: 'Approved', seenMilestones: [] },
];

function polling() {
  const clock = new VirtualClock();
  const asked: number[] = [];
  const rig = { during: async () => {} };
  const store = promised();
  const instead: Record<string, unknown> = {
    openLinks: async (after: number) => links.filter(({ id }) => id > after),
    enqueue: async () => ({ coalesced: false }),
  };
  const context = {
    clock,
    store: new Proxy(store, {
      get: (target, name) => instead[String(name)] ?? Reflect.get(target, name),
    }),
    config: () => configSchema.parse({ formatVersion: 1, started: true }),
    psa: () => ({ ticketsUpdatedSince: async () => [] }),
    fieldNation: () => ({
      async workOrders(ids: readonly number[]) {
        asked.push(...ids);
        await rig.during();
        return [];
      },
    }),
  } as unknown as SyncContext;
  const poller = new Poller({
    context,
    clock,
    logger: silentLogger,
    mayPoll: () => true,
    intake: () => ({ registered: false, lastDeliveryAt: null }),
    onQueued() {},
    onPolled() {},
  });
  return Object.assign(rig, { clock, asked, poller });
}

describe('a gap in which polling went on', () => {
  it('is not caught up before work orders that are over were looked at as well', async () => {
    const { clock, asked, poller } = polling();
    await poller.pollNow();
    await clock.advance(200_000);
    asked.length = 0;
    expect(await poller.catchUp(clock.now(), { pairs: false })).toBe(true);
    expect(asked).toContain(102);
    await poller.stop();
  });

  it('is not taken for caught up because a look was under way as it ended', async () => {
    const rig = polling();
    const { clock, asked, poller } = rig;
    await poller.pollNow();
    await clock.advance(200_000);
    asked.length = 0;
    let caughtUp: Promise<boolean> = Promise.resolve(false);
    let until = 0;
    rig.during = async () => {
      rig.during = async () => {};
      until = clock.now();
      caughtUp = poller.catchUp(until, { pairs: false });
    };
    await poller.pollNow();
    // A later poll looks at what that one left out, before it is said.
    if (!(await caughtUp)) {
      expect(asked).not.toContain(102);
      await clock.advance(70_000);
      expect(await poller.catchUp(until, { pairs: false })).toBe(true);
    }
    expect(asked).toContain(102);
    await poller.stop();
  });

  it('does not make every later look read what is over', async () => {
    const { clock, asked, poller } = polling();
    await poller.pollNow();
    await clock.advance(30_000);
    await poller.catchUp(clock.now(), { pairs: false });
    asked.length = 0;
    await clock.advance(3 * 60_000);
    expect(asked).toContain(101);
    expect(asked).not.toContain(102);
    await poller.stop();
  });
});
