import type { JobId, Remote } from '../../shared/domain/records.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';

/* What the store counts and tells about itself: figures, lanes, attempts. Part of the Store port. */

export interface MetricSample {
  readonly name: 'events' | 'job.ok' | 'job.failed' | 'latency' | 'callback' | 'request';
  readonly remote: Remote | 'app';
  /** Count for counters, ms for latency. */
  readonly value: number;
}

export interface MetricBucket {
  /** Start of the minute, ms UTC. */
  readonly minute: number;
  readonly name: string;
  readonly remote: string;
  readonly count: number;
  readonly sum: number;
  readonly max: number;
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
