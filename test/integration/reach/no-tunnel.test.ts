import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bridge, startBridge } from '../../builders/bridge.ts';
import { freePort } from '../../builders/free-port.ts';
import { FreezableProxy } from '../../builders/freezable-proxy.ts';
import { vendorCalls } from './vendor-calls.ts';

/* An address that is no more: neither vendor may go on sending to where nobody answers. */

const hourMs = 3_600_000;
const none = { kind: 'none' } as const;

let bridge: Bridge;
let front: FreezableProxy;
let port: number;
beforeEach(async () => {
  port = await freePort();
  front = await FreezableProxy.to(port);
  bridge = await startBridge({
    config: (config) => ({ ...config, intake: { ...config.intake, port, tunnel: tunnel() } }),
    engine: { loopbackIntake: false },
  });
  await working();
});
afterEach(async () => {
  await bridge.stop();
  await front.close();
});

const url = (): string => `http://127.0.0.1:${front.port}`;
const tunnel = () => ({ kind: 'own-url', url: url() }) as const;
const save = (to: ReturnType<typeof tunnel> | typeof none) =>
  bridge.during(bridge.engine.reach.saveTunnel(to, to.kind === 'none' ? 0 : port));
const entries = () => bridge.sandbox.callbacks.callbacks().map(({ entry }) => entry);
const entryOf = (id: number) => entries().find((one) => one.id === id);
const callback = () => entries().find(({ description }) => String(description).startsWith('Dispatch Bridge '));
const webhook = () => bridge.sandbox.webhooks()[0];
const settings = () => [callback()?.inactiveFlag, webhook()?.status];
const resting = () => bridge.until('both are off', () => String(settings()) === 'true,inactive');
const working = () => bridge.until('both are on', () => String(settings()) === 'false,active');
const findings = () => bridge.engine.reach.health().findings;
const finding = (id: string) => findings().find((one) => one.id === id);
const check = () => bridge.during(bridge.engine.reach.checkNow());
const said = async (words: RegExp) => (await bridge.messages()).filter((line) => words.test(line));
const owner = { destination: { to: 'workstation' }, level: 'Owner', objectId: 0 } as const;

describe('doing without a tunnel', () => {
  it('switches callback and webhook off, says so once, and takes it neither for drift nor for an outage', async () => {
    const { id, url: before } = callback() ?? {};
    await save(none);
    await resting();
    expect(callback()).toMatchObject({ id, url: before });
    await check();
    await bridge.clock.advance(2 * hourMs);
    expect(await said(/^ok Callback .* was switched off/)).toHaveLength(1);
    expect(await said(/^ok Webhook .* was switched off/)).toHaveLength(1);
    expect(await said(/^attention/)).toEqual([]);
    expect(await bridge.engine.reach.outages(9)).toEqual([]);
    expect(findings().map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(finding('callback')?.message).toMatch(
      new RegExp(`^Callback ${id} .* is switched off while this workstation has no address`),
    );
    expect(finding('webhook')?.message).toMatch(/^Webhook .* is switched off while this workstation has no address/);
    expect(
      findings()
        .map(({ message }) => message)
        .join(' '),
    ).not.toContain('Nothing is registered');
    expect(bridge.engine.status().intake.needs).toBeNull();
  });

  it('brings both back by themselves when there is an address again, the same one or another, also after a restart', async () => {
    await save(none);
    await resting();
    await save(tunnel());
    await working();
    await save(none);
    await resting();
    await bridge.restart();
    const other = await FreezableProxy.to(port);
    await bridge.during(
      bridge.engine.reach.saveTunnel({ kind: 'own-url', url: `http://127.0.0.1:${other.port}` }, port),
    );
    await working();
    expect(String(callback()?.url)).toContain(`:${other.port}/`);
    expect(webhook()?.url).toContain(`:${other.port}/`);
    await check();
    expect(await bridge.engine.reach.outages(9)).toEqual([]);
    expect(await said(/^attention/)).toEqual([]);
    expect((await said(/Callback .* was switched off while .* It is on again/)).length).toBe(2);
    const ticketId = bridge.sandbox.info.demo.ticketIds[0] ?? 0;
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId });
    await bridge.until('a callback came in', () => bridge.engine.status().intake.lastDeliveryAt !== null, 5_000);
    await other.close();
  });

  it('does the same with what a person registered for this workstation, and leaves paused what a person paused', async () => {
    const register = (type: 'Company' | 'Contact') =>
      bridge.during(bridge.engine.callbacks.register({ ...owner, type }));
    const { id: working } = await register('Company');
    const { id: paused } = await register('Contact');
    await bridge.during(bridge.engine.callbacks.pause(paused, { told: false }));
    await save(none);
    await bridge.until('it is off', () => entryOf(working)?.inactiveFlag === true);
    await check();
    expect(finding(`callback:${working}`)).toMatchObject({
      state: 'ok',
      message: expect.stringContaining('is switched off while this workstation has no address'),
    });
    expect(finding(`callback:${paused}`)).toMatchObject({
      state: 'ok',
      message: expect.stringContaining('was paused in this app'),
    });
    const listed = await bridge.during(bridge.engine.callbacks.list());
    const shown = (id: number) => listed.find((one) => one.id === id);
    expect([shown(working)?.resting, shown(working)?.paused]).toEqual([true, false]);
    expect([shown(paused)?.resting, shown(paused)?.paused]).toEqual([false, true]);
    expect(shown(working)?.flags.map(({ message }) => message)).toEqual([
      expect.stringContaining('because this workstation has no address'),
    ]);
    const { webhooks } = await bridge.during(bridge.engine.webhooks.list());
    expect(webhooks.map(({ resting: rests }) => rests)).toEqual([true]);
    await save(tunnel());
    await bridge.until('it is on', () => entryOf(working)?.inactiveFlag === false);
    await check();
    expect(entryOf(paused)?.inactiveFlag).toBe(true);
    expect(await bridge.engine.reach.outages(9)).toEqual([]);
  });

  it('says what still leads to the old address while ConnectWise cannot be asked, and tries again', async () => {
    bridge.sandbox.addFault({
      vendor: 'connectwise',
      on: 'request',
      path: '/system/callbacks',
      kind: '500',
      times: 10_000,
    });
    await save(none);
    await bridge.until('the webhook is off', () => webhook()?.status === 'inactive');
    await bridge.until('said', () => finding('callback')?.state === 'failed', 300_000);
    expect(callback()?.inactiveFlag).toBe(false);
    expect(finding('callback')?.message).toMatch(
      new RegExp(
        `^Callback ${callback()?.id} \\(Ticket, Board \\d+\\) still leads to ${url()}, where nothing answers any more: .*500`,
      ),
    );
    expect(bridge.engine.status().intake.needs).toContain('still leads to');
    bridge.sandbox.clearFaults();
    await bridge.until('off', () => callback()?.inactiveFlag === true, hourMs + 60_000);
    await check();
    expect(finding('callback')?.state).toBe('ok');
  });

  it('leaves what was switched off for want of an address off when a person switches it off as well', async () => {
    await save(none);
    await resting();
    const id = Number(callback()?.id);
    await bridge.during(bridge.engine.callbacks.pause(id, { told: false }));
    // What is changed of the webhook meanwhile is no wish to have it off.
    const { webhookId = '', events = [] } = webhook() ?? {};
    const choice = { events: events.slice(1), active: false, notificationEmail: '' };
    await bridge.during(bridge.engine.webhooks.save(webhookId, choice, { told: false }));
    await save(tunnel());
    await bridge.until('the webhook is on', () => webhook()?.status === 'active');
    await check();
    expect(callback()?.inactiveFlag).toBe(true);
    expect(webhook()?.events).toEqual(events.slice(1));
    expect(finding('callback')?.message).toContain('was paused in this app');
  });
});

