import type { ActivityFilter } from '../../../shared/domain/activity.ts';
import type { Database, Param } from '../database.ts';
import { anyOf, kindExpression, linkToken, searchExpression, token } from './activity-words.ts';
import { ms } from './columns.ts';

/** A line counts as told late when it was noted this much after what it tells of (ms); as in the index `activity_late`. */
const lateMs = 60_000;
const last = Number.MAX_SAFE_INTEGER;

/** One statement without its LIMIT; ids between `from` and `below`. */
export interface LogQuery {
  readonly sql: (columns: string) => string;
  readonly params: readonly Param[];
}

/** What a filter comes to: which lines, by the shortest way. */
export interface LogSearch {
  /** First id that can match, and the one behind the last. */
  readonly from: number;
  readonly below: number;
  /** Lines of the range `from` to `below`. */
  readonly inRange: (from: number, below: number, order: Order) => LogQuery;
  /** Lines noted after the range that tell of the time asked for; null when there can be none. */
  readonly late: ((from: number, below: number, order: Order) => LogQuery) | null;
}
export type Order = 'ASC' | 'DESC';

/**
 * How the lines of a filter are found; null when nothing can match. Every shape walks an index in the order of the log and stops at the page,
 * however long the history is: words, side, direction, result and kind by their words, records by their own index, times by the range of ids
 * in which they were noted, everything by the primary key.
 */
export function logSearch(db: Database, filter: ActivityFilter): LogSearch | null {
  if (filter.result?.length === 0) return null;
  const record = recordConditions(filter);
  const facts = factConditions(filter);
  const words = filter.text === undefined ? '' : searchExpression(db, filter.text);
  if (words === null) return null;
  // A run has few lines, so they are gone through one by one.
  const byRecord = record.length > 0 && (words === '' || filter.jobId !== undefined);
  const match = byRecord ? words : matchOf(db, filter, words);
  if (match === null) return null;
  const conditions = [...record, ...facts, ...timeConditions(filter)];
  const more = conditions.map(({ sql }) => ` AND ${sql}`).join('');
  const params = conditions.flatMap((condition) => condition.params);
  const range = idRange(db, filter);

  const plain = (source: string, from: number, below: number, order: Order): LogQuery => {
    const hasWords = match === '' ? '' : ` AND EXISTS (${oneLine})`;
    return {
      sql: (columns) =>
        `SELECT ${columns} FROM ${source} activity.id >= ? AND activity.id < ?${more}${hasWords} ORDER BY activity.id ${order}`,
      params: [from, below, ...params, ...(match === '' ? [] : [match])],
    };
  };
  return {
    ...range,
    inRange(from, below, order) {
      if (match === '' || byRecord) return plain(`activity${ownIndex(filter)} WHERE`, from, below, order);
      return {
        sql: (columns) =>
          `SELECT ${columns} FROM activity_words CROSS JOIN activity ON activity.id = activity_words.rowid
           WHERE activity_words MATCH ? AND activity_words.rowid >= ${whole} AND activity_words.rowid < ${whole}${more}
           ORDER BY activity_words.rowid ${order}`,
        params: [match, from, below, ...params],
      };
    },
    late:
      filter.to === undefined
        ? null
        : (from, below, order) => plain(`activity INDEXED BY activity_late WHERE ${wasLate} AND`, from, below, order),
  };
}

const wasLate = `activity.noted > activity.at + ${lateMs}`;
const oneLine = 'SELECT 1 FROM activity_words WHERE activity_words MATCH ? AND activity_words.rowid = activity.id';

/** A record's own index holds its lines alone; SQLite would rather take the range of ids. */
function ownIndex({ jobId, linkId, ticketId, workOrderId }: ActivityFilter): string {
  if (jobId !== undefined) return ' INDEXED BY activity_job';
  if (linkId !== undefined) return ' INDEXED BY activity_link';
  if (ticketId !== undefined) return ' INDEXED BY activity_ticket';
  return workOrderId === undefined ? '' : ' INDEXED BY activity_work_order';
}

