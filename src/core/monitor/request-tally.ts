import type { Remote } from '../../shared/domain/records.ts';
import { bucketOf } from '../store/durations.ts';
import type { FigureTally } from '../store/figures-port.ts';

const minuteMs = 60_000;

/** A request to a remote that came to its end. One that was called off is none. */
export interface RequestDone {
  readonly remote: Remote;
  /** No answer, or one that is a failure to the caller. */
  readonly failed: boolean;
  readonly at: number;
  readonly durationMs: number;
}

interface Sum {
  readonly at: number;
  readonly remote: Remote;
  count: number;
  failed: number;
  sum: number;
  max: number;
  readonly buckets: Map<number, number>;
}

/** Counts requests in memory until they are written with others: one commit a minute instead of one a request. */
export class RequestTally {
  readonly #sums = new Map<string, Sum>();
  /** Called after each request; the queue's depth is looked at then. */
  onCounted: () => void = () => {};

  add({ remote, failed, at, durationMs }: RequestDone): void {
    const minute = Math.floor(at / minuteMs) * minuteMs;
    const key = `${remote}:${minute}`;
    const sum = this.#sums.get(key) ?? {
      at: minute,
      remote,
      count: 0,
      failed: 0,
      sum: 0,
      max: 0,
      buckets: new Map<number, number>(),
    };
    this.#sums.set(key, sum);
    const ms = Math.max(0, durationMs);
    const bucket = bucketOf(ms);
    sum.count += 1;
    sum.failed += failed ? 1 : 0;
    sum.sum += ms;
    sum.max = Math.max(sum.max, ms);
    sum.buckets.set(bucket, (sum.buckets.get(bucket) ?? 0) + 1);
    this.onCounted();
  }

  /** What was counted since the last call. */
  take(): FigureTally[] {
    const sums = [...this.#sums.values()];
    this.#sums.clear();
    return sums.flatMap(({ at, remote, count, failed, sum, max, buckets }) => {
      const direction = 'none' as const;
      const durations = [...buckets].map(([bucket, n]) => ({ bucket, count: n }));
      const made = { at, name: 'request', remote, direction, count, sum, max, durations } as const;
      if (failed === 0) return [made];
      return [made, { at, name: 'request.failed', remote, direction, count: failed, sum: failed, max: 1 } as const];
    });
  }
}
