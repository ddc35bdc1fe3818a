import { createServer, request } from 'node:http';
import type { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import type { EngineOptions } from '../../../src/core/engine-port.ts';
import type { TunnelConfig } from '../../../src/shared/domain/tunnels.ts';
import { type Bridge, type BridgeOptions, startBridge } from '../../builders/bridge.ts';
import { freePort } from '../../builders/free-port.ts';
import { FreezableProxy } from '../../builders/freezable-proxy.ts';
import { FakeNgrok } from '../../fakes/ngrok-sdk.ts';

/* The tunnel of the configuration in a running engine, against the sandbox: what is registered, what the status says, what follows a change. */

let bridge: Bridge;
const fronts: FreezableProxy[] = [];
afterEach(async () => {
  await bridge?.stop();
  await Promise.all(fronts.splice(0).map((front) => front.close()));
});

async function front(port: number): Promise<string> {
  const made = await FreezableProxy.to(port);
  fronts.push(made);
  return `http://127.0.0.1:${made.port}`;
}

interface StartOptions extends Pick<BridgeOptions, 'limits' | 'skew'> {
  readonly engine?: Partial<EngineOptions>;
}

async function start(tunnel: TunnelConfig, port = 0, more: StartOptions = {}): Promise<Bridge> {
  bridge = await startBridge({
    ...more,
    config: (config) => ({ ...config, intake: { ...config.intake, port, tunnel } }),
    engine: { loopbackIntake: false, ...more.engine },
  });
  return bridge;
}

const originOf = (url: string): string => new URL(url).origin;
/** Where ConnectWise and Field Nation would send to now. */
function registered(): { readonly callback: string | null; readonly webhook: string | null } {
  const entry = bridge.sandbox.callbacks
    .callbacks()
    .find(({ entry: one }) => String(one.description).startsWith('Dispatch Bridge '))?.entry;
  const hook = bridge.sandbox.webhooks().find(({ url }) => url.includes('/webhooks/'));
  return {
    callback: entry === undefined ? null : originOf(String(entry.url)),
    webhook: hook === undefined ? null : originOf(hook.url),
  };
}
const pointedAt = (url: string) =>
  bridge.until(`both are pointed at ${url}`, () => {
    const { callback, webhook } = registered();
    return callback === url && webhook === url;
  });
const intake = () => bridge.engine.status().intake;
const told = (words: RegExp) =>
  bridge.until(`the log says ${words}`, async () => (await bridge.messages()).some((line) => words.test(line)));
const firstTicket = () => bridge.sandbox.info.demo.ticketIds[0] ?? 0;

/** Status of a request as the web server in front would send it. */
function ask(port: number, path: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers: { host }, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.once('error', reject);
    sent.end();
  });
}

const token = '2aBcDeFgHiJkLmNoPqRsTuVwXyZ_sEcReT0123456789';

interface NgrokStart extends StartOptions {
  /** What is sent there arrives, with a front; without, nothing has to. */
  readonly url?: string;
  readonly port?: number;
}

async function startNgrok(
  ngrok: FakeNgrok,
  { url = 'http://127.0.0.1:9', port = 0, ...more }: NgrokStart = {},
): Promise<void> {
  ngrok.url = url;
  await start({ kind: 'none' }, 0, { ...more, engine: { ...more.engine, tunnelMeans: { loadNgrok: ngrok.load } } });
  await bridge.secrets.set('tunnel.ngrokAuthtoken', token);
  await bridge.engine.reach.saveTunnel({ kind: 'ngrok', domain: '' }, port);
  await bridge.until('up', () => intake().tunnel.state === 'up');
}

