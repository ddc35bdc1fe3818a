import type { Activity } from '../../shared/domain/activity.ts';

/** What the live log holds: rows on show (newest first) and newer ones kept back while the reader has scrolled away. */
export interface LogWindow {
  readonly rows: readonly Activity[];
  readonly pending: readonly Activity[];
  /** False once the start of the log was reached. */
  readonly hasOlder: boolean;
}

export const emptyWindow: LogWindow = { rows: [], pending: [], hasOlder: false };

/** A window left open for days must not grow without end: beyond this the oldest rows are let go and paged for again. */
export const mostRows = 50_000;

/** Newest id known, on show or kept back; 0 for none. */
export function newestId(log: LogWindow): number {
  return log.pending[0]?.id ?? log.rows[0]?.id ?? 0;
}

/** Does a page of the newest rows reach down to what is known, so that nothing is missing in between? */
export function reachesKnown(page: readonly Activity[], knownId: number, limit: number): boolean {
  if (page.length < limit) return true;
  const oldest = page.at(-1);
  return oldest === undefined || oldest.id <= knownId + 1;
}

/**
 * Adds newer rows. While following they go straight on show; otherwise they are kept back and only counted. Rows known
 * already are replaced in place, because a working row becomes a finished one.
 */
export function addNewer(log: LogWindow, page: readonly Activity[], following: boolean): LogWindow {
  const known = newestId(log);
  const fresh = page.filter((row) => row.id > known);
  const changed = new Map(page.filter((row) => row.id <= known).map((row) => [row.id, row]));
  const update = (rows: readonly Activity[]): readonly Activity[] =>
    changed.size === 0 ? rows : rows.map((row) => changed.get(row.id) ?? row);
  if (following) {
    const rows = [...fresh, ...update(log.pending), ...update(log.rows)];
    const tooMany = rows.length > mostRows;
    return { rows: tooMany ? rows.slice(0, mostRows) : rows, pending: [], hasOlder: log.hasOlder || tooMany };
  }
  return { ...log, rows: update(log.rows), pending: [...fresh, ...update(log.pending)] };
}

/** Puts the rows kept back on show. */
export function release(log: LogWindow): LogWindow {
  return log.pending.length === 0 ? log : { ...log, rows: [...log.pending, ...log.rows], pending: [] };
}

/** Adds a page of older rows at the end. */
export function addOlder(log: LogWindow, page: readonly Activity[], limit: number): LogWindow {
  const oldest = log.rows.at(-1)?.id ?? Number.POSITIVE_INFINITY;
  return { ...log, rows: [...log.rows, ...page.filter((row) => row.id < oldest)], hasOlder: page.length === limit };
}
