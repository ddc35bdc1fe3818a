/*
 * Callback to work order created, and links converged per second against a bare loop that sends the very same HTTP requests with no durability.
 */
import { channel } from 'node:diagnostics_channel';
import { Agent, request } from 'undici';
import { startBenchEngine } from './support/bench-engine.ts';
import { percentile, row, waitFor } from './support/figures.ts';
import { startSandboxProcess } from './support/sandbox-process.ts';

const links = 150;
const rounds = 3;

interface Sent {
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: string | null;
}

const sandbox = await startSandboxProcess();
const bench = await startBenchEngine(sandbox.info);
const { engine } = bench;
const vendors = [new URL(sandbox.info.connectwise.url).origin, new URL(sandbox.info.fieldnation.url).origin];
console.log('Lane budgets off, sandbox without artificial latency.');

const ticketIds: number[] = [];
for (let n = 0; n < links; n += 1) {
  const made = (await sandbox.control('POST', '/control/people/dispatcher/create-ticket', {
    fields: {
      summary: `Benchmark ticket ${n}`,
      company: { id: await companyId() },
      board: { id: sandbox.info.demo.boardId },
      initialDescription: 'Replace the access point in the meeting room.',
    },
  })) as { id: number };
  ticketIds.push(made.id);
}

const alone: number[] = [];
for (const ticketId of ticketIds.slice(0, 30)) {
  await sandbox.control('POST', '/control/people/dispatcher/move-ticket', { ticketId });
  await waitFor('the work order', async () => (await createdAfter(ticketId)) !== null);
  alone.push((await createdAfter(ticketId)) ?? Number.NaN);
}
row('callback to work order created, one by one', {
  'p50 ms': percentile(alone, 0.5),
  'p99 ms': percentile(alone, 0.99),
  tickets: alone.length,
});
const burst = ticketIds.slice(30);
for (const ticketId of burst) await sandbox.control('POST', '/control/people/dispatcher/move-ticket', { ticketId });
await waitFor('all linked', () => engine.status().links.open >= links && idle());
const together = await Promise.all(burst.map(async (ticketId) => (await createdAfter(ticketId)) ?? Number.NaN));
row('callback to work order created, in a burst', {
  'p50 ms': percentile(together, 0.5),
  'p99 ms': percentile(together, 0.99),
  tickets: together.length,
});

const linkIds = (await engine.searchLinks('', 200)).map((link) => link.id);
const ratios: number[] = [];
for (let round = 1; round <= rounds; round += 1) {
  const sent: Sent[] = [];
  const record = (message: unknown): void => {
    const { request: one } = message as {
      request: {
        method: string;
        origin: string;
        path: string;
        headers: readonly string[];
        body: string | Buffer | null;
      };
    };
    if (!vendors.includes(String(one.origin))) return;
    sent.push({
      method: one.method,
      origin: String(one.origin),
      path: one.path,
      headers: [...one.headers],
      body: one.body === null ? null : String(one.body),
    });
  };
  // The callbacks are lost on purpose: intake has its own figures, and here only converging is measured.
  await sandbox.control('POST', '/control/faults', {
    vendor: 'connectwise',
    on: 'delivery',
    kind: 'lose',
    times: links,
  });
  for (const ticketId of ticketIds) {
    await sandbox.control('POST', '/control/people/dispatcher/edit-ticket', {
      ticketId,
      changes: { summary: `Benchmark ${ticketId} round ${round}` },
    });
  }
  channel('undici:request:create').subscribe(record);
  const engineStarted = performance.now();
  await Promise.all(linkIds.map((linkId) => engine.syncNow(linkId)));
  await waitFor('converged', async () => converged(round));
  const engineSeconds = (performance.now() - engineStarted) / 1000;
  channel('undici:request:create').unsubscribe(record);

  const agent = new Agent({ connections: 8 });
  const waiting = [...sent];
  const bareStarted = performance.now();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { body } = await request(`${next.origin}${next.path}`, {
          method: next.method as 'GET',
          headers: [...next.headers],
          dispatcher: agent,
          ...(next.body === null ? {} : { body: next.body }),
        });
        await body.json();
      }
    }),
  );
  const bareSeconds = (performance.now() - bareStarted) / 1000;
  await agent.close();
  row(`links converged, round ${round}`, { 'per second': links / engineSeconds, requests: sent.length });
  row('bare', { 'per second': links / bareSeconds, requests: sent.length });
  ratios.push(bareSeconds / engineSeconds);
}
row(
  'engine against bare',
  { 'median ratio': percentile(ratios, 0.5), all: ratios.map((ratio) => ratio.toFixed(2)).join(' ') },
  'at least 0.6',
);
await bench.stop();
await sandbox.stop();

/** From the callback's receipt to the answer of the create (ms); null while there is none. */
async function createdAfter(ticketId: number): Promise<number | null> {
  const lines = await engine.activities({ ticketId }, null, 50);
  const created = lines.find((entry) => entry.kind === 'workorder.created');
  // The newest callback before it: making the ticket sent one too.
  const received = lines.find((entry) => entry.kind === 'callback.received' && entry.at <= (created?.at ?? 0));
  return created === undefined || received === undefined ? null : created.at - received.at;
}

/** Every link shows the round's title, and nothing is left to do. */
async function converged(round: number): Promise<boolean> {
  if (!idle()) return false;
  const found = await engine.searchLinks(`round ${round}`, 200);
  return found.length === links;
}

function idle(): boolean {
  const { queue } = engine.status();
  return queue.waiting + queue.running + queue.inbox === 0;
}

async function companyId(): Promise<number> {
  const ticket = (await sandbox.control('GET', `/control/tickets/${sandbox.info.demo.ticketIds[0]}`)) as {
    company: { id: number };
  };
  return ticket.company.id;
}
