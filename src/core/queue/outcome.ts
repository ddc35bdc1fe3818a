import { assertNever } from '../../shared/assert.ts';
import type { AppError } from '../../shared/errors.ts';
import type { JobOutcome } from '../store/port.ts';
import { backoffMs, maxAttempts } from './backoff.ts';

/** After this long a job that met a paused lane looks again, should the lane not say when (ms). */
const laneRecheckMs = 60_000;

/**
 * What a failed run means for its job (docs/queue.md). Pauses of a lane give the attempt back: one outage must not walk every job to the
 * end of its attempts.
 */
export function outcomeOf(error: AppError, attempts: number, now: number, random: () => number): JobOutcome {
  const info = error.toInfo();
  switch (error.kind) {
    case 'rate-limited':
    case 'offline':
    case 'auth':
      return { kind: 'retry', runAt: now + (error.retryAfterMs ?? laneRecheckMs), countAttempt: false, error: info };
    case 'transient':
    case 'ambiguous':
      if (attempts >= maxAttempts) return { kind: 'dead', error: info };
      return {
        kind: 'retry',
        runAt: now + Math.max(error.retryAfterMs ?? 0, backoffMs(attempts, random)),
        countAttempt: true,
        error: info,
      };
    case 'bug':
      if (attempts >= 2) return { kind: 'dead', error: info };
      return { kind: 'retry', runAt: now + backoffMs(attempts, random), countAttempt: true, error: info };
    case 'permanent':
    case 'conflict':
      return { kind: 'dead', error: info };
    default:
      return assertNever(error.kind);
  }
}