describe('a tunnel with an own address', () => {
  it('is what callback and webhook are registered with, and changes arrive through it', async () => {
    const port = await freePort();
    const url = await front(port);
    await start({ kind: 'own-url', url }, port);
    expect(registered()).toEqual({ callback: url, webhook: url });
    expect(intake()).toMatchObject({
      state: 'listening',
      mode: 'public',
      port,
      message: `Callbacks arrive through ${url}.`,
      tunnel: { kind: 'own-url', state: 'up', url },
      needs: null,
    });
    expect(bridge.engine.callbacks.address()).toBe(url);
    const { length } = bridge.sandbox.journal();
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId: firstTicket() });
    await bridge.until('a callback came in', () => intake().lastDeliveryAt !== null, 5_000);
    expect(bridge.sandbox.journal().length).toBeGreaterThan(length);
    await bridge.until('a work order', () => bridge.sandbox.ticket(firstTicket())?.externalXRef !== undefined, 5_000);
  });

  it('moves both when another address is saved, and says so', async () => {
    const port = await freePort();
    const [first, second] = [await front(port), await front(port)];
    await start({ kind: 'own-url', url: first }, port);
    const changes: string[] = [];
    bridge.engine.onChange(({ kind }) => changes.push(kind));
    // As a person writes it.
    const view = await bridge.engine.reach.saveTunnel({ kind: 'own-url', url: ` ${second}/ ` }, port);
    expect(view).toMatchObject({ config: { kind: 'own-url', url: second }, port, listening: port });
    await pointedAt(second);
    await told(new RegExp(`ok .*another address: ${second} \\(was ${first}\\)`));
    expect(changes).toContain('reach');
    // And over a restart of the app nothing is told twice.
    await bridge.restart();
    await bridge.until('up again', () => intake().tunnel.state === 'up');
    await bridge.clock.advance(15_000);
    expect((await bridge.messages()).filter((line) => line.includes('another address'))).toHaveLength(1);
  });

  it('needs a fixed port and an address that can be one, or is not saved', async () => {
    await start({ kind: 'none' });
    const { reach } = bridge.engine;
    const url = 'https://callbacks.example.com';
    await expect(reach.saveTunnel({ kind: 'own-url', url }, 0)).rejects.toMatchObject({ code: 'tunnel.fixed-port' });
    const named = { kind: 'cloudflared', mode: 'named', hostname: 'callbacks.example.com', program: '' } as const;
    await expect(reach.saveTunnel(named, 0)).rejects.toMatchObject({ code: 'tunnel.fixed-port' });
    for (const wrong of ['', 'callbacks', 'http://callbacks.example.com', `${url}/path`])
      await expect(reach.saveTunnel({ kind: 'own-url', url: wrong }, 8300)).rejects.toMatchObject({
        code: 'tunnel.url',
      });
    expect(bridge.engine.config().intake).toMatchObject({ port: 0, tunnel: { kind: 'none' } });
  });

  it('waits for its port when another program has it, and says what to do', async () => {
    const blocker = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => blocker.listen(port, '127.0.0.1', resolve));
    const url = await front(port);
    await start({ kind: 'own-url', url }, port);
    expect(intake()).toMatchObject({
      state: 'failed',
      port: null,
      tunnel: { kind: 'own-url', state: 'off', url: null },
    });
    expect(intake().needs).toContain(`Port ${port} is used by another program`);
    expect(bridge.engine.status().headline).toBe(intake().needs);
    expect(registered().callback).toBeNull();
    await new Promise((resolve) => blocker.close(resolve));
    await pointedAt(url);
    expect(intake()).toMatchObject({ state: 'listening', needs: null, tunnel: { state: 'up', url } });
  });
});

describe('no tunnel', () => {
  it('is said with the delay it means, and nothing listens', async () => {
    await start({ kind: 'none' }, 0, { limits: { pollSeconds: 45 } });
    expect(intake()).toMatchObject({
      state: 'off',
      mode: 'none',
      port: null,
      message: 'No tunnel: changes are found by polling, within 45 s.',
      tunnel: { kind: 'none', state: 'off', url: null },
      needs: null,
    });
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId: firstTicket() });
    await bridge.until('a work order', () => bridge.sandbox.ticket(firstTicket())?.externalXRef !== undefined, 60_000);
  });

  it('closes the listener when it is chosen in place of another', async () => {
    const port = await freePort();
    const url = await front(port);
    await start({ kind: 'own-url', url }, port);
    expect(await ask(port, '/healthz', 'localhost')).toBe(200);
    const view = await bridge.engine.reach.saveTunnel({ kind: 'none' }, port);
    expect(view).toMatchObject({ config: { kind: 'none' }, listening: null, state: { kind: 'off' } });
    await expect(ask(port, '/healthz', 'localhost')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(bridge.engine.callbacks.address()).toBeNull();
  });
});

