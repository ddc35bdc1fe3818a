import type { Database } from '../database.ts';
import { figureNames } from '../figures-port.ts';
import { ms } from './columns.ts';
import type { Documents } from './documents.ts';
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

/** Bodies are nearly all of what a request takes; of a run that ended well nobody asks for them for long. */
const bodyDays = 7;
/** Runs whose bodies go in one transaction; each may have made hundreds of requests. */
const bodyChunk = 25;
/** Stands where a body stood. Nothing at all would say that there was none. */
export const bodyForgotten = `[Not kept any more: the run ended well more than ${bodyDays} days ago]`;
/** The last run whose bodies were looked at. */
const bodiesKey = 'retention.bodies';

export class Retention {
  readonly #db: Database;
  readonly #documents: Documents;

  constructor(db: Database, documents: Documents) {
    this.#db = db;
    this.#documents = documents;
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
    if (this.#forgetBodies(now)) more = true;
    return more;
  }

  /**
   * Goes through the runs once, in their order. One that is passed by because its clock was wrong keeps its bodies as long as its requests. What was
   * refused within a run that ended well is kept whole. True while there may be more.
   */
  #forgetBodies(now: number): boolean {
    const kept = this.#documents.value(bodiesKey);
    const from = typeof kept === 'number' ? kept : 0;
    const before = ms(now) - bodyDays * dayMs;
    const found = this.#db
      .all<{ id: number; at: number; outcome: string | null }>(
        'SELECT id, started_at AS at, outcome FROM attempt WHERE id > ? ORDER BY id LIMIT ?',
        from,
        bodyChunk,
      )
      .filter(({ at }) => at < before);
    const last = found.at(-1);
    if (last === undefined) return false;
    for (const { id, outcome } of found) {
      if (outcome !== 'done') continue;
      this.#db.run(
        `UPDATE request SET request = iif(request IS NULL, NULL, ?), response = iif(response IS NULL, NULL, ?)
         WHERE attempt_id = ? AND error IS NULL AND (request IS NOT NULL OR response IS NOT NULL)`,
        bodyForgotten,
        bodyForgotten,
        id,
      );
    }
    this.#documents.setValue(bodiesKey, last.id, now);
    return true;
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
