/*
 * The log with 1,000,000 lines, asked as the window asks it: through the store's own read-only thread. Every figure is the middle one of
 * several tries. `LINES=100000 npm run bench log` takes fewer.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenStore, openStore } from '../../src/core/store/open.ts';
import { systemClock } from '../../src/shared/clock.ts';
import type { ActivityFilter } from '../../src/shared/domain/activity.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { percentile, row } from './support/figures.ts';
import { filledLog, fillLog } from './support/fill-log.ts';

const lines = Number(process.env.LINES ?? 1_000_000);
const tries = 7;
const pageLength = 100;
const aim = 'under 150 ms';
const now = Date.now();
const dataDir = mkdtempSync(join(tmpdir(), 'log-'));

const before = performance.now();
const { megabytes } = await fillLog(dataDir, lines, now);
const store: OpenStore = await openStore({
  dataDir,
  worker: new URL('../../src/core/store/worker.ts', import.meta.url),
  now: () => now,
  version: '0.0.0',
  logger: silentLogger,
  clock: systemClock,
});
row('the log', { lines, 'file MB': Math.round(megabytes), 'written in s': (performance.now() - before) / 1000 });

const { commonWord, firstTicket, firstWorkOrder, spanMs } = filledLog;
const [one, two] = filledLog.rareWords;
const middle = now - spanMs / 2;
const hour = 3_600_000;
const filters: readonly (readonly [string, ActivityFilter])[] = [
  ['open', {}],
  ['search: a word of half the lines', { text: commonWord }],
  ['search: its beginning', { text: commonWord.slice(0, 4) }],
  ['search: three letters', { text: commonWord.slice(0, 3) }],
  ['search: one letter', { text: 'p' }],
  ['search: two rare words', { text: `${one} ${two}` }],
  ['search: two common words', { text: `${commonWord} work` }],
  ['search: words that never meet', { text: `${commonWord} reports tunnel` }],
  ['search: a word that is nowhere', { text: 'xylophone' }],
  ['search: an accent', { text: 'nunez' }],
  ['search: a number', { text: String(firstTicket + 42) }],
  ['side', { side: 'app' }],
  ['result: error', { result: ['error'] }],
  ['result: error or attention', { result: ['error', 'attention'] }],
  ['direction', { direction: 'inbound' }],
  ['kind', { kinds: ['workorder.created'] }],
  ['kinds by beginning', { kinds: ['event.', 'tunnel.'] }],
  ['a kind that is nowhere', { kinds: ['alert.'] }],
  ['ticket', { ticketId: firstTicket + 7 }],
  ['work order', { workOrderId: firstWorkOrder + 7 }],
  ['link', { linkId: 8 }],
  ['job', { jobId: 4711 }],
  ['one hour, half way back', { from: middle, to: middle + hour }],
  ['since half way back', { from: middle }],
  ['until half way back', { to: middle }],
  ['a day with errors', { from: middle, to: middle + 24 * hour, result: ['error'] }],
  ['common word and side app', { text: commonWord, side: 'app' }],
  ['common word and error', { text: commonWord, result: ['error'] }],
  ['common word and rare kind', { text: commonWord, kinds: ['tunnel.'] }],
  ['common word and many kinds', { text: commonWord, kinds: ['event.', 'ticket.', 'note.'], result: ['attention'] }],
  ['common word and ticket', { text: commonWord, ticketId: firstTicket + 7 }],
  ['common word and link', { text: commonWord, linkId: 8 }],
  ['common word and job', { text: commonWord, jobId: 4711 }],
  ['common word and one hour', { text: commonWord, from: middle, to: middle + hour }],
  ['common word, oldest hour', { text: commonWord, from: now - spanMs, to: now - spanMs + hour }],
  ['side and direction that never meet', { side: 'app', direction: 'inbound' }],
  [
    'everything at once',
    {
      text: commonWord,
      side: 'fieldnation',
      direction: 'outbound',
      result: ['ok'],
      kinds: ['event.'],
      from: middle,
      to: middle + 24 * hour,
    },
  ],
];

const slowest: number[] = [];
for (const [name, filter] of filters) {
  const found = (await store.activities(filter, null, pageLength)).length;
  const newest = await measured(() => store.activities(filter, null, pageLength));
  const deep = await measured(() => store.activities(filter, Math.round(lines / 2), pageLength));
  const counted = await measured(() => store.countActivities(filter, 10_000));
  slowest.push(newest, deep, counted);
  row(name, { found, 'page ms': newest, 'half way down ms': deep, 'count ms': counted }, aim);
}
for (const share of [0.01, 0.5, 0.99]) {
  const at = now - spanMs * (1 - share);
  const spent = await measured(async () => {
    const id = await store.activityAt(at);
    await store.activities({}, id, pageLength);
  });
  slowest.push(spent);
  row(`jump to ${share * 100} %`, { ms: spent }, aim);
}
const line = (await store.activities({ jobId: 4711 }, null, 1))[0]?.id ?? 1;
const details = await measured(() => store.logLine(line));
row('details of a line', { ms: details }, aim);
row('slowest of all', { ms: percentile([...slowest, details], 1) }, aim);

await store.close();
rmSync(dataDir, { recursive: true, force: true });

/** The middle one of several tries (ms). */
async function measured(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < tries; n += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return percentile(times, 0.5);
}
