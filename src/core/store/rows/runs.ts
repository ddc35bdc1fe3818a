import type { LinkId } from '../../../shared/domain/records.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { Database } from '../database.ts';
import { ms, readAnyJson, toJsonOrNull } from './columns.ts';

export interface Records {
  readonly ticket: JsonObject | null;
  readonly workOrder: JsonObject | null;
}

/** Records on their way into the store: as text where they crossed a thread, which is far cheaper than cloning them member by member. */
export interface RecordsToKeep {
  readonly ticket: JsonObject | string | null;
  readonly workOrder: JsonObject | string | null;
}

/** Both records as a run read them: what replay and the link's page use. */
export class Runs {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  keep(attemptId: number, linkId: LinkId | null, records: RecordsToKeep, at: number): void {
    if (records.ticket === null && records.workOrder === null) return;
    this.#db.run(
      'INSERT INTO run (attempt_id, at, link_id, ticket, work_order) VALUES (?, ?, ?, ?, ?)',
      attemptId,
      ms(at),
      linkId,
      asText(records.ticket),
      asText(records.workOrder),
    );
  }

  last(linkId: LinkId): (Records & { readonly at: number }) | null {
    const row = this.#db.get<{ at: number; ticket: string | null; work_order: string | null }>(
      'SELECT at, ticket, work_order FROM run WHERE link_id = ? ORDER BY attempt_id DESC LIMIT 1',
      linkId,
    );
    if (row === undefined) return null;
    return { at: row.at, ticket: document(row.ticket), workOrder: document(row.work_order) };
  }
}

function asText(record: JsonObject | string | null): string | null {
  return typeof record === 'string' ? record : toJsonOrNull(record);
}

function document(text: string | null): JsonObject | null {
  return text === null ? null : (readAnyJson(text) as JsonObject);
}
