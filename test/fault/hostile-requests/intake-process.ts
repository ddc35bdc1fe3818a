/**
 * Intake in a process of its own, with a real database file, under attack by hostile-requests.test.ts. Takes its `Order` in `INTAKE_PROCESS`, prints
 * one line of JSON with its `Ready`; each line on stdin is answered with a `Report`; ends when stdin closes.
 */
import { createInterface } from 'node:readline';
import { IntakeHost } from '../../../src/core/intake/host.ts';
import type { Psa } from '../../../src/core/psa/port.ts';
import { openStore } from '../../../src/core/store/open.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { configSchema } from '../../../src/shared/config.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { storeWorker } from '../../builders/workers.ts';
import { type Order, otherIdKeys, type Ready, type Report, world } from './world.ts';

const order = JSON.parse(process.env.INTAKE_PROCESS ?? '') as Order;
const opened = await openStore({
  dataDir: order.dataDir,
  worker: storeWorker,
  now: () => Date.now(),
  version: '0.0.0',
  logger: silentLogger,
  clock: systemClock,
});
const names = new Map<number, string>();
const queued: string[] = [];
let stored = 0;
let keyFetches = 0;
const store: typeof opened = {
  ...opened,
  async acceptDelivery(delivery, limits) {
    const accepted = await opened.acceptDelivery(delivery, limits);
    if (accepted.outcome === 'stored') {
      stored += 1;
      names.set(accepted.id, delivery.deliveryId);
    }
    return accepted;
  },
  async queueDelivery(id, ...rest) {
    const result = await opened.queueDelivery(id, ...rest);
    queued.push(names.get(id) ?? '?');
    names.delete(id);
    return result;
  },
  async rejectDelivery(id, ...rest) {
    names.delete(id);
    return opened.rejectDelivery(id, ...rest);
  },
};
const psa = {
  async signingKey(keyUrl: string) {
    keyFetches += 1;
    const key = otherIdKeys.get(new URL(keyUrl).searchParams.get('id') ?? '');
    if (key !== undefined) return key;
    throw new AppError({ code: 'connectwise.not-found', kind: 'permanent', message: 'There is no such key.' });
  },
} as unknown as Psa;

const host = new IntakeHost({
  store,
  clock: systemClock,
  logger: silentLogger,
  config: () =>
    configSchema.parse({
      formatVersion: 1,
      connectwise: { site: world.site, company: world.company, publicKey: 'public' },
    }),
  psa: () => psa,
  secrets: () => ({ pathToken: world.token, webhookSecret: world.webhookSecret }),
  loopbackIntake: false,
  publicUrl: () => world.publicUrl,
  tunnelled: () => true,
  step: async () => {},
  onQueued: () => {},
  onChange: () => {},
  limits: order.limits,
});
await host.start();

/** After two collections; null without `--expose-gc`. */
function heapBytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

let crashes = 0;
for (const event of ['uncaughtException', 'unhandledRejection']) {
  process.on(event, (error: unknown) => {
    crashes += 1;
    process.stderr.write(`${event}: ${error instanceof Error ? error.stack : String(error)}\n`);
  });
}
const lines = createInterface({ input: process.stdin });
lines.on('line', () => {
  const report: Report = {
    queued: [...queued],
    stored,
    keyFetches,
    crashes,
    refused: host.refusals().total,
    refusedBy: host.refusals().byKind,
    heapBytes: heapBytes(),
    rssBytes: process.memoryUsage.rss(),
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
});
lines.on('close', () => {
  host
    .stop()
    .then(() => opened.close())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    );
});
const ready: Ready = { port: host.status().port ?? 0 };
process.stdout.write(`${JSON.stringify(ready)}\n`);
