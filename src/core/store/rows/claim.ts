import type { Database } from '../database.ts';
import type { ClaimedJob } from '../port.ts';
import { ms, toJson } from './columns.ts';
import type { Events } from './events.ts';
import { type JobRow, targetOf, toJob } from './job-row.ts';

/*
 * A waiting job is free when nothing of the same entity runs. For a link that includes a job which was claimed under its ticket's or work
 * order's own name before the link was known.
 */
const free = `NOT EXISTS (SELECT 1 FROM job AS busy WHERE busy.state = 'running' AND busy.entity_key = job.entity_key)
  AND (job.kind <> 'link' OR NOT EXISTS (
    SELECT 1 FROM link JOIN job AS busy ON busy.state = 'running'
      AND busy.entity_key IN ('ticket:' || link.ticket_id, 'workorder:' || link.work_order_id)
    WHERE link.id = job.target_id))`;

export const claimSql = `SELECT * FROM job WHERE state = 'ready' AND run_at <= ? AND ${free} ORDER BY run_at, id LIMIT 1`;
export const nextRunAtSql = `SELECT run_at FROM job WHERE state = 'ready' AND ${free} ORDER BY run_at, id LIMIT 1`;

/** Takes the next job: the oldest due one whose entity is free. */
export class Claim {
  readonly #db: Database;
  readonly #events: Events;

  constructor(db: Database, events: Events) {
    this.#db = db;
    this.#events = events;
  }

  /** Attempts are counted here, so that a crash cannot loop for free. */
  next(now: number): ClaimedJob | null {
    const row = this.#db.get<JobRow>(claimSql, ms(now));
    if (row === undefined) return null;
    const attempts = row.attempts + 1;
    this.#db.run(
      "UPDATE job SET state = 'running', attempts = ?, updated_at = ? WHERE id = ?",
      attempts,
      ms(now),
      row.id,
    );
    const events = this.#events.openOf(targetOf(row.kind, row.target_id));
    const attempt = this.#db.run(
      'INSERT INTO attempt (job_id, n, started_at, events) VALUES (?, ?, ?, ?)',
      row.id,
      attempts,
      ms(now),
      toJson(events.map((event) => event.id)),
    );
    return {
      ...toJob({ ...row, state: 'running', attempts }),
      attemptId: attempt.id,
      events,
      firstReceivedAt: row.first_received_at,
    };
  }

  /**
   * When it is worth looking again. Jobs that wait for a running one of their entity are left out: the end of that run is the moment to look,
   * and their `runAt` is past already.
   */
  nextRunAt(): number | null {
    return this.#db.get<{ run_at: number }>(nextRunAtSql)?.run_at ?? null;
  }
}
