/**
 * The engine in a process of its own, which kills itself (SIGKILL) at a named step. Arguments as JSON in `BRIDGE_PROCESS`. Prints `ready` once it
 * runs; each line `kill <step>` on stdin says where to die next; ends when stdin closes.
 */
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createEngine } from '../../src/core/engine.ts';
import type { SandboxInfo } from '../../src/sandbox/kernel-types.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { type Config, configSchema } from '../../src/shared/config.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { keepSandboxSecrets, sandboxConfig } from '../builders/configuration.ts';
import { jsonnetParts, scriptWorker, storeWorker } from '../builders/workers.ts';
import { memorySecrets } from '../fakes/memory-secrets.ts';

export interface Order {
  readonly dataDir: string;
  readonly info: SandboxInfo;
  readonly limits: Partial<Config['limits']>;
  /** Parts of the configuration document beside the connections. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The same at every start, as a technician would choose it, so that callbacks find the listener at once. */
  readonly port: number;
  /** Gets the name of every step that is passed, one a line. */
  readonly stepsFile: string;
}

const order = JSON.parse(process.env.BRIDGE_PROCESS ?? '') as Order;
let killAt = '';
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
  storeWorker,
  scriptWorker,
  jsonnet: jsonnetParts,
  version: '0.0.0',
  loopbackIntake: true,
  onStep: (step) => {
    appendFileSync(order.stepsFile, `${step}\n`);
    if (step === killAt) process.kill(process.pid, 'SIGKILL');
  },
});
if (engine.config().connectwise === null) {
  await engine.saveConfig(() => sandboxConfig(order.info, [], order.limits));
  const statuses = await engine.statuses(order.info.demo.boardId);
  await engine.saveConfig(() =>
    configSchema.parse({
      ...sandboxConfig(order.info, statuses, order.limits),
      ...order.config,
      intake: { port: order.port },
    }),
  );
}
await engine.start();
if (!engine.config().started) await engine.begin([], { takeOver: false });
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  killAt = line.replace(/^kill /, '').trim();
  process.stdout.write('armed\n');
});
lines.on('close', () => {
  engine.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
process.stdout.write('ready\n');
