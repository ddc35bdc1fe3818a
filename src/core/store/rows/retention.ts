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

type Appended = 'activity' | 'run' | 'request' | 'audit';

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
    const forget = (table: Appended, key: 'id' | 'attempt_id', days: number, alsoIn?: string): void => {
      if (this.#forgetOldest(table, key, ms(now) - days * dayMs, alsoIn)) more = true;
    };
    forget('activity', 'id', logDays, 'DELETE FROM activity_words WHERE rowid');
    forget('run', 'attempt_id', runDays);
    forget('request', 'attempt_id', runDays);
    forget('audit', 'id', auditDays);
    return more;
  }

  /**
   * These are only ever appended, so the oldest have the lowest ids and need no index by time. Each is asked for its own time: one that was written
   * while the clock was wrong says nothing of those before it. True while there may be more.
   */
  #forgetOldest(table: Appended, key: 'id' | 'attempt_id', before: number, alsoIn?: string): boolean {
    const looked = `SELECT ${key} AS id, at FROM ${table} ORDER BY ${key} LIMIT ?`;
    const found = this.#db.get<{ looked: number; old: number }>(
      `SELECT count(*) AS looked, coalesce(sum(at < ?), 0) AS old FROM (${looked})`,
      before,
      chunk,
    );
    if (found === undefined || found.old === 0) return false;
    const old = `IN (SELECT id FROM (${looked}) WHERE at < ?)`;
    if (alsoIn !== undefined) this.#db.run(`${alsoIn} ${old}`, chunk, before);
    this.#db.run(`DELETE FROM ${table} WHERE ${key} ${old}`, chunk, before);
    return found.looked === chunk;
  }
}
