import { AppError, type AppErrorInfo } from '../../shared/errors.ts';

/** Codes after which nothing can be relied on being written: the engine stops instead of spinning. */
const troubleCodes: ReadonlySet<string> = new Set([
  'store.full',
  'store.read-only',
  'store.io',
  'store.corrupt',
  'store.stopped',
]);

export function isTrouble(error: AppErrorInfo): boolean {
  return troubleCodes.has(error.code);
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}

/** Turns what SQLite or the file system threw into the sentence a technician needs. `file` is the path it concerns. */
export function toStoreError(thrown: unknown, file: string): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = codeOf(thrown);
  const context = { file, reason: code };
  const starts = (...prefixes: string[]): boolean => prefixes.some((prefix) => code.startsWith(prefix));
  // The shared memory beside the database could not grow: SQLite's word for a full disk in that one place.
  if (starts('SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT')) {
    return new AppError({
      code: 'store.full',
      kind: 'permanent',
      message: `The disk is full: ${file} cannot grow. Sync has stopped and nothing was lost. Free some space, then resume.`,
      context,
      action: { do: 'retry' },
      cause: thrown,
    });
  }
  if (starts('SQLITE_CORRUPT', 'SQLITE_NOTADB')) return corrupt(file, thrown);
  if (
    starts(
      'SQLITE_READONLY',
      'SQLITE_CANTOPEN',
      'SQLITE_PERM',
      'SQLITE_AUTH',
      'EACCES',
      'EPERM',
      'EROFS',
      'ENOENT',
      'EEXIST',
      'ENOTDIR',
      'EISDIR',
    )
  ) {
    return new AppError({
      code: 'store.read-only',
      kind: 'permanent',
      message:
        `The database ${file} cannot be opened for writing. Check that the folder and the file belong to you, are not write-protected ` +
        'and are not on a read-only disk, then start again.',
      context,
      action: { do: 'retry' },
      cause: thrown,
    });
  }
  if (starts('SQLITE_IOERR', 'EIO')) {
    return new AppError({
      code: 'store.io',
      kind: 'permanent',
      message: `The disk failed while ${file} was read or written (${code}). Sync has stopped. Check the disk, then start again.`,
      context,
      action: { do: 'retry' },
      cause: thrown,
    });
  }
  if (starts('SQLITE_BUSY', 'SQLITE_LOCKED')) {
    return new AppError({
      code: 'store.busy',
      kind: 'transient',
      message: `Another program is using ${file} and did not let go in time. Close it (a database viewer, a backup) and try again.`,
      context,
      cause: thrown,
    });
  }
  return new AppError({
    code: 'store.failed',
    kind: 'bug',
    message: `The database did not accept a change: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    context,
    cause: thrown,
  });
}

/** The file is not a database of ours any more. */
export function corrupt(file: string, cause?: unknown): AppError {
  return new AppError({
    code: 'store.corrupt',
    kind: 'permanent',
    message:
      `The database ${file} is damaged. Restore the newest backup, which keeps the links, or start with empty data. The damaged file is kept ` +
      'in the quarantine folder.',
    context: { file, reason: codeOf(cause) },
    action: { do: 'restore-backup' },
    ...(cause === undefined ? {} : { cause }),
  });
}

export function newer(file: string, found: number, known: number): AppError {
  return new AppError({
    code: 'store.newer',
    kind: 'permanent',
    message:
      `The database ${file} was written by a newer Dispatch Bridge (format ${found}, this one knows ${known}). Install the newer version ` +
      'again; nothing was changed.',
    context: { file, found, known },
  });
}

export function linkExists(ticketId: number, workOrderId: number | null): AppError {
  return new AppError({
    code: 'store.link-exists',
    kind: 'conflict',
    message:
      workOrderId === null
        ? `Ticket ${ticketId} has an open link already.`
        : `Work order ${workOrderId} is linked to another ticket already; it was not linked to ticket ${ticketId}. Close one of the two links.`,
    context: { ticketId, workOrderId },
  });
}

/** Somebody unlinked the two while a run was under way: what was not sent yet is not sent. */
export function linkClosed(ticketId: number, workOrderId: number | null): AppError {
  const other = workOrderId === null ? 'its work order' : `work order ${workOrderId}`;
  return new AppError({
    code: 'store.link-closed',
    kind: 'conflict',
    message: `The link between ticket ${ticketId} and ${other} is closed; nothing more is carried over. Link the two again to go on.`,
    context: { ticketId, workOrderId },
  });
}

/** A caller asked for something that cannot be: a mistake of ours, said plainly. */
export function misuse(code: string, message: string, context: AppErrorInfo['context'] = {}): AppError {
  return new AppError({ code: `store.${code}`, kind: 'bug', message, context });
}
