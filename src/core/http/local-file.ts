import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';

/** A failure of this computer's disk while a file was on its way; `doing` reads "write", "read". The transfer starts anew. */
export function localFileError(doing: 'write' | 'read', file: string, label: string, cause: unknown): AppError {
  const errno = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'unknown';
  const full = errno === 'ENOSPC' || errno === 'EDQUOT';
  return new AppError({
    code: full ? 'files.disk-full' : 'files.local',
    kind: 'transient',
    message: full
      ? `This computer's disk is full, so ${label} could not be kept on its way. Free some space; it is tried again.`
      : `This computer could not ${doing} the file that holds ${label} on its way (${errno}). It is tried again.`,
    context: { file, errno, label },
    cause,
  });
}

/** Work of the disk alone is under way. Not around a request, which says so itself: a remote that never answers must hold time once only. */
export async function held<T>(clock: Clock, work: Promise<T>): Promise<T> {
  const release = clock.hold();
  try {
    return await work;
  } finally {
    release();
  }
}
