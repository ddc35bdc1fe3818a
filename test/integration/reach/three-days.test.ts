import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bridge, startBridge } from '../../builders/bridge.ts';
import { vendorCalls } from './vendor-calls.ts';

/*
 * What the vendors do to those who do not answer, against the sandbox with its clock moved: ConnectWise switches a callback off after three days
 * without a word, Field Nation makes a webhook inactive after seven. Found, mended, caught up, nothing lost.
 */

const dayMs = 86_400_000;
const hourMs = 3_600_000;

let bridge: Bridge;
beforeEach(async () => {
  // Polls are an hour apart, so that what arrives in seconds was told or caught up.
  bridge = await startBridge({ limits: { pollSeconds: 3600, relaxedPollSeconds: 3600 } });
});
afterEach(() => bridge.stop());

const demo = () => bridge.sandbox.info.demo.ticketIds;
const ticketAt = (index: number): number => demo()[index] ?? 0;
const move = (ticketId: number) => bridge.sandbox.people.dispatcher.moveTicket({ ticketId });
const edit = (ticketId: number, summary: string) =>
  bridge.sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary } });
const linked = (ticketId: number): boolean => bridge.sandbox.ticket(ticketId)?.externalXRef !== undefined;
const ordersOf = (ticketId: number) =>
  bridge.sandbox.workOrders().filter((one) => one.descriptionHtml.includes(`-${ticketId}-`));
const orderOf = (ticketId: number) => ordersOf(ticketId)[0];
const statusOf = (ticketId: number) => (bridge.sandbox.ticket(ticketId)?.status as { name?: string } | undefined)?.name;
const callback = () =>
  bridge.sandbox.callbacks.callbacks().find(({ entry }) => String(entry.description).startsWith('Dispatch Bridge '))
    ?.entry;
const webhook = () => bridge.sandbox.webhooks()[0];
const outages = () => bridge.engine.reach.outages(20);
const finding = (id: string) => bridge.engine.reach.health().findings.find((one) => one.id === id);
const check = () => bridge.during(bridge.engine.reach.checkNow());
const caughtUp = async (kind: string): Promise<boolean> =>
  (await outages()).some((one) => one.kind === kind && one.to !== null && one.caughtUpAt !== null);
const failing = (vendor: 'connectwise' | 'fieldnation') =>
  bridge.sandbox.addFault({ vendor, on: 'delivery', kind: '503', times: 10_000 });

async function link(ticketId: number): Promise<void> {
  move(ticketId);
  await bridge.until(`ticket ${ticketId} linked`, () => linked(ticketId), 60_000);
}

describe('a laptop that is closed for three days', () => {
  it('finds its callback switched off when it is opened, and has every change of both sides', async () => {
    await link(ticketAt(0));
    const { sandbox, clock } = bridge;
    const closedAt = clock.now();
    await bridge.closedDuring(async () => {
      for (let day = 0; day < 3; day += 1) {
        edit(ticketAt(0), `Printer, day ${day}`);
        if (day > 0) move(ticketAt(day));
        if (day === 1) sandbox.people.buyer.assign({ workOrderId: orderOf(ticketAt(0))?.id ?? 0 });
        await clock.advance(dayMs);
      }
      expect(callback()?.inactiveFlag).toBe(true);
    });
    await bridge.until('the callback is on', () => callback()?.inactiveFlag === false, 60_000);
    for (const index of [1, 2]) await bridge.until('linked', () => linked(ticketAt(index)), 120_000);
    await bridge.until('in step', () => orderOf(ticketAt(0))?.title === 'Printer, day 2', 60_000);
    await bridge.until('the ticket follows', () => statusOf(ticketAt(0)) === 'Scheduled', 60_000);
    await bridge.until(
      'caught up',
      async () => (await caughtUp('not-running')) && (await caughtUp('callback')),
      hourMs,
    );
    expect([0, 1, 2].map((index) => ordersOf(ticketAt(index)).length)).toEqual([1, 1, 1]);
    // Field Nation's log knows what it could not deliver; the webhook itself has four days left.
    expect(finding('deliveries')).toMatchObject({ state: 'offered', offer: 'Send them again' });
    expect(finding('deliveries')?.message).toContain(`work order ${orderOf(ticketAt(0))?.id}`);
    await bridge.during(bridge.engine.reach.repair('deliveries'));
    expect(finding('deliveries')).toMatchObject({ state: 'ok' });
    await clock.advance(15 * 60_000);
    await check();
    expect(finding('deliveries')).toMatchObject({ state: 'ok' });
    const rows = await outages();
    expect(rows.map(({ kind }) => kind).sort()).toEqual(['callback', 'not-running']);
    for (const row of rows) {
      expect(row.from).toBeLessThanOrEqual(closedAt);
      expect((row.to ?? 0) - row.from).toBeGreaterThanOrEqual(3 * dayMs);
      expect(row.caughtUpAt).toBeGreaterThanOrEqual(row.to ?? Number.POSITIVE_INFINITY);
    }
    const said = (await bridge.messages()).filter((line) => line.includes('had switched off callback'));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(
      /as it does after three days of failures\. It is on again.* nothing has arrived from it since .*\(3 days\)/,
    );
    // And what happens now arrives by itself.
    edit(ticketAt(1), 'Told again');
    await bridge.until('told', () => orderOf(ticketAt(1))?.title === 'Told again', 60_000);
  });
});

