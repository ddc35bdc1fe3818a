import type { Link } from '../../../shared/domain/records.ts';
import type { AppErrorInfo } from '../../../shared/errors.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Database } from '../database.ts';
import type { Attempt, QueueCounts } from '../figures-port.ts';
import type { Job } from '../port.ts';
import { ms, readError, toJson } from './columns.ts';
import type { Deliveries } from './deliveries.ts';
import { type JobRow, toJob } from './job-row.ts';
import type { Jobs } from './jobs.ts';
import type { Links } from './links.ts';

/** A run that ended with the app this often is taken for the cause of it. */
const maxInterruptions = 3;
/** Twice the longest backoff (ms). */
const longestWaitMs = 2 * 3_600_000;

export const attentionSql =
  "SELECT * FROM job WHERE state IN ('dead', 'held') ORDER BY updated_at DESC, id DESC LIMIT ?";

/** What a person sees and does about jobs, and what is put right at boot. */
export class Attention {
  readonly #db: Database;
  readonly #jobs: Jobs;
  readonly #links: Links;

  constructor(db: Database, jobs: Jobs, links: Links) {
    this.#db = db;
    this.#jobs = jobs;
    this.#links = links;
  }

  list(limit: number): (Job & { readonly link: Link | null })[] {
    return this.#db.all<JobRow>(attentionSql, limit).map((row) => ({
      ...toJob(row),
      link: row.kind === 'link' ? this.#links.byId(row.target_id) : null,
    }));
  }

  /** Dead jobs only: a held one waits for an approval, not for another try. */
  retry(ids: readonly number[], now: number): number {
    return this.#again(ids, 'dead', now);
  }

  approve(ids: readonly number[], now: number): number {
    return this.#again(ids, 'held', now);
  }

  isApproved(id: number): boolean {
    return this.#jobs.byId(id)?.approved === 1;
  }

  /** False when it is over already. Throws `store.job-running`. */
  discard(id: number, reason: string, now: number): boolean {
    const row = this.#jobs.byId(id);
    if (row === null || row.state === 'done' || row.state === 'discarded' || row.state === 'superseded') return false;
    if (row.state === 'running') {
      throw new AppError({
        code: 'store.job-running',
        kind: 'conflict',
        message: 'This job is running right now. Wait until it has ended, then discard it.',
        context: { jobId: id },
      });
    }
    this.#jobs.discard(row, reason, now);
    return true;
  }

  clockSetBack(now: number, byMs: number): void {
    this.#db.run(
      "UPDATE job SET run_at = max(?, run_at - ?), updated_at = ? WHERE state = 'ready' AND run_at > ?",
      ms(now),
      ms(byMs),
      ms(now),
      ms(now),
    );
    this.#db.run("UPDATE link SET last_synced_at = ? WHERE state = 'open' AND last_synced_at > ?", ms(now), ms(now));
  }

  /** The lock on the profile proves that nobody else runs them. */
  recoverInterrupted(now: number): { resumed: number; dead: number } {
    let dead = 0;
    const rows = this.#db.all<JobRow>("SELECT * FROM job WHERE state = 'running' ORDER BY entity_key");
    for (const row of rows) {
      const interruptions = row.interruptions + 1;
      const error = interruptions < maxInterruptions ? null : interruptedTooOften(row);
      this.#db.run(
        "UPDATE attempt SET ended_at = ?, outcome = 'interrupted', error = ? WHERE job_id = ? AND ended_at IS NULL",
        ms(now),
        error === null ? null : toJson(error),
        row.id,
      );
      if (error === null) {
        this.#jobs.putBack(row, {
          runAt: row.run_at,
          attempts: row.attempts,
          interruptions,
          approved: row.approved,
          error: null,
          twinRuns: 'earlier',
          now,
        });
      } else {
        // A waiting twin would do the same work and meet the same end; its events stay open for the job a person revives.
        this.#jobs.supersedeReady(row.entity_key, now);
        this.#jobs.park(row, 'dead', error, now);
        dead += 1;
      }
    }
    // No wait is that long: the clock ran ahead when it was noted down, and was put right since.
    this.#db.run(
      "UPDATE job SET run_at = ?, updated_at = ? WHERE state = 'ready' AND run_at > ?",
      ms(now),
      ms(now),
      ms(now + longestWaitMs),
    );
    // Nor was anything looked at in a time that is still to come: such a pair would not be looked at again until then.
    this.#db.run(
      "UPDATE link SET last_synced_at = ? WHERE state = 'open' AND last_synced_at > ?",
      ms(now),
      ms(now + longestWaitMs),
    );
    return { resumed: rows.length - dead, dead };
  }

  /** Those about a ticket, or about its open link, that are not over. */
  ofTicket(ticketId: number): Job[] {
    const link = this.#links.openByTicket(ticketId);
    const keys = [`ticket:${ticketId}`, ...(link === null ? [] : [`link:${link.id}`])];
    return keys.flatMap((key) =>
      ["state = 'ready'", "state = 'running'", "state IN ('dead', 'held')"].flatMap((state) =>
        this.#db.all<JobRow>(`SELECT * FROM job WHERE entity_key = ? AND ${state} ORDER BY id`, key).map(toJob),
      ),
    );
  }

  counts(deliveries: Deliveries): QueueCounts {
    const count = (state: string): number =>
      this.#db.get<{ n: number }>(`SELECT count(*) AS n FROM job WHERE ${state}`)?.n ?? 0;
    const parked = this.#db.all<{ state: string; n: number }>(
      "SELECT state, count(*) AS n FROM job WHERE state IN ('dead', 'held') GROUP BY state",
    );
    const of = (state: string): number => parked.find((row) => row.state === state)?.n ?? 0;
    return {
      ready: count("state = 'ready'"),
      running: count("state = 'running'"),
      held: of('held'),
      dead: of('dead'),
      inboxWaiting: deliveries.countWaiting(),
      inboxUnverified: deliveries.countUnverified(),
      oldestReadyAt:
        this.#db.get<{ at: number | null }>("SELECT min(waiting_since) AS at FROM job WHERE state = 'ready'")?.at ??
        null,
    };
  }

  attempts(jobId: number): Attempt[] {
    return this.#db
      .all<{
        id: number;
        job_id: number;
        n: number;
        started_at: number;
        ended_at: number | null;
        outcome: string | null;
        error: string | null;
      }>('SELECT * FROM attempt WHERE job_id = ? ORDER BY id', jobId)
      .map((row) => ({
        id: row.id,
        jobId: row.job_id,
        n: row.n,
        startedAt: row.started_at,
        endedAt: row.ended_at,
        outcome: row.outcome,
        error: readError(row.error),
      }));
  }

  #again(ids: readonly number[], state: 'dead' | 'held', now: number): number {
    let changed = 0;
    for (const id of new Set(ids)) {
      const row = this.#jobs.byId(id);
      if (row?.state !== state) continue;
      this.#jobs.putBack(row, {
        runAt: now,
        attempts: 0,
        interruptions: 0,
        approved: state === 'held' ? 1 : row.approved,
        error: null,
        twinRuns: 'earlier',
        now,
      });
      if (state === 'dead') this.#db.run("UPDATE job SET cause = 'retry' WHERE id = ?", id);
      changed += 1;
    }
    return changed;
  }
}

function interruptedTooOften(row: JobRow): AppErrorInfo {
  const what =
    row.kind === 'link'
      ? `link ${row.target_id}`
      : `${row.kind === 'ticket' ? 'ticket' : 'work order'} ${row.target_id}`;
  return {
    code: 'job.interrupted',
    kind: 'permanent',
    message:
      `Dispatch Bridge was ended ${maxInterruptions} times while it worked on ${what}, so it stopped trying. Retry it; if that ends the ` +
      'app again, send the diagnostics.',
    context: { jobId: row.id, entity: row.entity_key },
    action: { do: 'retry' },
  };
}
