import type { HealthFinding } from '../../../shared/domain/reach.ts';
import { AppError } from '../../../shared/errors.ts';

/** A finding with what its offer does. `act` throws AppError. */
export interface Finding extends HealthFinding {
  readonly act?: () => Promise<void>;
}

type Subject = HealthFinding['subject'];

export function fine(id: string, subject: Subject, message: string): Finding {
  return { id, subject, state: 'ok', message, offer: null };
}

export function repaired(id: string, subject: Subject, message: string): Finding {
  return { id, subject, state: 'repaired', message, offer: null };
}

export function failed(id: string, subject: Subject, message: string): Finding {
  return { id, subject, state: 'failed', message, offer: null };
}

/** `offer`: a verb, `Register it again`. */
export function offered(
  id: string,
  subject: Subject,
  message: string,
  offer: string | null,
  act?: () => Promise<void>,
): Finding {
  return { id, subject, state: 'offered', message, offer, ...(act === undefined ? {} : { act }) };
}

/** `health.finding-gone`: what was offered has no ground any more. */
export function findingGone(): AppError {
  return new AppError({
    code: 'health.finding-gone',
    kind: 'permanent',
    message: 'This does not stand any more. Look at the findings again.',
    action: { do: 'open-callbacks', tab: 'overview' },
  });
}
