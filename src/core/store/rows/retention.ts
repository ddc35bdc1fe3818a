import type { Database } from '../database.ts';
import { ms } from './columns.ts';

const dayMs = 86_400_000;
/** Rows deleted in one transaction; the writer serves others between two chunks. */
const chunk = 500;

/** What is forgotten, and after how long. Open work, links, intents and mappings never are. */
const rules: readonly { readonly days: number; readonly sql: string }[] = [
  {
    days: 30,
    sql: "DELETE FROM delivery WHERE id IN (SELECT id FROM delivery WHERE state IN ('queued', 'rejected', 'dropped') AND received_at < ? LIMIT ?)",
  },
  { days: 30, sql: 'DELETE FROM run WHERE attempt_id IN (SELECT attempt_id FROM run WHERE at < ? LIMIT ?)' },
  {
    days: 30,
    sql: 'DELETE FROM attempt WHERE id IN (SELECT id FROM attempt WHERE started_at < ? AND ended_at IS NOT NULL LIMIT ?)',
  },
  {
    days: 14,
    sql: "DELETE FROM job WHERE id IN (SELECT id FROM job WHERE state IN ('done', 'superseded', 'discarded') AND updated_at < ? LIMIT ?)",
  },
  // Longer than any sender repeats itself: a settled event is what tells a repetition from news.
  {
    days: 90,
    sql: "DELETE FROM event WHERE id IN (SELECT id FROM event WHERE state <> 'open' AND settled_at < ? LIMIT ?)",
  },
  {
    days: 90,
    sql: 'DELETE FROM metric WHERE (minute, name, remote) IN (SELECT minute, name, remote FROM metric WHERE minute < ? LIMIT ?)',
  },
];
const logDays = 365;

export class Retention {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Deletes one chunk of each kind; returns true while there may be more. */
  pruneChunk(now: number): boolean {
    let more = false;
    for (const rule of rules) {
      if (this.#db.run(rule.sql, ms(now) - rule.days * dayMs, chunk).changes === chunk) more = true;
    }
    return this.#pruneLog(ms(now) - logDays * dayMs) || more;
  }

  /** Lines are appended in order of time, so the oldest are the lowest ids. */
  #pruneLog(before: number): boolean {
    const last = this.#db.get<{ id: number | null; n: number }>(
      'SELECT max(id) AS id, count(*) AS n FROM (SELECT id, at FROM activity ORDER BY id LIMIT ?) WHERE at < ?',
      chunk,
      before,
    );
    if (last === undefined || last.id === null) return false;
    this.#db.run('DELETE FROM activity_words WHERE rowid <= ?', last.id);
    this.#db.run('DELETE FROM activity WHERE id <= ?', last.id);
    return last.n === chunk;
  }
}
