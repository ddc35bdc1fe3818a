import type { Activity } from '../../shared/domain/activity.ts';

/**
 * The part of the log that the window holds: some pages around what is on screen. The log itself may have a million lines; the far
 * end is let go and paged for again, so the window's memory does not grow with the scrolling.
 */
export interface LogWindow {
  /** Newest first, without holes within the filter. */
  readonly rows: readonly Activity[];
  /** How many lines lie above the first row: exact as far as it was scrolled through, reckoned after a jump. */
  readonly start: number;
  /** Lines above the first row are there to be paged for. New ones that came meanwhile do not count. */
  readonly hasNewer: boolean;
  /** False once the start of the log was reached. */
  readonly hasOlder: boolean;
}

export const emptyWindow: LogWindow = { rows: [], start: 0, hasNewer: false, hasOlder: false };

/** Rows held at most: five pages, some fifty screens. */
export const mostRows = 1000;

/** Newest id on show; 0 for none. */
export function newestId(log: LogWindow): number {
  return log.rows[0]?.id ?? 0;
}

function withoutOldest(log: LogWindow): LogWindow {
  return log.rows.length <= mostRows ? log : { ...log, rows: log.rows.slice(0, mostRows), hasOlder: true };
}

/** Adds a page of older rows at the end and lets go of as many at the top as are too many. */
export function addOlder(log: LogWindow, page: readonly Activity[], limit: number): LogWindow {
  const oldest = log.rows.at(-1)?.id ?? Number.POSITIVE_INFINITY;
  const rows = [...log.rows, ...page.filter((row) => row.id < oldest)];
  const tooMany = Math.max(0, rows.length - mostRows);
  return {
    rows: rows.slice(tooMany),
    start: log.start + tooMany,
    hasNewer: log.hasNewer || tooMany > 0,
    hasOlder: page.length === limit,
  };
}

/** Adds a page of the rows next above the first one, and lets go of the oldest. A page that is not full reaches the newest line. */
export function addNewer(log: LogWindow, page: readonly Activity[], limit: number): LogWindow {
  const fresh = page.filter((row) => row.id > newestId(log));
  const hasNewer = page.length === limit;
  return withoutOldest({
    ...log,
    rows: [...fresh, ...log.rows],
    start: hasNewer ? Math.max(0, log.start - fresh.length) : 0,
    hasNewer,
  });
}

/** Puts lines that were just written on top of a window that shows the newest ones. */
export function follow(log: LogWindow, fresh: readonly Activity[]): LogWindow {
  const known = newestId(log);
  return withoutOldest({ ...log, rows: [...fresh.filter((row) => row.id > known), ...log.rows] });
}
