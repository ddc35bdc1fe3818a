import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { IntakeHost, type IntakeHostOptions } from '../../../src/core/intake/host.ts';
import type { Store } from '../../../src/core/store/port.ts';
import { configSchema } from '../../../src/shared/config.ts';
import type { NewActivity } from '../../../src/shared/domain/activity.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { exchange } from './raw.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanUps.splice(0).reverse()) await clean();
});

function rig(port = 0, more: Partial<IntakeHostOptions> = {}) {
  const clock = new VirtualClock();
  const lines: NewActivity[] = [];
  const state = { port, publicUrl: 'https://bridge.example.net', tunnelled: true };
  const store: Pick<Store, 'appendActivities' | 'pendingDeliveries' | 'webhookSignatures'> = {
    async appendActivities(added) {
      lines.push(...added);
    },
    pendingDeliveries: async () => [],
    webhookSignatures: async () => [],
  };
  const host = new IntakeHost({
    store: store as Store,
    clock,
    logger: silentLogger,
    config: () => configSchema.parse({ formatVersion: 1, intake: { port: state.port } }),
    psa: () => null,
    secrets: () => ({ pathToken: 'token', webhookSecret: 'secret' }),
    loopbackIntake: false,
    publicUrl: () => state.publicUrl,
    tunnelled: () => state.tunnelled,
    step: async () => {},
    onQueued: () => {},
    onChange: () => {},
    ...more,
  });
  cleanUps.push(() => host.stop());
  return { clock, lines, state, host };
}

async function blockedPort(): Promise<{ readonly port: number; readonly blocker: Server; free(): Promise<void> }> {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
  const address = blocker.address();
  const free = (): Promise<void> => new Promise((resolve) => blocker.close(() => resolve()));
  cleanUps.push(free);
  return { port: typeof address === 'object' && address !== null ? address.port : 0, blocker, free };
}

const get = (path: string, host: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;

describe('intake', () => {
  it('tries a port that is taken again every minute, and tells of it once', async () => {
    const { port, free } = await blockedPort();
    const { clock, lines, host } = rig(port);
    await host.start();
    expect(host.status()).toMatchObject({ state: 'failed', port: null });
    await clock.advance(180_000);
    expect(lines.map((line) => line.kind)).toEqual(['intake.failed']);
    await free();
    await clock.advance(60_000);
    await expect.poll(() => host.port).toBe(port);
    expect(host.status().state).toBe('listening');
    expect(lines.map((line) => line.kind)).toEqual(['intake.failed', 'intake.opened']);
  });

  it('opens, moves and closes as the settings change', async () => {
    const { state, host } = rig();
    state.tunnelled = false;
    await host.start();
    expect(host.status()).toMatchObject({ state: 'off', mode: 'none', port: null });
    expect(host.baseUrl()).toBeNull();
    state.tunnelled = true;
    state.publicUrl = 'https://bridge.example.net/';
    await host.adjust();
    expect(host.baseUrl()).toBe('https://bridge.example.net');
    const before = host.port ?? 0;
    const { port, free } = await blockedPort();
    await free();
    state.port = port;
    await host.adjust();
    expect(host.port).toBe(port);
    await expect(exchange(before, '')).resolves.toEqual([]);
    state.tunnelled = false;
    await host.adjust();
    expect(host.status()).toMatchObject({ state: 'off', mode: 'none', port: null });
  });

  it('is open for a tunnel before that has an address, and takes the address it has today', async () => {
    const { host, state } = rig();
    state.publicUrl = '';
    await host.start();
    expect(host.port).not.toBeNull();
    expect(host.baseUrl()).toBeNull();
    expect(host.status()).toMatchObject({ state: 'listening', mode: 'public' });
    state.publicUrl = 'https://one.example.net';
    expect(await exchange(host.port ?? 0, get('/healthz', 'one.example.net'))).toEqual([200]);
    state.publicUrl = 'https://two.example.net';
    expect(await exchange(host.port ?? 0, get('/healthz', 'one.example.net'))).toEqual([421]);
    expect(host.baseUrl()).toBe('https://two.example.net');
    expect(host.refusals()).toMatchObject({ total: 1, byKind: { 'wrong-host': 1 } });
    expect(host.status().refused).toBe(1);
  });

  it('answers its self-test through the listener, and cancels it when it stops', async () => {
    const { host } = rig();
    await host.start();
    const first = host.selfTest.begin();
    expect(await exchange(host.port ?? 0, get(first.path, 'bridge.example.net'))).toEqual([204]);
    expect(await first.done).toMatchObject({ kind: 'arrived', host: 'bridge.example.net' });
    const second = host.selfTest.begin();
    await host.stop();
    expect(await second.done).toEqual({ kind: 'cancelled' });
  });
});
