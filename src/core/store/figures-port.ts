import type { FigurePoint, Figures, Latency } from '../../shared/domain/monitor.ts';
import type { JobId, Remote } from '../../shared/domain/records.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';
import type { BucketCount } from './durations.ts';

/* What the store counts and tells about itself: figures, lanes, attempts. Part of the Store port. */

export const figureNames = [
  /** Events that runs were done with. */
  'events',
  'job.ok',
  /** Runs that used up an attempt, or stopped for good. What waits (for a lane, for approval) is neither. */
  'job.failed',
  /** From receipt of what arrived to the end of the run that dealt with it (ms). */
  'latency',
  /** Callbacks and webhooks taken in. */
  'callback',
  /** Requests to a remote, and how long they took (ms). */
  'request',
  'request.failed',
  /** How many deliveries and jobs waited; its maximum is what counts. */
  'queue',
] as const;
export type FigureName = (typeof figureNames)[number];

/** What was counted in the minute of `at` (ms). */
export interface FigureTally {
  readonly at: number;
  readonly name: FigureName;
  readonly remote: Remote | 'app';
  /** What started it came from ConnectWise (inbound), from Field Nation (outbound), or from neither. */
  readonly direction: Direction;
  readonly count: number;
  readonly sum: number;
  readonly max: number;
  /** Of `latency` and `request`: the durations by step (durations.ts). */
  readonly durations?: readonly BucketCount[];
}
export type Direction = Figures['directions'][number]['direction'];

/** A range in steps; figures of up to a day are kept by the minute, those of 90 days by the hour. */
export interface FigureSpan {
  readonly resolution: 'minute' | 'hour';
  /** A multiple of `stepMs`, which is a multiple of the resolution. */
  readonly from: number;
  readonly stepMs: number;
  readonly steps: number;
}

/** What the store knows of a range. */
export interface StoredFigures {
  readonly points: readonly FigurePoint[];
  readonly latency: Latency | null;
  readonly directions: Figures['directions'];
  readonly remotes: readonly Omit<Figures['remotes'][number], 'budget'>[];
  /** Deliveries taken in, per source. */
  readonly received: Readonly<Record<Remote, number>>;
}

export interface StoreFigures {
  /** Adds what was counted outside a run; a run's own figures are written with its settlement. */
  addFigures(tallies: readonly FigureTally[]): Promise<void>;
  figures(span: FigureSpan): Promise<StoredFigures>;
  /** Runs that ended between two times (ms), by the minute, as far as two days back. */
  endedRuns(from: number, to: number): Promise<{ readonly succeeded: number; readonly failed: number }>;
}

export interface LaneRow {
  readonly remote: Remote;
  readonly pausedUntil: number | null;
  readonly pauseReason: AppErrorInfo | null;
  readonly breaker: 'closed' | 'open' | 'half-open';
  readonly consecutiveFailures: number;
}

export interface QueueCounts {
  readonly ready: number;
  readonly running: number;
  readonly held: number;
  readonly dead: number;
  readonly inboxWaiting: number;
  readonly inboxUnverified: number;
  /** ms UTC of the oldest ready job's creation. */
  readonly oldestReadyAt: number | null;
}

export interface Attempt {
  readonly id: number;
  readonly jobId: JobId;
  readonly n: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly outcome: string | null;
  readonly error: AppErrorInfo | null;
}

export interface StoreInfo {
  readonly path: string;
  readonly schemaVersion: number;
  readonly sizeBytes: number;
  readonly sqliteVersion: string;
}
