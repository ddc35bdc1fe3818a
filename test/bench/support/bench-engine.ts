import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../../../src/core/engine.ts';
import type { Engine } from '../../../src/core/engine-port.ts';
import type { SecretStore } from '../../../src/core/secrets.ts';
import type { SandboxInfo } from '../../../src/sandbox/kernel-types.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { keepSandboxSecrets, sandboxConfig } from '../../builders/configuration.ts';
import { jsonnetParts, scriptWorker, storeWorker } from '../../builders/workers.ts';
import { memorySecrets } from '../../fakes/memory-secrets.ts';

/** Budgets this high never hold a request back: the lanes are off for measuring, and the report says so. */
const unlimited = {
  connectwisePerMinute: 10_000_000,
  fieldnationPerMinute: 10_000_000,
  createsPerTenMinutes: 1_000_000,
  pollSeconds: 3600,
};

export interface BenchEngine {
  readonly engine: Engine;
  readonly secrets: SecretStore;
  stop(): Promise<void>;
}

/** The real engine on the machine's own clock, dispatching against a sandbox. */
export async function startBenchEngine(info: SandboxInfo): Promise<BenchEngine> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-'));
  const secrets = memorySecrets();
  await keepSandboxSecrets(secrets, info);
  const engine = await createEngine({
    dataDir,
    profile: 'bench',
    clock: systemClock,
    random: Math.random,
    secrets,
    logger: silentLogger,
    storeWorker,
    scriptWorker,
    jsonnet: jsonnetParts,
    version: '0.0.0',
    loopbackIntake: true,
  });
  await engine.saveConfig(() => sandboxConfig(info, [], unlimited));
  const statuses = await engine.statuses(info.demo.boardId);
  await engine.saveConfig(() => sandboxConfig(info, statuses, unlimited));
  await engine.start();
  await engine.begin([], { takeOver: false });
  return {
    engine,
    secrets,
    async stop() {
      await engine.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
