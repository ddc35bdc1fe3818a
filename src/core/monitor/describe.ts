import type { NewActivity } from '../../shared/domain/activity.ts';
import type { ClaimedJob, JobOutcome } from '../store/port.ts';

/**
 * The log line of a run that did not end well; null when the run's own lines say it all, or when it met a problem that was told already and
 * nobody asked for another try.
 */
export function describeOutcome(job: ClaimedJob, outcome: JobOutcome, now: number): NewActivity | null {
  if (outcome.kind === 'done' || (outcome.kind === 'retry' && outcome.error === null)) return null;
  const error = outcome.error;
  if (error === null) return null;
  const told = job.lastError?.code === error.code && job.lastError.message === error.message;
  if (told && outcome.kind === 'dead' && !askedByPerson(job)) return null;
  // Still waiting for the same thing.
  if (told && outcome.kind === 'retry' && !outcome.countAttempt) return null;
  const { target } = job;
  return {
    at: now,
    side: error.code.startsWith('fieldnation')
      ? 'fieldnation'
      : error.code.startsWith('connectwise')
        ? 'connectwise'
        : 'app',
    direction: 'none',
    kind: outcome.kind === 'retry' ? 'job.retry' : outcome.kind === 'held' ? 'job.held' : 'job.dead',
    result: outcome.kind === 'retry' ? 'waiting' : outcome.kind === 'held' ? 'attention' : 'error',
    message: error.message,
    ticketId: target.kind === 'ticket' ? target.ticketId : numberIn(error.context.ticketId),
    workOrderId: target.kind === 'workorder' ? target.workOrderId : numberIn(error.context.workOrderId),
    linkId: target.kind === 'link' ? target.linkId : null,
    jobId: job.id,
    durationMs: null,
    error,
    details: { attempt: job.attempts, ...(outcome.kind === 'retry' ? { nextTryAt: outcome.runAt } : {}) },
  };
}

/** True when a person asked for this run: retried it, or pressed Sync now. */
export function askedByPerson(job: ClaimedJob): boolean {
  return job.cause === 'retry' || job.cause === 'manual';
}

function numberIn(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
