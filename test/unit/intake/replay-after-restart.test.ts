import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { IntakeHost } from '../../../src/core/intake/host.ts';
import { fieldNationSignature } from '../../../src/core/intake/signatures.ts';
import { openStore } from '../../../src/core/store/open.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { configSchema } from '../../../src/shared/config.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { storeWorker } from '../../builders/workers.ts';
import { exchange } from './raw.ts';

const secret = 'the webhook secret';

/** The intake over a real database file, as one run of the app has it. */
async function run<T>(dataDir: string, work: (host: IntakeHost) => Promise<T>): Promise<T> {
  const store = await openStore({
    dataDir,
    worker: storeWorker,
    now: () => Date.now(),
    version: '0.0.0',
    logger: silentLogger,
    clock: systemClock,
  });
  const host = new IntakeHost({
    store,
    clock: systemClock,
    logger: silentLogger,
    config: () => configSchema.parse({ formatVersion: 1 }),
    psa: () => null,
    secrets: () => ({ pathToken: 'token', webhookSecret: secret }),
    loopbackIntake: true,
    publicUrl: () => '',
    tunnelled: () => false,
    step: async () => {},
    onQueued: () => {},
    onChange: () => {},
  });
  try {
    await host.start();
    return await work(host);
  } finally {
    await host.stop();
    await store.close();
  }
}

it('a webhook that was seen does not count again under another delivery id, also after a restart', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'replay-'));
  const body = JSON.stringify({ event: { name: 'workorder.status.on_my_way' }, workorder: { id: 900 } });
  const send = async (host: IntakeHost, deliveryId: string): Promise<string> => {
    const before = host.lastDeliveryAt;
    const [status = 0] = await exchange(
      host.port ?? 0,
      `POST /webhooks/token HTTP/1.1\r\nHost: localhost\r\nX-FN-Signature: ${fieldNationSignature(secret, Buffer.from(body))}\r\nX-FN-Delivery-Id: ${deliveryId}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    );
    return `${status} ${host.lastDeliveryAt === before ? 'known' : 'new'}`;
  };
  try {
    expect(await run(dataDir, (host) => send(host, 'one:1'))).toBe('202 new');
    await run(dataDir, async (host) => {
      expect(await send(host, 'two:1')).toBe('202 known');
      expect(host.refusals().byKind).toEqual({ replayed: 1 });
      // A further attempt of the same delivery is no replay.
      expect(await send(host, 'one:2')).toBe('202 known');
      expect(host.refusals().total).toBe(1);
    });
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});
