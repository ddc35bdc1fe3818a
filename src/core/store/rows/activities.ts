import { z } from 'zod';
import type { Activity, ActivityFilter, NewActivity } from '../../../shared/domain/activity.ts';
import type { Database } from '../database.ts';
import { type LogQuery, logSearch, newestNotedBy } from './activity-query.ts';
import { wordsOf } from './activity-words.ts';
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
  readonly attempt_id: number | null;
}

const detailsSchema = z.record(z.string(), z.unknown());

/** What the writer knows of lines beside themselves. */
interface Writing {
  /** When they are written (ms): nothing can have been noted later. */
  readonly now?: number;
  /** The run they were written in. */
  readonly attemptId?: number;
}

/** The live log. Appended by the writer, read through the reader. */
export class Activities {
  readonly #db: Database;
  #lastId = 0;
  #noted: number | null = null;

  constructor(db: Database) {
    this.#db = db;
  }

  append(entries: readonly NewActivity[], { now, attemptId }: Writing = {}): void {
    for (const entry of entries) {
      const at = ms(entry.at);
      const { id } = this.#db.run(
        `INSERT INTO activity (at, side, direction, kind, result, message, ticket_id, work_order_id, link_id, job_id, duration_ms, error, details, attempt_id, noted)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        at,
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
        attemptId ?? null,
        this.#note(now === undefined ? at : Math.min(at, ms(now))),
      );
      this.#db.run('INSERT INTO activity_words (rowid, words) VALUES (?, ?)', id, wordsOf(entry));
      this.#lastId = id;
    }
  }

  /** A line may tell of what happened long ago; when lines were noted never goes back, so that ids lead to a time. */
  #note(at: number): number {
    this.#noted ??= this.#db.get<{ noted: number }>('SELECT noted FROM activity ORDER BY id DESC LIMIT 1')?.noted ?? 0;
    this.#noted = Math.max(this.#noted, at);
    return this.#noted;
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
    const rows = this.#rows<ActivityRow>('activity.*', filter, { before, after }, limit).map(toActivity);
    return after === null ? rows : rows.reverse();
  }

  /** How many lines fit; beyond `upTo` they are not counted. */
  count(filter: ActivityFilter, upTo: number): { count: number; capped: boolean } {
    const found = this.#rows<{ id: number }>('activity.id', filter, { before: null, after: null }, upTo + 1).length;
    return { count: Math.min(found, upTo), capped: found > upTo };
  }

  /** Id of the newest line noted at or before a time (ms). */
  at(at: number): number | null {
    return newestNotedBy(this.#db, at);
  }

  /** Lines of a job, newest first, each with the run it was written in. */
  ofJob(jobId: number, limit: number): { activity: Activity; attemptId: number | null }[] {
    return this.#db
      .all<ActivityRow>('SELECT * FROM activity WHERE job_id = ? ORDER BY id DESC LIMIT ?', jobId, limit)
      .map((row) => ({ activity: toActivity(row), attemptId: row.attempt_id }));
  }

  attemptOf(id: number): number | null {
    return (
      this.#db.get<{ attempt_id: number | null }>('SELECT attempt_id FROM activity WHERE id = ?', id)?.attempt_id ??
      null
    );
  }

  #rows<Row>(
    columns: string,
    filter: ActivityFilter,
    { before, after }: { readonly before: number | null; readonly after: number | null },
    limit: number,
  ): Row[] {
    const search = logSearch(this.#db, filter);
    if (search === null) return [];
    const run = (query: LogQuery, most: number): Row[] =>
      most <= 0 ? [] : this.#db.all<Row>(`${query.sql(columns)} LIMIT ?`, ...query.params, most);
    const below = after === null ? (before ?? Number.MAX_SAFE_INTEGER) : Number.MAX_SAFE_INTEGER;
    const from = after === null ? 0 : after + 1;
    const order = after === null ? 'DESC' : 'ASC';
    const inRange = (most: number): Row[] =>
      run(search.inRange(Math.max(from, search.from), Math.min(below, search.below), order), most);
    const { late } = search;
    if (late === null) return inRange(limit);
    const told = (most: number): Row[] => run(late(Math.max(from, search.below), below, order), most);
    // What was told late has the higher ids.
    const [first, second] = after === null ? [told, inRange] : [inRange, told];
    const rows = first(limit);
    return [...rows, ...second(limit - rows.length)];
  }
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