describe('a tunnel of a service', () => {
  it('gets its secret from the keychain, and nothing else ever holds it', async () => {
    const ngrok = new FakeNgrok();
    await startNgrok(ngrok);
    expect(ngrok.asked).toContain(`authtoken ${token}`);
    expect(ngrok.asked).toContain(`forward http://127.0.0.1:${intake().port}`);
    const view = await bridge.engine.reach.tunnel();
    expect(view).toMatchObject({ state: { kind: 'up' }, secretsSet: ['tunnel.ngrokAuthtoken'] });
    const { engine } = bridge;
    const log = await engine.activities({}, null, 200);
    for (const shown of [view, engine.config(), engine.status(), log, engine.reach.health(), engine.reach.chain()])
      expect(JSON.stringify(shown)).not.toContain(token);
  });

  it('is opened anew when only its secret is another one', async () => {
    const ngrok = new FakeNgrok();
    await startNgrok(ngrok);
    await bridge.secrets.set('tunnel.ngrokAuthtoken', 'the-next-token');
    await bridge.engine.reach.saveTunnel({ kind: 'ngrok', domain: '' }, 0);
    await bridge.until('signed in again', () => ngrok.asked.includes('authtoken the-next-token'));
    await bridge.until('one is left', () => ngrok.openSessions === 1);
    // A save of anything else leaves it alone.
    await bridge.engine.saveConfig((config) => ({ ...config, limits: { ...config.limits, pollSeconds: 50 } }));
    expect(ngrok.sessions).toHaveLength(2);
  });

  it('whose address changes by itself takes callback and webhook with it', async () => {
    const ngrok = new FakeNgrok();
    await startNgrok(ngrok);
    await pointedAt('http://127.0.0.1:9');
    ngrok.url = 'http://127.0.0.1:19';
    await bridge.engine.reach.restartTunnel();
    await pointedAt('http://127.0.0.1:19');
    await told(/another address: http:\/\/127\.0\.0\.1:19/);
  });

  it('that needs a person says so in the status, and polling brings what is not told', async () => {
    const ngrok = new FakeNgrok();
    await startNgrok(ngrok);
    ngrok.sessions.at(-1)?.endInDashboard();
    await bridge.until('it needs a person', () => intake().needs !== null);
    expect(intake()).toMatchObject({ state: 'listening', tunnel: { kind: 'ngrok', state: 'failed', url: null } });
    expect(intake().message).toMatch(/Until then changes are found by polling every 60 s\.$/);
    expect(bridge.engine.status().headline).toBe(intake().needs);
    expect(bridge.engine.callbacks.address()).toBeNull();
    await told(/attention The tunnel of ngrok: /);
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId: firstTicket() });
    await bridge.until('a work order', () => bridge.sandbox.ticket(firstTicket())?.externalXRef !== undefined, 70_000);
    await bridge.engine.reach.restartTunnel();
    await bridge.until('up again', () => intake().tunnel.state === 'up');
    expect(intake().needs).toBeNull();
  });

  it('that is interrupted still has its own name: what comes before it says that it is back is taken', async () => {
    const ngrok = new FakeNgrok();
    await startNgrok(ngrok, { url: 'https://bridge.example.com' });
    const port = intake().port ?? 0;
    ngrok.sessions.at(-1)?.disconnect('read: connection reset');
    await bridge.until('it is interrupted', () => intake().tunnel.state === 'down', 1_000);
    expect(bridge.engine.callbacks.address()).toBeNull();
    expect(await ask(port, '/healthz', 'bridge.example.com')).toBe(200);
    expect(await ask(port, '/healthz', 'elsewhere.example.com')).toBe(421);
  });

  it('that falls while polling has relaxed makes it fast at once', async () => {
    const ngrok = new FakeNgrok();
    const port = await freePort();
    const url = await front(port);
    await startNgrok(ngrok, { limits: { relaxedPollSeconds: 3600 }, port, url });
    await pointedAt(url);
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId: firstTicket() });
    await bridge.until('a callback came in', () => intake().lastDeliveryAt !== null, 5_000);
    await bridge.until(
      'polling relaxed',
      () => (bridge.engine.status().nextPollAt ?? 0) > bridge.clock.now() + 3_000_000,
    );
    ngrok.sessions.at(-1)?.endInDashboard();
    await bridge.until('it fell', () => intake().tunnel.state === 'failed', 1_000);
    const { nextPollAt } = bridge.engine.status();
    expect((nextPollAt ?? 0) - bridge.clock.now()).toBeLessThanOrEqual(60_000);
  });

  it('has the source of a request from the header that its own front sets', async () => {
    const ngrok = new FakeNgrok();
    await startNgrok(ngrok);
    const { port } = intake();
    const knock = (source: string) =>
      new Promise<number>((resolve, reject) => {
        const sent = request(
          { host: '127.0.0.1', port, path: '/nothing/here', headers: { host: 'localhost', 'x-forwarded-for': source } },
          (response) => {
            response.resume();
            resolve(response.statusCode ?? 0);
          },
        );
        sent.once('error', reject);
        sent.end();
      });
    let last = 0;
    for (let count = 0; count < 400 && last !== 429; count += 1) last = await knock('203.0.113.7');
    expect(last).toBe(429);
    // What the sender wrote itself stands before it.
    expect(await knock('198.51.100.1, 203.0.113.7')).toBe(429);
    expect(await knock('203.0.113.7, 198.51.100.1')).toBe(404);
  });

  it('is started after the app, and what is registered follows when it is up', async () => {
    const ngrok = new FakeNgrok();
    await startNgrok(ngrok);
    await pointedAt('http://127.0.0.1:9');
    let open = (): void => {};
    ngrok.gate = new Promise((resolve) => {
      open = resolve;
    });
    ngrok.url = 'http://127.0.0.1:19';
    const excused = bridge.clock.excuse();
    await bridge.restart();
    expect(intake()).toMatchObject({ state: 'listening', tunnel: { state: 'starting', url: null } });
    expect(intake().message).toMatch(/Until the tunnel is up, changes are found by polling every 60 s\.$/);
    await bridge.clock.advance(10_000);
    expect(registered().callback).toBe('http://127.0.0.1:9');
    excused();
    open();
    await pointedAt('http://127.0.0.1:19');
  });
});

