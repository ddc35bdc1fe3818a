import type { AppErrorInfo } from '../../shared/errors.ts';
import type { Redactor } from './redact.ts';

/** An error whose words quote no secret: a vendor repeats in its refusal what it was sent. */
export function redactError<E extends AppErrorInfo>(error: E, redactor: Redactor): E {
  const context = Object.entries(error.context).map(([key, value]) => [
    key,
    typeof value === 'string' ? redactor.text(value) : value,
  ]);
  return { ...error, message: redactor.text(error.message), context: Object.fromEntries(context) };
}