describe('another address while sync is paused', () => {
  it('has callback and webhook at once, which would be switched off otherwise, and nothing is written into records', async () => {
    const ticketId = bridge.sandbox.info.demo.ticketIds[0] ?? 0;
    await bridge.engine.pause(null);
    // A poll that was under way is over.
    await bridge.clock.advance(120_000);
    const other = await FreezableProxy.to(port);
    const there = `http://127.0.0.1:${other.port}`;
    await bridge.during(bridge.engine.reach.saveTunnel({ kind: 'own-url', url: there }, port));
    await bridge.until('both lead there', () =>
      [callback()?.url, webhook()?.url].every((one) => String(one).startsWith(there)),
    );
    // What is told meanwhile waits in the inbox: Field Nation would not say it again.
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId });
    await bridge.until('a callback came in', () => bridge.engine.status().intake.lastDeliveryAt !== null, 5_000);
    await bridge.clock.advance(10 * 60_000);
    expect(bridge.sandbox.ticket(ticketId)?.externalXRef).toBeUndefined();
    await bridge.during(bridge.engine.resume());
    await bridge.until('a work order', () => bridge.sandbox.ticket(ticketId)?.externalXRef !== undefined, 30_000);
    await other.close();
  });

  it('is left where it is while another installation dispatches', async () => {
    const [before, hook] = [callback()?.url, webhook()?.url];
    const { id = 0 } = callback() ?? {};
    await vendorCalls(bridge).patchCallback(Number(id), { description: 'Dispatch Bridge other' });
    await bridge.until('watching', () => bridge.engine.status().state === 'watching', 600_000);
    const other = await FreezableProxy.to(port);
    await bridge.during(
      bridge.engine.reach.saveTunnel({ kind: 'own-url', url: `http://127.0.0.1:${other.port}` }, port),
    );
    await check();
    await bridge.clock.advance(2 * hourMs);
    expect([entryOf(Number(id))?.url, webhook()?.url]).toEqual([before, hook]);
    await other.close();
  });
});

describe('a workstation that never had an address', () => {
  it('says that nothing is registered, because nothing is', async () => {
    await bridge.stop();
    bridge = await startBridge({ engine: { loopbackIntake: false } });
    await check();
    expect(findings().map(({ state }) => state)).toEqual(['ok', 'ok', 'ok']);
    expect(finding('polling')?.message).toBe('Nothing is registered: changes are found by polling every 60 s.');
  });
});
