import type { LinkId } from '../../../shared/domain/records.ts';
import type { AppErrorInfo } from '../../../shared/errors.ts';
import type { Database } from '../database.ts';
import type { JobTarget, NewJob } from '../port.ts';
import { misuse } from '../store-errors.ts';
import { ms, toJson } from './columns.ts';
import { earlier, entityKey, type JobRow, targetId, targetOf } from './job-row.ts';
import type { Links } from './links.ts';

export interface EnqueueOptions {
  readonly now: number;
  /** A dead job comes back to life; without it, a job that waits for a person keeps waiting and takes this one in. */
  readonly revive: boolean;
  /** Receipt of the delivery that caused it; null for a poll. */
  readonly receivedAt: number | null;
}

/** How a job that is not waiting goes back to waiting. */
export interface PutBack {
  readonly runAt: number;
  readonly attempts: number;
  readonly interruptions: number;
  readonly approved: 0 | 1;
  readonly error: AppErrorInfo | null;
  /** When the key has a newer waiting job: that one waits until `runAt` too (backoff), or runs at the earlier of both times. */
  readonly twinRuns: 'then' | 'earlier';
  readonly now: number;
}

/**
 * The queue's rows. Invariants, held by two unique partial indexes and by this class: per entity key at most one waiting and one running job;
 * a job whose record has an open link belongs to that link.
 */
export class Jobs {
  readonly #db: Database;
  readonly #links: Links;

  constructor(db: Database, links: Links) {
    this.#db = db;
    this.#links = links;
  }

  byId(id: number): JobRow | null {
    return this.#db.get<JobRow>('SELECT * FROM job WHERE id = ?', id) ?? null;
  }

  running(id: number): JobRow {
    const row = this.byId(id);
    if (row?.state === 'running') return row;
    throw misuse('job-not-running', `Job ${id} is not running, so it cannot be settled.`, {
      jobId: id,
      state: row?.state ?? null,
    });
  }

  /** A ticket or work order with an open link is that link's business. */
  resolve(target: JobTarget): JobTarget {
    if (target.kind === 'link') return target;
    const linkId =
      target.kind === 'ticket'
        ? this.#links.openIdByTicket(target.ticketId)
        : this.#links.openIdByWorkOrder(target.workOrderId);
    return linkId === null ? target : { kind: 'link', linkId };
  }

