import type { AppErrorInfo } from '../shared/errors.ts';
import { t } from '../shared/strings/t.ts';

export type { AppErrorInfo } from '../shared/errors.ts';

/** What preload rethrows is an error as data; anything else thrown in the window is a fault of ours. */
export function appErrorInfoFrom(thrown: unknown): AppErrorInfo {
  if (typeof thrown === 'object' && thrown !== null) {
    const candidate = thrown as Partial<AppErrorInfo>;
    if (typeof candidate.code === 'string' && typeof candidate.message === 'string') {
      return {
        code: candidate.code,
        kind: candidate.kind ?? 'bug',
        message: candidate.message,
        context: candidate.context ?? {},
        ...(candidate.retryAfterMs === undefined ? {} : { retryAfterMs: candidate.retryAfterMs }),
        ...(candidate.action === undefined ? {} : { action: candidate.action }),
      };
    }
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'window.fault', kind: 'bug', message: t('error.unknown', { message }), context: {} };
}

/** The whole error as text for the clipboard: what a colleague or a vendor's support needs. */
export function errorAsText(error: AppErrorInfo): string {
  const facts = Object.entries(error.context).map(([name, value]) => `${name}: ${String(value)}`);
  return [error.message, `code: ${error.code}`, `kind: ${error.kind}`, ...facts].join('\n');
}
