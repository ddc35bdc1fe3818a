import type { FigurePoint } from '../../../shared/domain/monitor.ts';
import type { Remote } from '../../../shared/domain/records.ts';
import type { Database } from '../database.ts';
import { type BucketCount, latencyOf, merged, percentile } from '../durations.ts';
import type { Direction, FigureName, FigureSpan, StoredFigures } from '../figures-port.ts';
import { ms } from './columns.ts';
import { spans } from './figures.ts';

interface Cell {
  readonly name: FigureName;
  readonly slot: number;
  readonly remote: Remote | 'app';
  readonly direction: Direction;
  readonly count: number;
  readonly sum: number;
  readonly max: number;
}
interface DurationCell extends BucketCount {
  readonly slot: number;
  readonly direction: Direction;
}

/* A number of JavaScript is bound as REAL, whose division leaves a fraction: the casts make the steps whole. */
const cellsSql = `SELECT name, CAST(at - ? AS INTEGER) / CAST(? AS INTEGER) AS slot, remote, direction, sum(count) AS count, sum(sum) AS sum, max(max) AS max
  FROM figure WHERE span = ? AND name IN ('events', 'job.ok', 'job.failed', 'latency', 'queue') AND at >= ? AND at < ?
  GROUP BY name, slot, remote, direction`;
const totalsSql = `SELECT name, 0 AS slot, remote, direction, sum(count) AS count, sum(sum) AS sum, max(max) AS max
  FROM figure WHERE span = ? AND name IN ('request', 'request.failed', 'callback') AND at >= ? AND at < ? GROUP BY name, remote`;
const latencySql = `SELECT CAST(at - ? AS INTEGER) / CAST(? AS INTEGER) AS slot, direction, bucket, sum(count) AS count
  FROM duration WHERE span = ? AND name = 'latency' AND at >= ? AND at < ? GROUP BY slot, direction, bucket`;
const requestSql = `SELECT remote, bucket, sum(count) AS count
  FROM duration WHERE span = ? AND name = 'request' AND at >= ? AND at < ? GROUP BY remote, bucket`;
const endedSql = `SELECT name, coalesce(sum(count), 0) AS count FROM figure
  WHERE span = ? AND name IN ('job.ok', 'job.failed') AND at >= ? AND at < ? GROUP BY name`;

/** Figures of a range, added up by SQLite. */
export class FigureRanges {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  read(range: FigureSpan): StoredFigures {
    const span = spans[range.resolution];
    const { from, stepMs, steps } = range;
    const to = from + steps * stepMs;
    const cells = this.#db.all<Cell>(cellsSql, from, stepMs, span, from, to);
    const latencies = this.#db.all<DurationCell>(latencySql, from, stepMs, span, from, to);
    const totals = this.#db.all<Cell>(totalsSql, span, from, to);
    const requests = this.#db.all<BucketCount & { readonly remote: Remote }>(requestSql, span, from, to);
    const of = (name: FigureName): Cell[] => cells.filter((cell) => cell.name === name);
    const latency = (direction?: Direction): StoredFigures['latency'] => {
      const fits = (one: { direction: Direction }): boolean => direction === undefined || one.direction === direction;
      const measured = of('latency').filter(fits);
      return latencyOf(latencies.filter(fits), sum(measured, 'sum'), largest(measured));
    };
    return {
      points: pointsOf(range, cells, latencies),
      latency: latency(),
      directions: (['inbound', 'outbound', 'none'] as const).map((direction) => {
        const count = (name: FigureName, what: 'count' | 'sum'): number =>
          sum(
            of(name).filter((cell) => cell.direction === direction),
            what,
          );
        return {
          direction,
          events: count('events', 'sum'),
          succeeded: count('job.ok', 'count'),
          failed: count('job.failed', 'count'),
          latency: latency(direction),
        };
      }),
      remotes: (['connectwise', 'fieldnation'] as const).map((remote) => {
        const made = totals.filter((cell) => cell.name === 'request' && cell.remote === remote);
        const durations = requests.filter((one) => one.remote === remote);
        return {
          remote,
          requests: sum(made, 'count'),
          failed: sum(
            totals.filter((cell) => cell.name === 'request.failed' && cell.remote === remote),
            'count',
          ),
          latency: latencyOf(durations, sum(made, 'sum'), largest(made)),
        };
      }),
      received: {
        connectwise: received(totals, 'connectwise'),
        fieldnation: received(totals, 'fieldnation'),
      },
    };
  }

  endedRuns(from: number, to: number): { succeeded: number; failed: number } {
    const rows = this.#db.all<{ name: FigureName; count: number }>(endedSql, spans.minute, ms(from), ms(to));
    const of = (name: FigureName): number => rows.find((row) => row.name === name)?.count ?? 0;
    return { succeeded: of('job.ok'), failed: of('job.failed') };
  }
}

/** Every step of the range, also those in which nothing happened. */
function pointsOf(
  { from, stepMs, steps }: FigureSpan,
  cells: readonly Cell[],
  latencies: readonly DurationCell[],
): FigurePoint[] {
  const bySlot = Array.from({ length: steps }, () => ({ cells: [] as Cell[], latencies: [] as DurationCell[] }));
  for (const cell of cells) bySlot[cell.slot]?.cells.push(cell);
  for (const cell of latencies) bySlot[cell.slot]?.latencies.push(cell);
  return bySlot.map((slot, index) => {
    const of = (name: FigureName): Cell[] => slot.cells.filter((cell) => cell.name === name);
    const buckets = merged(slot.latencies);
    const longest = largest(of('latency'));
    const depth = of('queue');
    return {
      at: from + index * stepMs,
      events: sum(of('events'), 'sum'),
      succeeded: sum(of('job.ok'), 'count'),
      failed: sum(of('job.failed'), 'count'),
      p50Ms: percentile(buckets, 0.5, longest),
      p95Ms: percentile(buckets, 0.95, longest),
      queueDepth: depth.length === 0 ? null : largest(depth),
    };
  });
}

function received(totals: readonly Cell[], remote: Remote): number {
  return sum(
    totals.filter((cell) => cell.name === 'callback' && cell.remote === remote),
    'count',
  );
}

function sum(cells: readonly Cell[], what: 'count' | 'sum'): number {
  return cells.reduce((total, cell) => total + cell[what], 0);
}

function largest(cells: readonly Cell[]): number {
  return cells.reduce((most, cell) => Math.max(most, cell.max), 0);
}
