import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../../src/core/engine.ts';
import type { Engine, EngineOptions } from '../../src/core/engine-port.ts';
import type { SecretStore } from '../../src/core/secrets.ts';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/index.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Config } from '../../src/shared/config.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { memorySecrets } from '../fakes/memory-secrets.ts';
import { VirtualClock } from '../fakes/virtual-clock.ts';
import { keepSandboxSecrets, sandboxConfig } from './configuration.ts';
import { jsonnetParts, scriptWorker, storeWorker } from './workers.ts';

export interface Bridge {
  readonly clock: VirtualClock;
  readonly sandbox: RunningSandbox;
  readonly secrets: SecretStore;
  readonly dataDir: string;
  engine: Engine;
  /** Stops the engine and opens the same profile again. */
  restart(options?: Partial<EngineOptions>): Promise<Engine>;
  /** Stops the engine, does `work`, and opens the same profile again: a laptop that is closed meanwhile. */
  closedDuring(work: () => Promise<void>): Promise<Engine>;
  /** Moves time until `condition` holds; fails with the log's newest lines otherwise. */
  until(what: string, condition: () => boolean | Promise<boolean>, maxMs?: number): Promise<void>;
  /** Lets time pass until `work` is done: lanes and time limits run on the clock too. */
  during<T>(work: Promise<T>): Promise<T>;
  messages(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export interface BridgeOptions {
  readonly sandbox?: Omit<NonNullable<Parameters<typeof startSandbox>[0]>, 'clock'>;
  readonly limits?: Partial<Config['limits']>;
  readonly config?: (config: Config) => Config;
  readonly engine?: Partial<EngineOptions>;
  /** How far the engine's own clock is ahead of the sandbox's, or behind (ms). */
  readonly skew?: () => number;
  /** False leaves the engine set up but not started. */
  readonly begin?: boolean;
}

/** Engine and sandbox on one virtual clock, over real sockets and a real database file, set up and started. */
export async function startBridge(options: BridgeOptions = {}): Promise<Bridge> {
  const clock = new VirtualClock();
  const { skew } = options;
  const ownClock: Clock =
    skew === undefined
      ? clock
      : {
          now: () => clock.now() + skew(),
          after: (delayMs, fn) => clock.after(delayMs, fn),
          sleep: (delayMs, signal) => clock.sleep(delayMs, signal),
          hold: () => clock.hold(),
        };
  const sandbox = await startSandbox({ ...options.sandbox, clock });
  const dataDir = await mkdtemp(join(tmpdir(), 'bridge-'));
  const secrets = memorySecrets();
  await keepSandboxSecrets(secrets, sandbox.info);
  const open = (more: Partial<EngineOptions> = {}): Promise<Engine> =>
    createEngine({
      dataDir,
      profile: 'test',
      clock: ownClock,
      random: () => 0.5,
      secrets,
      logger: silentLogger,
      storeWorker,
      scriptWorker,
      jsonnet: jsonnetParts,
      version: '0.0.0',
      loopbackIntake: true,
      ...options.engine,
      ...more,
    });
  const bridge: Bridge = {
    clock,
    sandbox,
    secrets,
    dataDir,
    engine: await open(),
    async restart(more) {
      await bridge.during(bridge.engine.stop());
      bridge.engine = await open(more);
      await bridge.engine.start();
      return bridge.engine;
    },
    async closedDuring(work) {
      await bridge.during(bridge.engine.stop());
      await work();
      bridge.engine = await open();
      await bridge.engine.start();
      return bridge.engine;
    },
    async until(what, condition, maxMs = 120_000) {
      const end = clock.now() + maxMs;
      while (!(await condition())) {
        if (clock.now() >= end)
          throw new Error(`Not reached: ${what}\n${(await bridge.messages()).slice(0, 30).join('\n')}`);
        await clock.advance(250);
      }
    },
    async during(work) {
      let done = false;
      const settled = work.finally(() => {
        done = true;
      });
      settled.catch(() => {});
      while (!done) await clock.advance(10);
      return settled;
    },
    messages: async () =>
      (await bridge.engine.activities({}, null, 200)).map((entry) => `${entry.result} ${entry.message}`),
    async stop() {
      await bridge.during(bridge.engine.stop());
      await sandbox.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  const { engine } = bridge;
  await engine.saveConfig(() => sandboxConfig(sandbox.info, [], options.limits));
  const statuses = await bridge.during(engine.statuses(sandbox.info.demo.boardId));
  const config = sandboxConfig(sandbox.info, statuses, options.limits);
  await engine.saveConfig(() => options.config?.(config) ?? config);
  await engine.start();
  if (options.begin !== false) await bridge.during(engine.begin([], { takeOver: false }));
  return bridge;
}
