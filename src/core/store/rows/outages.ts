import type { Outage, OutageKind } from '../../../shared/domain/reach.ts';
import type { Remote } from '../../../shared/domain/records.ts';
import type { Database } from '../database.ts';
import type { NewOutage } from '../outages-port.ts';
import { ms } from './columns.ts';

interface OutageRow {
  readonly id: number;
  readonly kind: OutageKind;
  readonly began_at: number;
  readonly ended_at: number | null;
  readonly why: string;
  readonly caught_up_at: number | null;
}

const columns = 'id, kind, began_at, ended_at, why, caught_up_at';
/** How many of the newest deliveries are searched for those of one callback entry. */
const searched = 5_000;

/** The times in which changes did not arrive by themselves. */
export class Outages {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  begin({ kind, from, why }: NewOutage): void {
    this.#db.run(
      'INSERT INTO outage (kind, began_at, why) SELECT ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM outage WHERE kind = ? AND ended_at IS NULL)',
      kind,
      ms(from),
      why,
      kind,
    );
  }

  /** A clock that was set back must not make a span of negative length. */
  end(kind: OutageKind, to: number): void {
    this.#db.run('UPDATE outage SET ended_at = max(began_at, ?) WHERE kind = ? AND ended_at IS NULL', ms(to), kind);
  }

  caughtUp(ids: readonly number[], at: number): void {
    for (const id of ids)
      this.#db.run(
        'UPDATE outage SET caught_up_at = ? WHERE id = ? AND caught_up_at IS NULL AND ended_at IS NOT NULL',
        ms(at),
        id,
      );
  }

  newest(limit: number): Outage[] {
    return this.#db
      .all<OutageRow>(`SELECT ${columns} FROM outage ORDER BY began_at DESC, id DESC LIMIT ?`, limit)
      .map(toOutage);
  }

  unsettled(): Outage[] {
    return this.#db
      .all<OutageRow>(`SELECT ${columns} FROM outage WHERE caught_up_at IS NULL ORDER BY began_at, id`)
      .map(toOutage);
  }

  lastDelivery(source: Remote, callbackId: number | null): number | null {
    const believed = "FROM delivery WHERE source = ? AND state IN ('verified', 'queued') ORDER BY received_at DESC";
    if (callbackId === null)
      return this.#db.get<{ at: number }>(`SELECT received_at AS at ${believed} LIMIT 1`, source)?.at ?? null;
    return (
      this.#db.get<{ at: number }>(
        `SELECT at FROM (SELECT received_at AS at, body ${believed} LIMIT ?)
         WHERE json_valid(body) AND json_extract(body, '$.CallbackObjectRecId') = ? ORDER BY at DESC LIMIT 1`,
        source,
        searched,
        callbackId,
      )?.at ?? null
    );
  }
}

function toOutage(row: OutageRow): Outage {
  const { id, kind, began_at: from, ended_at: to, why, caught_up_at: caughtUpAt } = row;
  return { id, kind, from, to, why, caughtUpAt };
}
