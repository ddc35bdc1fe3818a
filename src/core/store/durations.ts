import type { Latency } from '../../shared/domain/monitor.ts';

/*
 * Durations are kept as counts in steps of a logarithmic scale: any range's percentiles are then sums of counts. Each step is 10 % wider than the one
 * before and is read as its geometric middle, so a percentile is at most 4.9 % beside the true value.
 */
const growth = 1.1;
const logGrowth = Math.log(growth);
/** What took less than a millisecond. */
const underOneMs = -1;

/** Step of a duration (ms). */
export function bucketOf(ms: number): number {
  return ms < 1 ? underOneMs : Math.floor(Math.log(ms) / logGrowth);
}

function middleOf(bucket: number): number {
  return bucket === underOneMs ? 0 : growth ** (bucket + 0.5);
}

/** How many durations fell into a step. */
export interface BucketCount {
  readonly bucket: number;
  readonly count: number;
}

/** Nearest-rank percentile (0 < p <= 1) of buckets in ascending order, never above `maxMs`. Null when they are empty. */
export function percentile(buckets: readonly BucketCount[], p: number, maxMs: number): number | null {
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const rank = Math.max(1, Math.ceil(p * total));
  let below = 0;
  for (const { bucket, count } of buckets) {
    below += count;
    if (below >= rank) return Math.min(middleOf(bucket), maxMs);
  }
  return maxMs;
}

/** The same step of several counts as one, ascending. */
export function merged(counts: readonly BucketCount[]): BucketCount[] {
  const sums = new Map<number, number>();
  for (const { bucket, count } of counts) sums.set(bucket, (sums.get(bucket) ?? 0) + count);
  return [...sums].sort(([a], [b]) => a - b).map(([bucket, count]) => ({ bucket, count }));
}

/** Null when nothing was measured. `sum` and `max` are of the same durations (ms). */
export function latencyOf(counts: readonly BucketCount[], sum: number, max: number): Latency | null {
  const buckets = merged(counts);
  const count = buckets.reduce((total, one) => total + one.count, 0);
  if (count === 0) return null;
  const at = (p: number): number => percentile(buckets, p, max) ?? 0;
  return { count, meanMs: sum / count, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: max };
}
