/*
 * What history costs: the same work on stores with 10,000, 100,000 and 1,000,000 finished rows, in turns (ABCABC), each through the store's own
 * threads and with every commit on the disk. Ratios are taken turn by turn, so that what else the machine does weighs on all three alike.
 */
import { randomUUID } from 'node:crypto';
import type { ClaimedJob } from '../../src/core/store/port.ts';
import { percentile, row } from './support/figures.ts';
import { openLinks, type StoreWithHistory, storeWithHistory, ticketOf, workOrderOf } from './support/history.ts';

const sizes = [10_000, 100_000, 1_000_000];
const turns = 80;
const deliveriesPerTurn = 15;
const now = Date.now();
const document = { id: 1, summary: 'Replace the access point in the meeting room', text: 'x'.repeat(1500) };

type Part = 'accept and queue' | 'claim' | 'read the link' | 'copies' | 'settle' | 'log and runs';
const parts: readonly Part[] = ['accept and queue', 'claim', 'read the link', 'copies', 'settle', 'log and runs'];

const stores: StoreWithHistory[] = [];
for (const size of sizes) stores.push(await storeWithHistory(size, now));
console.log(
  `The same work with history of ${sizes.map((size) => size.toLocaleString('en')).join(', ')} rows, ${openLinks} open links.`,
);

/** Per store: milliseconds of each turn, by part. */
const measured = stores.map(() => new Map<Part, number[]>(parts.map((part) => [part, []])));
const whole = stores.map((): number[] => []);
/** Processor time of all threads (ms): what is left of a difference when the disk and other programs are taken out. */
const processor = stores.map(() => 0);
for (let turn = -5; turn < turns; turn += 1) {
  // One after the other, each turn beginning with another one.
  for (let k = 0; k < stores.length; k += 1) {
    const at = (turn + 5 + k) % stores.length;
    const before = process.cpuUsage();
    const spent = await work(stores[at] as StoreWithHistory, turn);
    if (turn < 0) continue;
    const { user, system } = process.cpuUsage(before);
    processor[at] = (processor[at] ?? 0) + (user + system) / 1000;
    for (const part of parts) measured[at]?.get(part)?.push(spent.get(part) ?? 0);
    whole[at]?.push([...spent.values()].reduce((sum, ms) => sum + ms, 0));
  }
}

for (const [at, { rows, megabytes }] of stores.entries()) {
  const times = whole[at] ?? [];
  const total = times.reduce((sum, ms) => sum + ms, 0);
  row(
    `${rows.toLocaleString('en')} rows of history`,
    {
      'file MB': Math.round(megabytes),
      'settled per second': (times.length * deliveriesPerTurn * 1000) / total,
      'p50 ms': percentile(times, 0.5) / deliveriesPerTurn,
      'p99 ms': percentile(times, 0.99) / deliveriesPerTurn,
      'against 10,000': `${ratio(times, whole[0] ?? []).toFixed(2)}x`,
      'in processor time': `${((processor[at] ?? 0) / (processor[0] ?? 1)).toFixed(2)}x`,
    },
    at === 0 ? '' : 'within 1.2x',
  );
}
for (const part of parts) {
  row(
    `  ${part}`,
    Object.fromEntries(
      stores.map(({ rows }, at) => [
        rows.toLocaleString('en'),
        `${ratio(measured[at]?.get(part) ?? [], measured[0]?.get(part) ?? []).toFixed(2)}x`,
      ]),
    ),
  );
}
for (const { close } of stores) await close();

/** Median of the ratios of turns that followed each other. */
function ratio(times: readonly number[], reference: readonly number[]): number {
  return percentile(
    times.map((ms, turn) => ms / (reference[turn] ?? Number.NaN)),
    0.5,
  );
}

