import { openStore } from '../../../src/core/store/open.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { silentLogger } from '../../../src/shared/logger.ts';

/* Writes as fast as it can and prints the number of each delivery after the store acknowledged it, queued and claimed. Meant to be killed. */
const now = Date.UTC(2026, 10, 22, 8);
const store = await openStore({
  dataDir: process.argv[2] ?? '',
  worker: new URL('../../../src/core/store/worker.ts', import.meta.url),
  now: () => now,
  version: '0.1.0',
  logger: silentLogger,
  clock: systemClock,
});
for (let n = 1; ; n += 1) {
  const { id } = await store.acceptDelivery(
    {
      source: 'connectwise',
      deliveryId: `d${n}`,
      receivedAt: now,
      state: 'verified',
      recordType: 'ticket',
      recordId: n,
      action: 'updated',
      actor: '',
      headers: {},
      body: 'x'.repeat(500),
    },
    { maxUnverified: 1 },
  );
  process.stdout.write(`accepted ${n}\n`);
  await store.queueDelivery(
    id,
    [{ recordType: 'ticket', recordId: n, name: 'PSA_TICKET_UPDATED', occurrence: `d${n}`, at: now }],
    { target: { kind: 'ticket', ticketId: n }, cause: 'callback', runAt: now },
    now,
  );
  process.stdout.write(`queued ${n}\n`);
  await store.claimJob(now);
  process.stdout.write(`claimed ${n}\n`);
}
