import type { NewActivity } from '../../shared/domain/activity.ts';
import type { AppError } from '../../shared/errors.ts';

/** A log line of the app itself, about no record. */
export function appLine(
  at: number,
  kind: string,
  result: NewActivity['result'],
  message: string,
  error: AppError | null = null,
): NewActivity {
  return {
    at,
    side: 'app',
    direction: 'none',
    kind,
    result,
    message,
    ticketId: null,
    workOrderId: null,
    linkId: null,
    jobId: null,
    durationMs: null,
    error: error?.toInfo() ?? null,
    details: null,
  };
}