/** Deliveries about some links from their arrival to a settled run, as the engine asks for it. */
async function work({ store }: StoreWithHistory, turn: number): Promise<Map<Part, number>> {
  const spent = new Map<Part, number>();
  const time = async <T>(part: Part, run: () => Promise<T>): Promise<T> => {
    const before = performance.now();
    const result = await run();
    spent.set(part, (spent.get(part) ?? 0) + performance.now() - before);
    return result;
  };
  for (let k = 0; k < deliveriesPerTurn; k += 1) {
    const n = ((((turn + 5) * deliveriesPerTurn + k) * 7) % openLinks) + 1;
    const deliveryId = randomUUID();
    await time('accept and queue', async () => {
      const { id } = await store.acceptDelivery(
        {
          source: 'connectwise',
          deliveryId,
          receivedAt: now,
          state: 'verified',
          recordType: 'ticket',
          recordId: ticketOf(n),
          action: 'updated',
          actor: 'jdoe',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ID: ticketOf(n), text: 'x'.repeat(400) }),
        },
        { maxUnverified: 100 },
      );
      await store.pendingDeliveries(10);
      const event = {
        recordType: 'ticket',
        recordId: ticketOf(n),
        name: 'PSA_TICKET_UPDATED',
        occurrence: deliveryId,
        at: now,
      } as const;
      await store.queueDelivery(
        id,
        [event],
        { target: { kind: 'ticket', ticketId: ticketOf(n) }, cause: 'callback', runAt: now },
        now,
      );
    });
    const job = await time('claim', async () => {
      const claimed = await store.claimJob(now);
      await store.nextRunAt();
      await store.queueCounts();
      return claimed;
    });
    if (job?.target.kind !== 'link') throw new Error('The delivery did not become its link’s job');
    const { linkId } = job.target;
    await time('read the link', async () => {
      await store.link(linkId);
      await store.openLinkByTicket(ticketOf(n));
      await store.openLinkByWorkOrder(workOrderOf(n));
      await store.linkByMarker(`DBR-open-${n}-1`);
      await store.linksOfTicket(ticketOf(n));
      await store.openIntents(linkId);
      await store.conflictsOf(linkId);
      await store.copies(linkId);
    });
    await time('copies', async () => {
      const { copy } = await store.intendCopy(
        { linkId, kind: 'message', sourceId: deliveryId, sourceHash: 'h', marker: `[FN#${deliveryId}]`, detail: {} },
        now,
      );
      await store.recordCopy(copy.id, { targetId: '1' }, now);
    });
    await time('settle', () => settle(store, job, linkId, n, k));
    await time('log and runs', async () => {
      await store.activities({ linkId }, null, 50);
      await store.activities({ text: String(ticketOf(n)) }, null, 50);
      await store.runs({ linkId }, null, 20);
      await store.lastRecords(linkId);
      await store.eventsOf({ recordType: 'ticket', recordId: ticketOf(n) }, 20);
    });
  }
  return spent;
}

/** Every third run finds a conflict, the next one about the link settles it. */
function settle(
  store: StoreWithHistory['store'],
  job: ClaimedJob,
  linkId: number,
  n: number,
  k: number,
): Promise<void> {
  return store.settleJob({
    job,
    now,
    outcome: { kind: 'done' },
    eventsDone: job.events.map((event) => event.id),
    eventsIgnored: [],
    eventsObserved: [],
    link: {
      linkId,
      ticketStatus: 'Assigned',
      lastSyncedAt: now,
      seen: { fields: { readAt: now, ticketUpdatedAt: now } },
    },
    activities: [
      {
        at: now,
        side: 'connectwise',
        direction: 'outbound',
        kind: 'update',
        result: 'ok',
        message: `Status set to Assigned on ticket ${ticketOf(n)}`,
        ticketId: ticketOf(n),
        workOrderId: workOrderOf(n),
        linkId,
        jobId: job.id,
        durationMs: 400,
        error: null,
        details: null,
      },
    ],
    records: { ticket: document, workOrder: document },
    plan: { changes: [{ rule: 'status', value: 'Assigned' }] },
    conflicts:
      k % 3 === 0
        ? [
            {
              ruleId: 'title',
              target: 'title',
              direction: 'inbound',
              ticketValue: 'Printer',
              workOrderValue: 'Copier',
              ticketChange: null,
              workOrderChange: null,
            },
          ]
        : [],
    followUps: [],
  });
}
