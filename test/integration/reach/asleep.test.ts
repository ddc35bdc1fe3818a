import { afterEach, expect, it } from 'vitest';
import type { Clock } from '../../../src/shared/clock.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

/* A computer that sleeps: its clock jumps, and whatever was sent to it meanwhile is lost. */

const hourMs = 3_600_000;

let bridge: Bridge;
afterEach(() => bridge?.stop());

function sleeping(clock: Clock): Clock & { sleptMs: number } {
  return {
    sleptMs: 0,
    now() {
      return clock.now() + this.sleptMs;
    },
    after: (delayMs, fn) => clock.after(delayMs, fn),
    sleep: (delayMs, signal) => clock.sleep(delayMs, signal),
    hold: () => clock.hold(),
  };
}

it('has everything that happened in its sleep, each pair looked at again, and the sleep in its timeline', async () => {
  bridge = await startBridge();
  const { sandbox } = bridge;
  const clock = sleeping(bridge.clock);
  const engine = await bridge.restart({ clock });
  const [first = 0, second = 0] = sandbox.info.demo.ticketIds;
  sandbox.people.dispatcher.moveTicket({ ticketId: first });
  await bridge.until('linked', () => sandbox.ticket(first)?.externalXRef !== undefined);
  await bridge.clock.advance(60_000);
  const fellAsleepAt = clock.now();
  for (const vendor of ['connectwise', 'fieldnation'] as const)
    sandbox.addFault({ vendor, on: 'delivery', kind: 'lose', times: 1_000 });
  sandbox.people.dispatcher.editTicket({ ticketId: first, changes: { summary: 'Said in the night' } });
  sandbox.people.dispatcher.moveTicket({ ticketId: second });
  clock.sleptMs = 9 * hourMs;
  const [{ id = 0 } = {}] = await engine.searchLinks(String(first), 1);
  const lastRun = async () => (await engine.linkPage(id))?.link.lastSyncedAt ?? 0;
  const wokeAt = clock.now();
  engine.wake();
  const asleep = async () => (await engine.reach.outages(9)).find(({ kind }) => kind === 'asleep');
  await bridge.until('caught up', async () => typeof (await asleep())?.caughtUpAt === 'number', 180_000);
  expect(await lastRun()).toBeGreaterThanOrEqual(wokeAt);
  const order = () => sandbox.workOrders().find((one) => one.descriptionHtml.includes(`-${first}-`));
  await bridge.until('in step', () => order()?.title === 'Said in the night', 60_000);
  await bridge.until('the second', () => sandbox.ticket(second)?.externalXRef !== undefined, 60_000);
  const row = await asleep();
  // The last heartbeat before may be a moment older than the sleep.
  expect(fellAsleepAt - (row?.from ?? 0)).toBeLessThan(300_000);
  expect(row?.from).toBeLessThanOrEqual(fellAsleepAt);
  expect(row?.to).toBe(wokeAt);
  expect(row?.why).toBe('This computer slept for 9 hours.');
  expect((await engine.reach.outages(9)).filter(({ kind }) => kind === 'asleep')).toHaveLength(1);
});
