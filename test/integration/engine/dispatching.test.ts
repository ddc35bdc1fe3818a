import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../../src/core/engine.ts';
import type { Clock } from '../../../src/shared/clock.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';
import { keepSandboxSecrets } from '../../builders/configuration.ts';
import { storeWorker } from '../../builders/workers.ts';
import { memorySecrets } from '../../fakes/memory-secrets.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

/** The engine's clock of a machine that sleeps: the time moves on, the timers stand still. */
function sleeping(clock: Clock): Clock & { sleepMs: number } {
  return {
    sleepMs: 0,
    now() {
      return clock.now() + this.sleepMs;
    },
    after: (delayMs, fn) => clock.after(delayMs, fn),
    sleep: (delayMs, signal) => clock.sleep(delayMs, signal),
    hold: () => clock.hold(),
  };
}

describe('a machine that slept', () => {
  it('ends a pause whose time passed in its sleep, and sends what came meanwhile', async () => {
    bridge = await startBridge();
    const { sandbox, until } = bridge;
    const clock = sleeping(bridge.clock);
    const engine = await bridge.restart({ clock });
    await bridge.during(engine.pause(60));
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    sandbox.people.dispatcher.moveTicket({ ticketId });
    await bridge.clock.advance(1_000);
    expect(engine.status().state).toBe('paused');
    clock.sleepMs = 4 * 24 * 3_600_000;
    engine.wake();
    await until('running', () => engine.status().state === 'running', 5_000);
    await until('sent', () => sandbox.ticket(ticketId)?.externalXRef !== undefined, 30_000);
  });
});

describe('two changes of the settings at the same moment', () => {
  it('both count', async () => {
    bridge = await startBridge();
    const { engine } = bridge;
    await bridge.during(
      Promise.all([
        engine.saveConfig((config) => ({ ...config, limits: { ...config.limits, pollSeconds: 90 } })),
        engine.saveConfig((config) => ({ ...config, limits: { ...config.limits, searchLagSeconds: 77 } })),
      ]),
    );
    expect(engine.config().limits).toMatchObject({ pollSeconds: 90, searchLagSeconds: 77 });
  });
});

describe('another installation that takes over', () => {
  it('is noticed while this one runs', async () => {
    bridge = await startBridge();
    const { sandbox, engine, until } = bridge;
    const dataDir = await mkdtemp(join(tmpdir(), 'other-'));
    const secrets = memorySecrets();
    await keepSandboxSecrets(secrets, sandbox.info);
    const tools = { clock: bridge.clock, random: () => 0.5, secrets, logger: silentLogger, storeWorker };
    const other = await createEngine({ ...tools, dataDir, profile: 'other', version: '0.0.0', loopbackIntake: true });
    await other.saveConfig(() => ({ ...engine.config(), started: false }));
    await other.start();
    await bridge.during(other.begin([], { takeOver: true }));
    await until('watching', () => engine.status().state === 'watching', 400_000);
    expect(engine.status().headline).toMatch(/Another Dispatch Bridge/);
    await bridge.during(other.stop());
    await rm(dataDir, { recursive: true, force: true });
    await bridge.during(engine.begin([], { takeOver: true }));
    expect(engine.status().state).toBe('running');
  });
});