/** Numbers arrive as floating point, and only whole ones let the index begin at an id instead of walking there. */
const whole = 'CAST(? AS INTEGER)';

interface Condition {
  readonly sql: string;
  readonly params: readonly Param[];
}

function recordConditions(filter: ActivityFilter): readonly Condition[] {
  const columns = [
    ['job_id', filter.jobId],
    ['link_id', filter.linkId],
    ['ticket_id', filter.ticketId],
    ['work_order_id', filter.workOrderId],
  ] as const;
  return columns.flatMap(([column, value]) =>
    value === undefined ? [] : [{ sql: `activity.${column} = ?`, params: [value] }],
  );
}

function factConditions({ side, direction, result, kinds = [] }: ActivityFilter): readonly Condition[] {
  const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');
  return [
    ...(side === undefined ? [] : [{ sql: 'activity.side = ?', params: [side] }]),
    ...(direction === undefined ? [] : [{ sql: 'activity.direction = ?', params: [direction] }]),
    ...(result === undefined ? [] : [{ sql: `activity.result IN (${marks(result)})`, params: result }]),
    ...(kinds.length === 0
      ? []
      : [
          {
            sql: `(${kinds.map(() => 'substr(activity.kind, 1, length(?)) = ?').join(' OR ')})`,
            params: kinds.flatMap((kind) => [kind, kind]),
          },
        ]),
  ];
}

function timeConditions({ from, to }: ActivityFilter): readonly Condition[] {
  return [
    ...(from === undefined ? [] : [{ sql: 'activity.at >= ?', params: [Math.ceil(from)] }]),
    ...(to === undefined ? [] : [{ sql: 'activity.at < ?', params: [Math.ceil(to)] }]),
  ];
}

/** Everything the words can say about a filter; empty when that is nothing, null when nothing can match. */
function matchOf(db: Database, filter: ActivityFilter, words: string): string | null {
  const { side, direction, result, kinds = [], linkId, ticketId, workOrderId } = filter;
  const kind = kinds.length === 0 ? '' : kindExpression(db, kinds);
  if (kind === null) return null;
  const parts = [
    words,
    ...[ticketId, workOrderId].map((id) => (id === undefined ? '' : anyOf([String(id)]))),
    linkId === undefined ? '' : anyOf([linkToken(linkId)]),
    side === undefined ? '' : anyOf([token('s', side)]),
    direction === undefined ? '' : anyOf([token('d', direction)]),
    result === undefined ? '' : anyOf([...new Set(result)].map((one) => token('r', one))),
    kind,
  ];
  return parts.filter((part) => part !== '').join(' AND ');
}

/** Ids of the lines that were noted in the time asked for, and a little after it. */
function idRange(db: Database, { from, to }: ActivityFilter): { readonly from: number; readonly below: number } {
  return {
    from: from === undefined ? 0 : (newestNotedBy(db, Math.ceil(from) - 1) ?? 0) + 1,
    below: to === undefined ? last : (newestNotedBy(db, Math.ceil(to) + lateMs) ?? 0) + 1,
  };
}

/** Id of the newest line that was noted at or before a time; null when there is none. Ids are in the order of these times. */
export function newestNotedBy(db: Database, at: number): number | null {
  const ends = db.get<{ first: number | null; last: number | null }>(
    'SELECT (SELECT min(id) FROM activity) AS first, (SELECT max(id) FROM activity) AS last',
  );
  let low = (ends?.first ?? 0) - 1;
  let high = ends?.last ?? 0;
  let found: number | null = null;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const line = db.get<{ id: number; noted: number }>(
      'SELECT id, noted FROM activity WHERE id <= ? ORDER BY id DESC LIMIT 1',
      middle,
    );
    if (line !== undefined && line.noted <= ms(at)) {
      found = line.id;
      low = middle;
    } else if (line === undefined) low = middle;
    else high = line.id - 1;
  }
  return found;
}
