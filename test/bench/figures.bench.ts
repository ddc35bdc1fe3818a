/*
 * What the dashboard's figures cost with 30 days behind them in which every minute was as busy as the budgets allow: 25 runs and 170 requests a minute. By
 * the minute two days are kept, as retention leaves them; the rest by the hour.
 */
import Library from 'better-sqlite3';
import { spanOf } from '../../src/core/monitor/ranges.ts';
import { Database } from '../../src/core/store/database.ts';
import { bucketOf } from '../../src/core/store/durations.ts';
import type { Direction, FigureName, FigureTally } from '../../src/core/store/figures-port.ts';
import { migrate } from '../../src/core/store/migrations/index.ts';
import { FigureRanges } from '../../src/core/store/rows/figure-ranges.ts';
import { Figures } from '../../src/core/store/rows/figures.ts';
import { figureRanges } from '../../src/shared/domain/monitor.ts';
import { percentile, row } from './support/figures.ts';

const minute = 60_000;
const day = 86_400_000;
const rounds = 40;
const now = Date.UTC(2026, 10, 22, 10, 7);

const library = new Library(':memory:');
const db = new Database(library);
migrate(db, ':memory:');
const figures = new Figures(db);

/** The same durations every time, spread as answers are: many quick ones, a long tail. */
function durations(n: number, base: number, seed: number) {
  const buckets = new Map<number, number>();
  let sum = 0;
  let max = 0;
  for (let index = 0; index < n; index += 1) {
    const ms = base * Math.exp((((index * 7919 + seed * 104_729) % 1000) / 1000 - 0.3) * 2.5);
    sum += ms;
    max = Math.max(max, ms);
    buckets.set(bucketOf(ms), (buckets.get(bucketOf(ms)) ?? 0) + 1);
  }
  return { count: n, sum, max, durations: [...buckets].map(([bucket, count]) => ({ bucket, count })) };
}

function busy(at: number, times: number): FigureTally[] {
  const seed = at / minute;
  const one = (name: FigureName, direction: Direction, n: number): FigureTally => ({
    at,
    name,
    remote: 'app',
    direction,
    count: n * times,
    sum: n * times,
    max: 1,
  });
  return [
    ...(['inbound', 'outbound', 'none'] as const).flatMap((direction) => [
      one('events', direction, 10),
      one('job.ok', direction, 8),
      one('job.failed', direction, 1),
    ]),
    one('queue', 'none', 1),
    { at, name: 'latency', remote: 'app', direction: 'inbound', ...durations(10 * times, 3000, seed) },
    { at, name: 'latency', remote: 'app', direction: 'outbound', ...durations(10 * times, 3000, seed + 1) },
    { at, name: 'request', remote: 'connectwise', direction: 'none', ...durations(120 * times, 200, seed + 2) },
    { at, name: 'request', remote: 'fieldnation', direction: 'none', ...durations(50 * times, 300, seed + 3) },
  ];
}

db.transaction(() => {
  for (let at = now - 2 * day; at <= now; at += minute) figures.add(busy(at, 1));
  for (let at = now - 30 * day; at < now - 2 * day; at += 60 * minute) figures.add(busy(at, 60));
});
const ranges = new FigureRanges(db);
for (const range of figureRanges) {
  const spent: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    ranges.read(spanOf(range, now));
    spent.push(performance.now() - began);
  }
  row(`figures of ${range}`, { 'p50 ms': percentile(spent, 0.5), 'p95 ms': percentile(spent, 0.95) }, 'under 100 ms');
}
library.close();
