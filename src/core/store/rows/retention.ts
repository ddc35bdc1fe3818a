import type { Database } from '../database.ts';
import { figureNames } from '../figures-port.ts';
import { ms } from './columns.ts';
import { spans } from './figures.ts';

const dayMs = 86_400_000;
/** Rows deleted in one transaction; the writer serves others between two chunks. */
const chunk = 500;

/** What is forgotten, and after how long. Open work, links, intents, copies and mappings never are. */
const rules: readonly { readonly days: number; readonly sql: string }[] = [
  {
    days: 30,
    sql: "DELETE FROM delivery WHERE id IN (SELECT id FROM delivery WHERE state IN ('queued', 'rejected', 'dropped') AND received_at < ? LIMIT ?)",
  },
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
    sql: "DELETE FROM conflict WHERE id IN (SELECT id FROM conflict WHERE state = 'settled' AND settled_at < ? LIMIT ?)",
  },
  {
    days: 90,
    sql: 'DELETE FROM outage WHERE id IN (SELECT id FROM outage WHERE began_at < ? AND ended_at IS NOT NULL LIMIT ?)',
  },
  {
    days: 90,
    sql: 'DELETE FROM alert WHERE id IN (SELECT id FROM alert WHERE cleared_at < ? LIMIT ?)',
  },
  ...figuresOlderThan(2, spans.minute),
  ...figuresOlderThan(90, spans.hour),
];

/** The names stand in the condition because they come before the time in the key. */
function figuresOlderThan(days: number, span: number): { readonly days: number; readonly sql: string }[] {
  const names = figureNames.map((name) => `'${name}'`).join(', ');
  const old = `WHERE span = ${span} AND name IN (${names}) AND at < ? LIMIT ?`;
  const [figure, duration] = ['span, name, at, remote, direction', 'span, name, at, remote, direction, bucket'];
  return [
    { days, sql: `DELETE FROM figure WHERE (${figure}) IN (SELECT ${figure} FROM figure ${old})` },
    { days, sql: `DELETE FROM duration WHERE (${duration}) IN (SELECT ${duration} FROM duration ${old})` },
  ];
}

const logDays = 365;
/** The trail of settings. */
const auditDays = 730;
const runDays = 30;

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
    const log = this.#oldest('activity', 'id', ms(now) - logDays * dayMs);
    if (log.lastId !== null) {
      this.#db.run('DELETE FROM activity_words WHERE rowid <= ?', log.lastId);
      this.#db.run('DELETE FROM activity WHERE id <= ?', log.lastId);
    }
    const runs = this.#oldest('run', 'attempt_id', ms(now) - runDays * dayMs);
    if (runs.lastId !== null) this.#db.run('DELETE FROM run WHERE attempt_id <= ?', runs.lastId);
    const requests = this.#oldest('request', 'attempt_id', ms(now) - runDays * dayMs);
    if (requests.lastId !== null) this.#db.run('DELETE FROM request WHERE attempt_id <= ?', requests.lastId);
    const audit = this.#oldest('audit', 'id', ms(now) - auditDays * dayMs);
    if (audit.lastId !== null) this.#db.run('DELETE FROM audit WHERE id <= ?', audit.lastId);
    return more || log.more || runs.more || requests.more || audit.more;
  }

  /** These are only ever appended, so the oldest have the lowest ids and need no index by time. */
  #oldest(
    table: 'activity' | 'run' | 'request' | 'audit',
    key: 'id' | 'attempt_id',
    before: number,
  ): { lastId: number | null; more: boolean } {
    const row = this.#db.get<{ lastId: number | null; n: number }>(
      `SELECT max(id) AS lastId, count(*) AS n FROM (SELECT ${key} AS id, at FROM ${table} ORDER BY ${key} LIMIT ?) WHERE at < ?`,
      chunk,
      before,
    );
    return { lastId: row?.lastId ?? null, more: row?.n === chunk };
  }
}
