import type { Remote } from '../../../shared/domain/records.ts';
import type { Json } from '../../../shared/json.ts';
import type { Database } from '../database.ts';
import type { LaneRow } from '../figures-port.ts';
import { ms, msOrNull, readAnyJson, readError, toJson, toJsonOrNull } from './columns.ts';

/** Small things kept by name: values, lanes, ignored tickets. */
export class Documents {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  value(key: string): Json | undefined {
    const row = this.#db.get<{ json: string }>('SELECT json FROM value WHERE key = ?', key);
    return row === undefined ? undefined : readAnyJson(row.json);
  }

  setValue(key: string, value: Json, now: number): void {
    this.#db.run(
      'INSERT INTO value (key, json, updated_at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET json = excluded.json, updated_at = excluded.updated_at',
      key,
      toJson(value),
      ms(now),
    );
  }

  lanes(): LaneRow[] {
    return this.#db
      .all<{
        remote: Remote;
        paused_until: number | null;
        pause_reason: string | null;
        breaker: LaneRow['breaker'];
        consecutive_failures: number;
      }>('SELECT * FROM lane ORDER BY remote')
      .map((row) => ({
        remote: row.remote,
        pausedUntil: row.paused_until,
        pauseReason: readError(row.pause_reason),
        breaker: row.breaker,
        consecutiveFailures: row.consecutive_failures,
      }));
  }

  saveLane(row: LaneRow): void {
    this.#db.run(
      `INSERT INTO lane (remote, paused_until, pause_reason, breaker, consecutive_failures) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (remote) DO UPDATE SET paused_until = excluded.paused_until, pause_reason = excluded.pause_reason,
         breaker = excluded.breaker, consecutive_failures = excluded.consecutive_failures`,
      row.remote,
      msOrNull(row.pausedUntil),
      toJsonOrNull(row.pauseReason),
      row.breaker,
      row.consecutiveFailures,
    );
  }

  ignoreTickets(ids: readonly number[]): void {
    for (const id of ids) this.#db.run('INSERT INTO ignored_ticket (ticket_id) VALUES (?) ON CONFLICT DO NOTHING', id);
  }

  isIgnored(id: number): boolean {
    return this.#db.get('SELECT 1 FROM ignored_ticket WHERE ticket_id = ?', id) !== undefined;
  }

  ignoredTickets(): number[] {
    return this.#db
      .all<{ ticket_id: number }>('SELECT ticket_id FROM ignored_ticket ORDER BY ticket_id')
      .map((row) => row.ticket_id);
  }

  forgetIgnored(ids: readonly number[]): void {
    for (const id of ids) this.#db.run('DELETE FROM ignored_ticket WHERE ticket_id = ?', id);
  }
}
