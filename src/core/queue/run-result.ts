import { AppError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { RequestRecorder } from '../http/recording.ts';
import type { RunRequests } from '../store/log-port.ts';
import type { JobOutcome, Settlement } from '../store/port.ts';

/** What a run hands back. The worker adds job, time and the error's line, and settles it in one transaction. */
export type RunResult = Omit<Settlement, 'job' | 'now'> & {
  /** Part of the run has to be tried again, although the rest is to be kept: takes the place of `outcome`. */
  readonly failure: AppError | null;
};
/** Notes down the requests of one run. */
export interface RunRecorder extends RequestRecorder {
  taken(): RunRequests;
}

/** A run whose requests cannot be written down ends all the same. */
export function withRequests(result: RunResult, recorder: RunRecorder | undefined, logger: Logger): RunResult {
  try {
    return recorder === undefined ? result : { ...result, requests: recorder.taken() };
  } catch (thrown) {
    logger.error({ err: String(thrown) }, 'The requests of a run could not be written down');
    return result;
  }
}

/** A run that did nothing. */
export function failed(outcome: JobOutcome): RunResult {
  return {
    outcome,
    eventsDone: [],
    eventsIgnored: [],
    eventsObserved: [],
    link: null,
    activities: [],
    records: { ticket: null, workOrder: null },
    plan: null,
    conflicts: null,
    failure: null,
    followUps: [],
  };
}

/** The app is closing. */
export function stopping(): AppError {
  return new AppError({
    code: 'engine.stopping',
    kind: 'offline',
    message: 'Dispatch Bridge is closing; this goes on at the next start.',
    retryAfterMs: 0,
  });
}

/** A run's time is over. */
export function tooLong(): AppError {
  return new AppError({
    code: 'engine.deadline',
    kind: 'transient',
    message: 'This took too long and was stopped; it is tried again.',
  });
}