describe('a way in that is broken for three days while the app runs', () => {
  it('is found by the hourly check, which switches the callback on and catches up', async () => {
    await link(ticketAt(0));
    const { sandbox, clock } = bridge;
    const brokenAt = clock.now();
    failing('connectwise');
    for (let day = 0; day < 3; day += 1) {
      edit(ticketAt(0), `Router, day ${day}`);
      if (day > 0) move(ticketAt(day));
      await clock.advance(5_000);
      sandbox.advanceClock(dayMs);
      await clock.advance(1_000);
    }
    expect(callback()?.inactiveFlag).toBe(true);
    expect([1, 2].map((index) => linked(ticketAt(index)))).toEqual([false, false]);
    sandbox.clearFaults();
    await clock.advance(hourMs);
    expect(callback()?.inactiveFlag).toBe(false);
    await bridge.until('caught up', () => caughtUp('callback'), 120_000);
    for (const index of [1, 2]) await bridge.until('linked', () => linked(ticketAt(index)), 120_000);
    await bridge.until('in step', () => orderOf(ticketAt(0))?.title === 'Router, day 2', 60_000);
    expect([0, 1, 2].map((index) => ordersOf(ticketAt(index)).length)).toEqual([1, 1, 1]);
    const [row, ...more] = await outages();
    expect([row?.kind, more]).toEqual(['callback', []]);
    expect(row?.from).toBeLessThanOrEqual(brokenAt);
    expect(finding('callback')).toMatchObject({ state: 'repaired', message: expect.stringContaining('is on again') });
  });

  it('is found the same way when Field Nation made the webhook inactive', async () => {
    await link(ticketAt(0));
    const { sandbox, clock } = bridge;
    const workOrderId = orderOf(ticketAt(0))?.id ?? 0;
    failing('fieldnation');
    for (let day = 0; day < 7; day += 1) {
      if (day === 3) sandbox.people.buyer.assign({ workOrderId });
      sandbox.people.buyer.message({ workOrderId, text: `Day ${day}`, type: 'INTERNAL' });
      await clock.advance(1_000);
      sandbox.advanceClock(dayMs);
    }
    await clock.advance(1_000);
    expect(webhook()?.status).toBe('inactive');
    expect(statusOf(ticketAt(0))).not.toBe('Scheduled');
    sandbox.clearFaults();
    await check();
    expect(webhook()?.status).toBe('active');
    expect(finding('webhook')).toMatchObject({ state: 'repaired' });
    await bridge.until('the ticket follows', () => statusOf(ticketAt(0)) === 'Scheduled', 60_000);
    await bridge.until('caught up', () => caughtUp('webhook'), 120_000);
    expect((await outages()).map(({ kind }) => kind)).toEqual(['webhook']);
    expect(ordersOf(ticketAt(0))).toHaveLength(1);
  });
});

