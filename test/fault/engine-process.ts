/**
 * The engine in a process of its own, which kills itself (SIGKILL) at a named step. Arguments as JSON in `BRIDGE_PROCESS`:
 * { dataDir, killAt, info, limits, port }. Prints `ready` once it runs; ends when stdin closes.
 */
import { createEngine } from '../../src/core/engine.ts';
import type { SandboxInfo } from '../../src/sandbox/kernel-types.ts';
import { systemClock } from '../../src/shared/clock.ts';
import type { Config } from '../../src/shared/config.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { keepSandboxSecrets, sandboxConfig } from '../builders/configuration.ts';
import { memorySecrets } from '../fakes/memory-secrets.ts';

interface Order {
  readonly dataDir: string;
  readonly killAt: string | null;
  readonly info: SandboxInfo;
  readonly limits: Partial<Config['limits']>;
  /** The same at every start, as a technician would choose it, so that callbacks find the listener at once. */
  readonly port: number;
}

const order = JSON.parse(process.env.BRIDGE_PROCESS ?? '') as Order;
const secrets = memorySecrets({
  'intake.pathToken': '00112233445566778899aabbccddeeff',
  'fieldnation.webhookSecret': '01999f51-5c66-4449-b441-6b4a053fee6a',
});
await keepSandboxSecrets(secrets, order.info);
const engine = await createEngine({
  dataDir: order.dataDir,
  profile: 'fault',
  clock: systemClock,
  random: Math.random,
  secrets,
  logger: silentLogger,
  storeWorker: new URL('../../src/core/store/worker.ts', import.meta.url),
  version: '0.0.0',
  loopbackIntake: true,
  onStep: (step) => {
    if (step === order.killAt) process.kill(process.pid, 'SIGKILL');
  },
});
if (engine.config().connectwise === null) {
  await engine.saveConfig(() => sandboxConfig(order.info, [], order.limits));
  const statuses = await engine.statuses(order.info.demo.boardId);
  await engine.saveConfig(() => ({
    ...sandboxConfig(order.info, statuses, order.limits),
    intake: { port: order.port, publicUrl: '' },
  }));
}
await engine.start();
if (!engine.config().started) await engine.begin([], { takeOver: false });
process.stdout.write('ready\n');
process.stdin.resume();
process.stdin.on('end', () => {
  engine.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
