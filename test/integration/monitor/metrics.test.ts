import { afterEach, describe, expect, it } from 'vitest';
import type { Figures } from '../../../src/shared/domain/monitor.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

const figures = (range: Figures['range'] = '1h') => bridge.during(bridge.engine.monitor.figures(range));
const direction = (all: Figures, name: string) => all.directions.find((one) => one.direction === name);

async function dispatched(): Promise<number> {
  const ticketId = bridge.sandbox.info.demo.ticketIds[0] ?? 0;
  bridge.sandbox.people.dispatcher.moveTicket({ ticketId });
  await bridge.until('linked', () => bridge.sandbox.ticket(ticketId)?.externalXRef !== undefined);
  return Number(bridge.sandbox.ticket(ticketId)?.externalXRef?.toString().replace('FN-', ''));
}

describe('figures of the running engine', () => {
  it('tell events, latency and direction of what came from either side, and what was asked of both', async () => {
    bridge = await startBridge();
    const id = await dispatched();
    bridge.sandbox.people.buyer.assign({ workOrderId: id });
    await bridge.until('told', async () => (await bridge.messages()).some((line) => line.includes('was assigned to')));
    await bridge.clock.advance(1000);
    const shown = await figures();
    expect(shown.totals.succeeded).toBeGreaterThanOrEqual(2);
    expect(shown.totals).toMatchObject({ failed: 0, successRate: 1, errorRate: 0, queueNow: 0 });
    expect(shown.totals.perMinute).toBeCloseTo(shown.totals.events / ((shown.to - shown.from) / 60_000));
    for (const name of ['inbound', 'outbound']) {
      const { events = 0, latency } = direction(shown, name) ?? {};
      expect(events, name).toBeGreaterThan(0);
      // Virtual time may stand still while a run goes on: how long is the unit tests' matter.
      expect(latency?.count, name).toBeGreaterThan(0);
    }
    for (const { remote, requests, failed, latency, budget } of shown.remotes) {
      expect(requests, remote).toBeGreaterThan(3);
      expect(failed, remote).toBe(0);
      expect(latency?.count, remote).toBe(requests);
      expect(budget.left, remote).toBeLessThan(budget.perMinute);
    }
    const live = await figures('live');
    expect(live.points).toHaveLength(15);
    expect(live.points.at(-1)?.queueDepth).not.toBeNull();
    expect(live.totals.events).toBe(shown.totals.events);
    expect((await figures('30d')).totals.events).toBe(shown.totals.events);
  });

  it('survive a restart, and the minutes in which the app was closed have no queue depth', async () => {
    bridge = await startBridge();
    await dispatched();
    await bridge.clock.advance(60_000);
    const before = await figures();
    await bridge.closedDuring(() => bridge.clock.advance(5 * 60_000));
    // The first sample of a start is written beside it.
    await bridge.clock.settle();
    const after = await figures();
    expect(after.totals.events).toBeGreaterThanOrEqual(before.totals.events);
    for (const [index, remote] of after.remotes.entries()) {
      expect(remote.requests, remote.remote).toBeGreaterThanOrEqual(before.remotes[index]?.requests ?? Infinity);
    }
    const ran = after.points.map((point) => (point.queueDepth === null ? '-' : 'x')).join('');
    expect(ran).toMatch(/^-+x+-{3,5}x+$/);
  });

  it('count requests that fail as failed', async () => {
    bridge = await startBridge();
    const failedBefore = (await figures()).remotes.find((one) => one.remote === 'fieldnation')?.failed ?? 0;
    bridge.sandbox.addFault({ vendor: 'fieldnation', on: 'request', kind: '503', times: 2 });
    await dispatched();
    const failed = (await figures()).remotes.find((one) => one.remote === 'fieldnation')?.failed ?? 0;
    expect(failed - failedBefore).toBeGreaterThanOrEqual(1);
  });

  it('say in health what every part does, with the disk and the database as they are', async () => {
    bridge = await startBridge();
    await dispatched();
    await bridge.clock.advance(1000);
    const health = await bridge.during(bridge.engine.monitor.health());
    expect(Object.fromEntries(health.map(({ id, tone }) => [id, tone]))).toMatchObject({
      connectwise: 'ok',
      fieldnation: 'ok',
      tunnel: 'off',
      callbacks: 'ok',
      database: 'ok',
      backup: 'waiting',
    });
    const said = Object.fromEntries(health.map(({ id, message }) => [id, message]));
    expect(said.connectwise).toMatch(/^Answers in .+ requests in the last hour, none failed\.$/);
    expect(said.callbacks).toMatch(/callbacks? and \d+ webhooks? arrived in the last hour/);
    expect(said.disk).toMatch(/free on the disk/);
    expect(said.database).toMatch(/found whole/);
  });
});
