import type { Remote } from '../../shared/domain/records.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';

/** One remote's budget as the dashboard shows it. */
export interface LaneState {
  readonly remote: Remote;
  readonly pausedUntil: number | null;
  /** `Infinity` never appears: a sign-in pause has `pausedUntil: null` and `needsSignIn: true`. */
  readonly needsSignIn: boolean;
  readonly reason: AppErrorInfo | null;
  readonly breaker: 'closed' | 'open' | 'half-open';
  readonly inFlight: number;
  /** Requests that may still be sent this minute. */
  readonly budgetLeft: number;
  readonly lastSuccessAt: number | null;
}

/**
 * Every request to a remote runs in its lane: rate budget, concurrency, pause (429, Retry-After, offline, 401), breaker.
 * A request that meets a pause throws the pause's AppError at once; the queue puts the job back without using an attempt.
 */
export interface Lane {
  readonly remote: Remote;
  run<T>(request: () => Promise<T>): Promise<T>;
  state(): LaneState;
  /** After new credentials, or a person asked: forget the pause. */
  resume(): void;
  /** Null when open for business; otherwise when to look again (ms UTC). */
  blockedUntil(): number | null;
  onChange(listener: (state: LaneState) => void): () => void;
}
