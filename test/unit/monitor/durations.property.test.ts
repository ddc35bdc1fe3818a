import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, latencyOf, merged, percentile } from '../../../src/core/store/durations.ts';

/** The nearest-rank percentile of the durations themselves. */
function exact(durations: readonly number[], p: number): number {
  const sorted = [...durations].sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(p * sorted.length)) - 1] ?? Number.NaN;
}

function counted(durations: readonly number[]) {
  return merged(durations.map((ms) => ({ bucket: bucketOf(ms), count: 1 })));
}

/** From a millisecond to a week, spread over all magnitudes rather than mostly large. */
const duration = fc.double({ min: 0, max: Math.log(604_800_000), noNaN: true }).map((power) => Math.exp(power));

describe('percentiles from the histogram', () => {
  it('are within 5 % of the exact ones, for any durations', () => {
    fc.assert(
      fc.property(
        fc.array(duration, { minLength: 1, maxLength: 400 }),
        fc.constantFrom(0.01, 0.5, 0.95, 0.99, 1),
        (durations, p) => {
          const found = percentile(counted(durations), p, Math.max(...durations));
          const wanted = exact(durations, p);
          expect(Math.abs((found ?? Number.NaN) - wanted) / wanted).toBeLessThan(0.05);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never lie above the longest duration, and ascend', () => {
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1, maxLength: 200 }), (durations) => {
        const max = Math.max(...durations);
        const latency = latencyOf(counted(durations), 1, max);
        if (latency === null) throw new Error('nothing measured');
        const { p50Ms, p95Ms, p99Ms, maxMs } = latency;
        expect([p50Ms, p95Ms, p99Ms, maxMs]).toEqual([p50Ms, p95Ms, p99Ms, maxMs].sort((a, b) => a - b));
        expect(maxMs).toBe(max);
      }),
    );
  });

  it('are the same whether durations were counted together or minute by minute', () => {
    fc.assert(
      fc.property(
        fc.array(duration, { minLength: 1, maxLength: 50 }),
        fc.array(duration, { maxLength: 50 }),
        (a, b) => {
          expect(merged([...counted(a), ...counted(b)])).toEqual(counted([...a, ...b]));
        },
      ),
    );
  });

  it('say nothing of nothing, and zero of what took less than a millisecond', () => {
    expect(percentile([], 0.5, 0)).toBeNull();
    expect(latencyOf([], 0, 0)).toBeNull();
    expect(percentile(counted([0, 0.4, 0.9]), 0.99, 0.9)).toBe(0);
  });
});
