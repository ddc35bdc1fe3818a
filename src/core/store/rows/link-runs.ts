import type { LinkId } from '../../../shared/domain/records.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { Database } from '../database.ts';
import type { LinkRun } from '../pairs-port.ts';
import { readAnyJson } from './columns.ts';
import { receivedBy } from './received.ts';

interface Row {
  readonly attempt_id: number;
  readonly at: number;
  readonly started_at: number | null;
  readonly link_id: number | null;
  readonly job_id: number | null;
  readonly ticket: string | null;
  readonly work_order: string | null;
  readonly plan: string | null;
}

/** Kept runs of a link with their records and what they answered, newest first; `before` is an attempt id, exclusive. */
export function linkRuns(db: Database, linkId: LinkId, before: number | null, limit: number): LinkRun[] {
  return db
    .all<Row>(
      `SELECT run.*, attempt.started_at FROM run LEFT JOIN attempt ON attempt.id = run.attempt_id
       WHERE run.link_id = ? AND run.attempt_id < ? ORDER BY run.attempt_id DESC LIMIT ?`,
      linkId,
      before ?? Number.MAX_SAFE_INTEGER,
      limit,
    )
    .map((row) => ({
      attemptId: row.attempt_id,
      jobId: row.job_id,
      at: row.at,
      startedAt: row.started_at ?? row.at,
      linkId: row.link_id,
      ticket: document(row.ticket),
      workOrder: document(row.work_order),
      plan: document(row.plan),
      received: receivedBy(db, row.attempt_id),
    }));
}

function document(text: string | null): JsonObject | null {
  return text === null ? null : (readAnyJson(text) as JsonObject);
}
