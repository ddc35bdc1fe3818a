import { z } from 'zod';
import {
  type Activity,
  type ActivityFilter,
  activitySchema,
  type NewActivity,
} from '../../../shared/domain/activity.ts';
import type { Database, Param } from '../database.ts';
import { ms, readError, readJson, toJsonOrNull } from './columns.ts';

interface ActivityRow {
  readonly id: number;
  readonly at: number;
  readonly side: Activity['side'];
  readonly direction: Activity['direction'];
  readonly kind: string;
  readonly result: Activity['result'];
  readonly message: string;
  readonly ticket_id: number | null;
  readonly work_order_id: number | null;
  readonly link_id: number | null;
  readonly job_id: number | null;
  readonly duration_ms: number | null;
  readonly error: string | null;
  readonly details: string | null;
}

const sides = activitySchema.shape.side.options;
const results = activitySchema.shape.result.options;
const detailsSchema = z.record(z.string(), z.unknown());

/** The live log. Appended by the writer, read through the reader. */
export class Activities {
  readonly #db: Database;
  #lastId = 0;

  constructor(db: Database) {
    this.#db = db;
  }

  append(entries: readonly NewActivity[]): void {
    for (const entry of entries) {
      const { id } = this.#db.run(
        `INSERT INTO activity (at, side, direction, kind, result, message, ticket_id, work_order_id, link_id, job_id, duration_ms, error, details)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ms(entry.at),
        entry.side,
        entry.direction,
        entry.kind,
        entry.result,
        entry.message,
        entry.ticketId,
        entry.workOrderId,
        entry.linkId,
        entry.jobId,
        entry.durationMs,
        toJsonOrNull(entry.error),
        toJsonOrNull(entry.details),
      );
      const words = [entry.message, entry.ticketId, entry.workOrderId, entry.error?.message].filter(
        (word) => word !== null && word !== undefined,
      );
      this.#db.run('INSERT INTO activity_words (rowid, words) VALUES (?, ?)', id, words.join(' '));
      this.#lastId = id;
    }
  }

  /** Id of the last line appended since the previous call, null when there was none. */
  takeLastId(): number | null {
    const id = this.#lastId;
    this.#lastId = 0;
    return id === 0 ? null : id;
  }

  byId(id: number): Activity | null {
    const row = this.#db.get<ActivityRow>('SELECT * FROM activity WHERE id = ?', id);
    return row === undefined ? null : toActivity(row);
  }

  /** Newest first, in either direction: below `before`, or the lines next above `after`. */
  page(filter: ActivityFilter, before: number | null, limit: number, after: number | null = null): Activity[] {
    const query = pageQuery(filter, before, limit, after);
    if (query === null) return [];
    const rows = this.#db.all<ActivityRow>(query.sql, ...query.params).map(toActivity);
    return after === null ? rows : rows.reverse();
  }
}

/**
 * The statement for one page, newest first; null when nothing can match. Every shape walks an index backwards from `before` and
 * stops after `limit` rows, however long the history is. With `after` it walks forwards from there: oldest first.
 */
export function pageQuery(
  filter: ActivityFilter,
  before: number | null,
  limit: number,
  after: number | null = null,
): { sql: string; params: Param[] } | null {
  const start = after ?? before ?? Number.MAX_SAFE_INTEGER;
  const [past, order] = after === null ? (['<', 'DESC'] as const) : (['>', 'ASC'] as const);
  const record = recordCondition(filter);
  const words = filter.text === undefined ? null : searchWords(filter.text);
  if (filter.result !== undefined && filter.result.length === 0) return null;

  const conditions: string[] = [];
  const params: Param[] = [];
  if (filter.side !== undefined) {
    conditions.push('side = ?');
    params.push(filter.side);
  }
  if (filter.result !== undefined) {
    conditions.push(`result IN (${filter.result.map(() => '?').join(', ')})`);
    params.push(...filter.result);
  }

  if (words !== null) {
    const more = [...record.conditions, ...conditions].map((condition) => ` AND activity.${condition}`).join('');
    return {
      sql: `SELECT activity.* FROM activity_words CROSS JOIN activity ON activity.id = activity_words.rowid
            WHERE activity_words MATCH ? AND activity_words.rowid ${past} ?${more} ORDER BY activity_words.rowid ${order} LIMIT ?`,
      params: [words, start, ...record.params, ...params, limit],
    };
  }
  if (record.conditions.length > 0) {
    const all = [...record.conditions, ...conditions].join(' AND ');
    return {
      sql: `SELECT * FROM activity WHERE ${all} AND id ${past} ? ORDER BY id ${order} LIMIT ?`,
      params: [...record.params, ...params, start, limit],
    };
  }
  if (conditions.length === 0)
    return { sql: `SELECT * FROM activity WHERE id ${past} ? ORDER BY id ${order} LIMIT ?`, params: [start, limit] };

  const pairs = (filter.side === undefined ? sides : [filter.side]).flatMap((side) =>
    (filter.result === undefined ? results : [...new Set(filter.result)]).map((result) => [side, result] as const),
  );
  const branch = `SELECT id FROM (SELECT id FROM activity WHERE side = ? AND result = ? AND id ${past} ? ORDER BY id ${order} LIMIT ?)`;
  return {
    sql: `SELECT * FROM activity WHERE id IN (${pairs.map(() => branch).join(' UNION ALL ')}) ORDER BY id ${order} LIMIT ?`,
    params: [...pairs.flatMap(([side, result]) => [side, result, start, limit]), limit],
  };
}

function recordCondition(filter: ActivityFilter): { conditions: string[]; params: number[] } {
  const conditions: string[] = [];
  const params: number[] = [];
  const add = (column: string, value: number | undefined): void => {
    if (value === undefined) return;
    conditions.push(`${column} = ?`);
    params.push(value);
  };
  add('link_id', filter.linkId);
  add('ticket_id', filter.ticketId);
  add('work_order_id', filter.workOrderId);
  return { conditions, params };
}

/** What a person typed as a query: every word must begin a word of the line. Null when there is no word in it. */
function searchWords(text: string): string | null {
  const words = text
    .normalize('NFC')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '');
  return words.length === 0 ? null : words.map((word) => `"${word}"*`).join(' ');
}

function toActivity(row: ActivityRow): Activity {
  return {
    id: row.id,
    at: row.at,
    side: row.side,
    direction: row.direction,
    kind: row.kind,
    result: row.result,
    message: row.message,
    ticketId: row.ticket_id,
    workOrderId: row.work_order_id,
    linkId: row.link_id,
    jobId: row.job_id,
    durationMs: row.duration_ms,
    error: readError(row.error),
    details: row.details === null ? null : readJson(detailsSchema, row.details, 'details'),
  };
}
