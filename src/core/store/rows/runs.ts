import type { JobId, LinkId } from '../../../shared/domain/records.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { Database } from '../database.ts';
import type { KeptRun } from '../pairs-port.ts';
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

export interface RunToKeep {
  readonly attemptId: number;
  readonly jobId: JobId;
  readonly linkId: LinkId | null;
  readonly records: RecordsToKeep;
  readonly plan: JsonObject | string | null;
  readonly at: number;
}

interface RunRow {
  readonly attempt_id: number;
  readonly at: number;
  readonly link_id: number | null;
  readonly job_id: number | null;
}
interface DocumentsRow {
  readonly ticket: string | null;
  readonly work_order: string | null;
  readonly plan: string | null;
}

/** Both records as a run read them: what replay and the link's page use. */
export class Runs {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** A run that read nothing leaves nothing to replay. */
  keep(run: RunToKeep): void {
    if (run.records.ticket === null && run.records.workOrder === null) return;
    this.#db.run(
      'INSERT INTO run (attempt_id, at, link_id, job_id, ticket, work_order, plan) VALUES (?, ?, ?, ?, ?, ?, ?)',
      run.attemptId,
      ms(run.at),
      run.linkId,
      run.jobId,
      asText(run.records.ticket),
      asText(run.records.workOrder),
      asText(run.plan),
    );
  }

  /** Newest first; `before` is an attempt id, exclusive. */
  page(linkId: LinkId | null, before: number | null, limit: number): Omit<KeptRun, 'ticket' | 'workOrder' | 'plan'>[] {
    const start = before ?? Number.MAX_SAFE_INTEGER;
    const columns = 'attempt_id, at, link_id, job_id';
    const rows =
      linkId === null
        ? this.#db.all<RunRow>(
            `SELECT ${columns} FROM run WHERE attempt_id < ? ORDER BY attempt_id DESC LIMIT ?`,
            start,
            limit,
          )
        : this.#db.all<RunRow>(
            `SELECT ${columns} FROM run WHERE link_id = ? AND attempt_id < ? ORDER BY attempt_id DESC LIMIT ?`,
            linkId,
            start,
            limit,
          );
    return rows.map(facts);
  }

  byAttempt(attemptId: number): KeptRun | null {
    const row = this.#db.get<RunRow & DocumentsRow>('SELECT * FROM run WHERE attempt_id = ?', attemptId);
    if (row === undefined) return null;
    return {
      ...facts(row),
      ticket: document(row.ticket),
      workOrder: document(row.work_order),
      plan: document(row.plan),
    };
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

function facts(row: RunRow): Omit<KeptRun, 'ticket' | 'workOrder' | 'plan'> {
  return { attemptId: row.attempt_id, jobId: row.job_id, at: row.at, linkId: row.link_id };
}

function asText(record: JsonObject | string | null): string | null {
  return typeof record === 'string' ? record : toJsonOrNull(record);
}

function document(text: string | null): JsonObject | null {
  return text === null ? null : (readAnyJson(text) as JsonObject);
}