  enqueue(job: NewJob, options: EnqueueOptions): { jobId: number; coalesced: boolean } {
    const target = this.resolve(job.target);
    const key = entityKey(target);
    const runAt = ms(job.runAt);
    const now = ms(options.now);
    const receivedAt = options.receivedAt === null ? null : ms(options.receivedAt);
    const ready = this.#ready(key);
    if (ready !== null) {
      this.#db.run(
        'UPDATE job SET run_at = ?, first_received_at = ?, updated_at = ? WHERE id = ?',
        Math.min(ready.run_at, runAt),
        earlier(ready.first_received_at, receivedAt),
        now,
        ready.id,
      );
      return { jobId: ready.id, coalesced: true };
    }
    const parked = this.#db.get<JobRow>(
      "SELECT * FROM job WHERE entity_key = ? AND state IN ('dead', 'held') ORDER BY id DESC LIMIT 1",
      key,
    );
    if (parked !== undefined && !options.revive && !this.#hasRunning(key)) return { jobId: parked.id, coalesced: true };
    if (parked?.state === 'dead' && options.revive) {
      this.#db.run(
        `UPDATE job SET state = 'ready', cause = ?, run_at = ?, waiting_since = ?, attempts = 0, interruptions = 0,
           first_received_at = ?, updated_at = ? WHERE id = ?`,
        job.cause,
        runAt,
        now,
        receivedAt,
        now,
        parked.id,
      );
      return { jobId: parked.id, coalesced: true };
    }
    const { id } = this.#db.run(
      `INSERT INTO job (kind, target_id, entity_key, state, cause, run_at, waiting_since, first_received_at, created_at, updated_at)
       VALUES (?, ?, ?, 'ready', ?, ?, ?, ?, ?, ?)`,
      target.kind,
      targetId(target),
      key,
      job.cause,
      runAt,
      now,
      receivedAt,
      now,
      now,
    );
    return { jobId: id, coalesced: false };
  }

  /**
   * Back to waiting. When a newer job of the same key waits already, this one ends as superseded in the same transaction and the newer one
   * inherits its time and attempts: two waiting jobs of one key cannot exist.
   */
  putBack(row: JobRow, change: PutBack): void {
    const target = this.resolve(targetOf(row.kind, row.target_id));
    const key = entityKey(target);
    const now = ms(change.now);
    const runAt = ms(change.runAt);
    const error = change.error === null ? row.last_error : toJson(change.error);
    const twin = this.#ready(key);
    if (twin !== null && twin.id !== row.id) {
      this.#supersede(row.id, error, now);
      this.#db.run(
        `UPDATE job SET run_at = ?, attempts = ?, interruptions = ?, approved = max(approved, ?), first_received_at = ?, last_error = ?,
           updated_at = ? WHERE id = ?`,
        change.twinRuns === 'then' ? runAt : Math.min(twin.run_at, runAt),
        change.attempts,
        change.interruptions,
        change.approved,
        earlier(twin.first_received_at, row.first_received_at),
        error,
        now,
        twin.id,
      );
      return;
    }
    this.#db.run(
      `UPDATE job SET state = 'ready', kind = ?, target_id = ?, entity_key = ?, run_at = ?, waiting_since = ?, attempts = ?,
         interruptions = ?, approved = ?, last_error = ?, updated_at = ? WHERE id = ?`,
      target.kind,
      targetId(target),
      key,
      runAt,
      row.state === 'running' ? row.waiting_since : now,
      change.attempts,
      change.interruptions,
      change.approved,
      error,
      now,
      row.id,
    );
  }

  /** Waits for a person, under its link when it has one by now. An older one of the same key is no longer the question. */
  park(row: JobRow, state: 'dead' | 'held', error: AppErrorInfo, now: number): void {
    const target = this.resolve(targetOf(row.kind, row.target_id));
    const key = entityKey(target);
    this.supersedeParked(key, row.id, now);
    this.#db.run(
      'UPDATE job SET state = ?, kind = ?, target_id = ?, entity_key = ?, interruptions = 0, last_error = ?, updated_at = ? WHERE id = ?',
      state,
      target.kind,
      targetId(target),
      key,
      toJson(error),
      ms(now),
      row.id,
    );
  }

  /** A job that came to its end makes older questions about the same entity moot: it converged everything. */
  finish(row: JobRow, now: number): void {
    this.supersedeParked(row.entity_key, row.id, now);
    this.#db.run("UPDATE job SET state = 'done', last_error = NULL, updated_at = ? WHERE id = ?", ms(now), row.id);
  }

  discard(row: JobRow, reason: string, now: number): void {
    this.#db.run(
      "UPDATE job SET state = 'discarded', reason = ?, updated_at = ? WHERE id = ?",
      reason,
      ms(now),
      row.id,
    );
  }

  supersedeParked(key: string, exceptId: number, now: number): void {
    this.#db.run(
      "UPDATE job SET state = 'superseded', updated_at = ? WHERE entity_key = ? AND state IN ('dead', 'held') AND id <> ?",
      ms(now),
      key,
      exceptId,
    );
  }

  /** Ends the waiting job of a key; used when its running sibling turned out to be poison. */
  supersedeReady(key: string, now: number): void {
    this.#db.run(
      "UPDATE job SET state = 'superseded', updated_at = ? WHERE entity_key = ? AND state = 'ready'",
      ms(now),
      key,
    );
  }

  /**
   * Gives the unfinished jobs of a ticket or work order to its link. A running one keeps its key when the link has a running job too; the claim
   * knows that they belong together, and it finds its link when it is put back.
   */
  giveToLink(target: JobTarget, linkId: LinkId, now: number): void {
    const from = entityKey(target);
    const to = entityKey({ kind: 'link', linkId });
    // One query per state: each has its own partial index, and neither serves both.
    const running = this.#db.all<JobRow>("SELECT * FROM job WHERE entity_key = ? AND state = 'running'", from);
    const ready = this.#db.all<JobRow>("SELECT * FROM job WHERE entity_key = ? AND state = 'ready'", from);
    for (const row of [...running, ...ready]) {
      if (row.state === 'running' && this.#hasRunning(to)) continue;
      const twin = row.state === 'ready' ? this.#ready(to) : null;
      if (twin === null) {
        this.#rekey(row.id, linkId, to, now);
        continue;
      }
      this.#supersede(row.id, row.last_error, now);
      this.#db.run(
        'UPDATE job SET run_at = ?, attempts = ?, approved = max(approved, ?), first_received_at = ?, updated_at = ? WHERE id = ?',
        Math.min(twin.run_at, row.run_at),
        Math.max(twin.attempts, row.attempts),
        row.approved,
        earlier(twin.first_received_at, row.first_received_at),
        ms(now),
        twin.id,
      );
    }
    const parked = this.#db.all<JobRow>("SELECT * FROM job WHERE entity_key = ? AND state IN ('dead', 'held')", from);
    for (const row of parked) this.#rekey(row.id, linkId, to, now);
  }

  #rekey(id: number, linkId: LinkId, key: string, now: number): void {
    this.#db.run(
      "UPDATE job SET kind = 'link', target_id = ?, entity_key = ?, updated_at = ? WHERE id = ?",
      linkId,
      key,
      ms(now),
      id,
    );
  }

  #supersede(id: number, error: string | null, now: number): void {
    this.#db.run(
      "UPDATE job SET state = 'superseded', last_error = ?, updated_at = ? WHERE id = ?",
      error,
      ms(now),
      id,
    );
  }

  #ready(key: string): JobRow | null {
    return this.#db.get<JobRow>("SELECT * FROM job WHERE entity_key = ? AND state = 'ready'", key) ?? null;
  }

  #hasRunning(key: string): boolean {
    return this.#db.get("SELECT 1 FROM job WHERE entity_key = ? AND state = 'running'", key) !== undefined;
  }
}
