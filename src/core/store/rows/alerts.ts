import type { Alert } from '../../../shared/domain/alerts.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { AlertChanges, AlertName, NewAlert, WaitingAlert } from '../alerts-port.ts';
import type { Database } from '../database.ts';
import type { Activities } from './activities.ts';
import { ms } from './columns.ts';
import type { Documents } from './documents.ts';

interface AlertRow {
  readonly id: number;
  readonly rule: Alert['rule'];
  readonly key: string;
  readonly severity: Alert['severity'];
  readonly title: string;
  readonly message: string;
  readonly place: string;
  readonly first_at: number;
  readonly last_at: number;
  readonly cleared_at: number | null;
  readonly told_at: number | null;
}

const memoryKey = 'alerts.memory';
const lasting = 'rule = ? AND key = ? AND cleared_at IS NULL';

/** Alerts: of each rule and key one lasts at a time. */
export class Alerts {
  readonly #db: Database;
  readonly #documents: Documents;

  constructor(db: Database, documents: Documents) {
    this.#db = db;
    this.#documents = documents;
  }

  keep({ now, raise, update, clear, lines, memory }: AlertChanges, activities: Activities): void {
    for (const name of clear) this.#end(name, now);
    for (const alert of raise) {
      this.#end(alert, now);
      const { rule, key, severity, title, message, place } = alert;
      this.#db.run(
        'INSERT INTO alert (rule, key, severity, title, message, place, first_at, last_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        rule,
        key,
        severity,
        title,
        message,
        place,
        ms(now),
        ms(now),
      );
    }
    for (const alert of update) this.#reword(alert, now);
    activities.append(lines);
    this.#documents.setValue(memoryKey, memory, now);
  }

  memory(): JsonObject | null {
    const value = this.#documents.value(memoryKey);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  }

  active(): Alert[] {
    return this.#db
      .all<AlertRow>('SELECT * FROM alert WHERE cleared_at IS NULL ORDER BY first_at DESC, id DESC')
      .map(toAlert);
  }

  past(limit: number): Alert[] {
    return this.#db
      .all<AlertRow>(
        'SELECT * FROM alert WHERE cleared_at IS NOT NULL ORDER BY cleared_at DESC, id DESC LIMIT ?',
        limit,
      )
      .map(toAlert);
  }

  waiting(): { waiting: WaitingAlert[]; lastToldAt: number | null } {
    const rows = this.#db.all<AlertRow & { told_before: number | null }>(
      `SELECT *, (SELECT max(other.told_at) FROM alert other WHERE other.rule = alert.rule AND other.key = alert.key AND other.id <> alert.id)
         AS told_before
       FROM alert WHERE cleared_at IS NULL AND told_at IS NULL ORDER BY first_at, id`,
    );
    const last = this.#db.get<{ at: number | null }>('SELECT max(told_at) AS at FROM alert');
    return {
      waiting: rows.map((row) => ({ alert: toAlert(row), toldBefore: row.told_before })),
      lastToldAt: last?.at ?? null,
    };
  }

  told(ids: readonly number[], at: number): void {
    for (const id of ids) this.#db.run('UPDATE alert SET told_at = ? WHERE id = ? AND told_at IS NULL', ms(at), id);
  }

  /** A clock that was set back must not end one before it began. */
  #end({ rule, key }: AlertName, now: number): void {
    this.#db.run(`UPDATE alert SET cleared_at = max(first_at, ?) WHERE ${lasting}`, ms(now), rule, key);
  }

  #reword({ rule, key, severity, title, message, place }: NewAlert, now: number): void {
    this.#db.run(
      `UPDATE alert SET severity = ?, title = ?, message = ?, place = ?, last_at = ? WHERE ${lasting}`,
      severity,
      title,
      message,
      place,
      ms(now),
      rule,
      key,
    );
  }
}

function toAlert(row: AlertRow): Alert {
  const { id, rule, key, severity, title, message, place } = row;
  const times = { firstAt: row.first_at, lastAt: row.last_at, clearedAt: row.cleared_at, toldAt: row.told_at };
  return { id, rule, key, severity, title, message, place, ...times };
}