describe('a computer that slept or is in another network', () => {
  const address = (ip: string): ReturnType<typeof networkInterfaces> => ({
    wlan0: [{ address: ip, netmask: '255.255.255.0', family: 'IPv4', mac: '', internal: false, cidr: null }],
  });

  it('notices another network within 15 s: the tunnel is opened anew if it does not answer, and the records are looked at', async () => {
    const ngrok = new FakeNgrok();
    let interfaces = address('192.0.2.10');
    const engine = { networkInterfaces: () => interfaces };
    await startNgrok(ngrok, { engine, limits: { pollSeconds: 3600 } });
    await bridge.clock.advance(60_000);
    const next = bridge.engine.status().nextPollAt;
    await bridge.clock.advance(60_000);
    expect(bridge.engine.status().nextPollAt).toBe(next);
    expect(ngrok.sessions).toHaveLength(1);
    interfaces = address('198.51.100.10');
    await bridge.clock.advance(16_000);
    expect(bridge.engine.status().nextPollAt).toBeGreaterThan(next ?? 0);
    // ngrok's next heartbeat would have come by now.
    await bridge.until('another session', () => ngrok.sessions.length === 2 && ngrok.openSessions === 1, 16_000);
    await bridge.until('up again', () => intake().tunnel.state === 'up', 1_000);
  });

  it('notices by its clock that it slept, without anybody saying so', async () => {
    let skew = 0;
    const ngrok = new FakeNgrok();
    await startNgrok(ngrok, { skew: () => skew });
    await bridge.clock.advance(40_000);
    skew = 3_600_000;
    await bridge.clock.advance(31_000);
    await bridge.until('another session', () => ngrok.sessions.length === 2, 16_000);
    const outages = await bridge.engine.reach.outages(10);
    expect(outages.map(({ kind }) => kind)).toContain('asleep');
  });
});