describe('an entry somebody tampered with', () => {
  it('is registered again when it was deleted, although ConnectWise still says that it exists', async () => {
    await link(ticketAt(0));
    const before = Number(callback()?.id);
    await vendorCalls(bridge).deleteCallback(before);
    expect(callback()).toBeUndefined();
    await check();
    const after = callback();
    expect(Number(after?.id)).not.toBe(before);
    expect(after).toMatchObject({ inactiveFlag: false, type: 'ticket', level: 'board' });
    expect(finding('callback')).toMatchObject({
      state: 'repaired',
      message: expect.stringMatching(
        new RegExp(
          `^Callback ${before} had been deleted at ConnectWise\\. It was registered again as callback ${after?.id}`,
        ),
      ),
    });
    edit(ticketAt(0), 'Heard again');
    await bridge.until('told', () => orderOf(ticketAt(0))?.title === 'Heard again', 60_000);
    await bridge.until('caught up', () => caughtUp('callback'), 60_000);
  });

  it('is pointed here again when an administrator pointed it elsewhere', async () => {
    const { id = 0, url = '' } = callback() ?? {};
    await vendorCalls(bridge).patchCallback(Number(id), { url: 'https://old.example/callbacks/x?recordId=' });
    await check();
    expect(callback()).toMatchObject({ id, url });
    expect(finding('callback')?.message).toMatch(/had been pointed at another address/);
    expect((await outages()).map(({ kind }) => kind)).toEqual(['callback']);
  });

  it('is made new when Field Nation has it archived, and completed when an event was taken from it', async () => {
    const { webhookId = '', events = [] } = webhook() ?? {};
    await vendorCalls(bridge).putWebhook(webhookId, { events: events.slice(1) });
    await check();
    expect(webhook()?.events).toEqual(events);
    expect(await outages()).toEqual([]);
    await vendorCalls(bridge).putWebhook(webhookId, { status: 'archived' });
    await check();
    const fresh = bridge.sandbox.webhooks().find(({ status }) => status === 'active');
    expect(fresh?.webhookId).not.toBe(webhookId);
    expect(fresh?.events).toEqual(events);
    expect((await outages()).map(({ kind }) => kind)).toEqual(['webhook']);
  });

  it('stays switched off when a person paused it in this app, and polling is fast meanwhile', async () => {
    const id = Number(callback()?.id);
    await bridge.during(bridge.engine.callbacks.pause(id, { told: false }));
    await check();
    expect(callback()).toMatchObject({ id, inactiveFlag: true });
    expect(finding('callback')).toMatchObject({ state: 'ok', message: expect.stringContaining('paused in this app') });
    expect(await outages()).toEqual([]);
    await bridge.during(bridge.engine.callbacks.enable(id, { told: false }));
    await check();
    expect(callback()).toMatchObject({ id, inactiveFlag: false });
    expect(finding('callback')?.message).toContain('is active and leads here');
  });
});

describe('a callback a person registered here', () => {
  const companies = {
    destination: { to: 'workstation' },
    type: 'Company',
    level: 'Owner',
    objectId: 0,
  } as const;
  const stored = (id: number) => bridge.sandbox.callbacks.callbacks().find(({ entry }) => entry.id === id)?.entry;

  it('is switched on again, pointed here again, and left alone when it was paused here', async () => {
    const { id } = await bridge.during(bridge.engine.callbacks.register(companies));
    await check();
    bridge.sandbox.callbacks.disableCallback(id);
    await check();
    expect(stored(id)?.inactiveFlag).toBe(false);
    expect(finding(`callback:${id}`)).toMatchObject({ state: 'repaired' });
    const url = stored(id)?.url;
    await vendorCalls(bridge).patchCallback(id, { url: String(url).replace('127.0.0.1', 'localhost') });
    await check();
    expect(stored(id)?.url).toBe(url);
    await bridge.during(bridge.engine.callbacks.pause(id, { told: false }));
    await check();
    expect(stored(id)?.inactiveFlag).toBe(true);
    expect(finding(`callback:${id}`)).toMatchObject({ state: 'ok' });
  });

  it('is offered again when somebody deleted it, and forgotten when it was deleted in this app', async () => {
    const { id } = await bridge.during(bridge.engine.callbacks.register(companies));
    await check();
    await vendorCalls(bridge).deleteCallback(id);
    await bridge.clock.advance(10_000);
    await check();
    expect(finding(`gone:${id}`)).toMatchObject({ state: 'offered', offer: 'Register it again' });
    await bridge.during(bridge.engine.reach.repair(`gone:${id}`));
    const again = bridge.sandbox.callbacks
      .callbacks()
      .find(({ entry }) => String(entry.description).startsWith('Dispatch Bridge/') && entry.id !== id);
    expect(again?.entry).toMatchObject({
      inactiveFlag: false,
      type: 'company',
    });
    expect(bridge.engine.reach.health().findings.some(({ id: one }) => one.startsWith('gone:'))).toBe(false);
    await bridge.during(bridge.engine.callbacks.remove(Number(again?.entry.id), { told: false }));
    await check();
    expect(bridge.engine.reach.health().findings.some(({ id: one }) => one.startsWith('gone:'))).toBe(false);
    await expect(bridge.engine.reach.repair(`gone:${id}`)).rejects.toMatchObject({ code: 'health.finding-gone' });
  });
});
