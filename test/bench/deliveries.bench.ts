/*
 * 10,000 changes by people over 1,000 links: every second one on the ticket, the others on the work order, each with its callback or webhook. How
 * many deliveries are answered by a converged link per second, and how long it takes from the first receipt to the write on the other side.
 */
import type { Activity } from '../../src/shared/domain/activity.ts';
import { startBenchEngine } from './support/bench-engine.ts';
import { percentile, row, waitFor } from './support/figures.ts';
import { startSandboxProcess } from './support/sandbox-process.ts';

const links = Number(process.env.LINKS ?? 1_000);
const deliveries = Number(process.env.DELIVERIES ?? 10_000);
const people = 8;

const sandbox = await startSandboxProcess();
const bench = await startBenchEngine(sandbox.info);
const { engine } = bench;
console.log('Lane budgets off, sandbox without artificial latency.');

const first = (await sandbox.control('GET', `/control/tickets/${sandbox.info.demo.ticketIds[0]}`)) as {
  company: { id: number };
};
await inParallel(
  Array.from({ length: links }, (_, n) => n),
  async (n) => {
    const { id } = (await sandbox.control('POST', '/control/people/dispatcher/create-ticket', {
      fields: { summary: `Ticket ${n}`, company: { id: first.company.id }, board: { id: sandbox.info.demo.boardId } },
    })) as { id: number };
    await sandbox.control('POST', '/control/people/dispatcher/move-ticket', { ticketId: id });
  },
);
// A callback the burst made the sender give up on is found by polling, as in the field.
const poll = setInterval(() => void engine.syncNow(), 5_000);
await waitFor('all linked', () => engine.status().links.open >= links && idle(), 300_000);
clearInterval(poll);
const pairs = (await engine.searchLinks('', links)).map(({ ticketId, workOrderId }) => ({ ticketId, workOrderId }));
const logBefore = (await engine.activities({}, null, 1))[0]?.id ?? 0;

const started = performance.now();
await inParallel(
  Array.from({ length: deliveries }, (_, n) => n),
  async (n) => {
    // Neighbouring changes hit different links, as a day's work does.
    const pair = pairs[(n * 7) % pairs.length];
    if (pair === undefined || pair.workOrderId === null) return;
    if (n % 2 === 0)
      await sandbox.control('POST', '/control/people/dispatcher/edit-ticket', {
        ticketId: pair.ticketId,
        changes: { summary: `Ticket ${pair.ticketId} change ${n}` },
      });
    else
      await sandbox.control('POST', '/control/people/buyer/set-custom-field', {
        workOrderId: pair.workOrderId,
        field: 'ConnectWise Ticket #',
        value: `change ${n}`,
      });
  },
);
const sentSeconds = (performance.now() - started) / 1000;
await waitFor('converged', () => idle(), 1_200_000);
const seconds = (performance.now() - started) / 1000;

const lines = await linesAfter(logBefore);
const received = lines.filter((line) => line.kind === 'callback.received' || line.kind === 'webhook.received').length;
const waits = latencies(lines);
row(`${deliveries} changes over ${links} links`, {
  'converged per second': received / seconds,
  'people alone per second': deliveries / sentSeconds,
  deliveries: received,
});
row('from the first receipt to the write on the work order', {
  'p50 ms': percentile(waits, 0.5),
  'p99 ms': percentile(waits, 0.99),
  writes: waits.length,
});
await bench.stop();
await sandbox.stop();

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items].reverse();
  await Promise.all(
    Array.from({ length: people }, async () => {
      for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await work(item);
    }),
  );
}

function idle(): boolean {
  const { queue } = engine.status();
  return queue.waiting + queue.running + queue.inbox === 0;
}

/** Oldest first. */
async function linesAfter(id: number): Promise<readonly Activity[]> {
  const all: Activity[] = [];
  for (let before: number | null = null; ; ) {
    const page = await engine.activities({}, before, 500);
    const news = page.filter((line) => line.id > id);
    all.push(...news);
    const last = news.at(-1);
    if (last === undefined || news.length < page.length) return all.reverse();
    before = last.id;
  }
}

/** Per write of a work order: the time since the oldest callback of its ticket that no earlier write answered. */
function latencies(log: readonly Activity[]): readonly number[] {
  const waitingSince = new Map<number, number>();
  const waits: number[] = [];
  for (const line of [...log].sort((a, b) => a.at - b.at)) {
    if (line.ticketId === null) continue;
    if (line.kind === 'callback.received' && !waitingSince.has(line.ticketId)) waitingSince.set(line.ticketId, line.at);
    const since = waitingSince.get(line.ticketId);
    if (line.kind !== 'workorder.updated' || since === undefined) continue;
    waits.push(line.at - since);
    waitingSince.delete(line.ticketId);
  }
  return waits;
}
