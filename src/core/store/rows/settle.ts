import { assertNever } from '../../../shared/assert.ts';
import type { LinkId, TicketId } from '../../../shared/domain/records.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { Database } from '../database.ts';
import type { LinkUpdate } from '../links-port.ts';
import type { NewConflict } from '../pairs-port.ts';
import type { Settlement } from '../port.ts';
import { misuse } from '../store-errors.ts';
import type { Activities } from './activities.ts';
import { ms, toJsonOrNull } from './columns.ts';
import type { Conflicts } from './conflicts.ts';
import type { Events } from './events.ts';
import type { Figures } from './figures.ts';
import { entityKey, type JobRow, targetOf } from './job-row.ts';
import type { Jobs } from './jobs.ts';
import type { Links } from './links.ts';
import type { Pairs } from './pairs.ts';
import type { Requests } from './requests.ts';
import { runFigures } from './run-figures.ts';
import type { RecordsToKeep, Runs } from './runs.ts';

/** A settlement as it reaches the writer. */
export type SettlementToKeep = Omit<Settlement, 'records' | 'plan'> & {
  readonly records: RecordsToKeep;
  readonly plan: JsonObject | string | null;
};

export interface SettleParts {
  readonly jobs: Jobs;
  readonly links: Links;
  readonly events: Events;
  readonly pairs: Pairs;
  readonly conflicts: Conflicts;
  readonly activities: Activities;
  readonly figures: Figures;
  readonly runs: Runs;
  readonly requests: Requests;
}

/** The end of a run: everything that changes with it, in the caller's one transaction. */
export class Settle {
  readonly #db: Database;
  readonly #parts: SettleParts;

  constructor(db: Database, parts: SettleParts) {
    this.#db = db;
    this.#parts = parts;
  }

  run(settlement: SettlementToKeep): void {
    const { jobs, events, activities, figures, runs, requests } = this.#parts;
    const { now, outcome } = settlement;
    jobs.running(settlement.job.id);
    const handled =
      events.settle(settlement.eventsDone, 'done', now) +
      events.settle(settlement.eventsIgnored, 'ignored', now) +
      events.add(settlement.eventsObserved, 'done', now);
    if (settlement.link !== null) this.updateLink(settlement.link, now);
    this.#db.run(
      'UPDATE attempt SET ended_at = ?, outcome = ?, error = ?, requests = ? WHERE id = ?',
      ms(now),
      outcome.kind === 'retry' && !outcome.countAttempt ? 'postponed' : outcome.kind,
      outcome.kind === 'done' ? null : toJsonOrNull(outcome.error),
      settlement.requests?.inAll ?? 0,
      settlement.job.attemptId,
    );
    // Read again: giving jobs to a link above may have changed this one's key.
    const row = jobs.running(settlement.job.id);
    this.#applyOutcome(row, settlement);
    const linkId = row.kind === 'link' ? row.target_id : null;
    if (settlement.conflicts !== null)
      this.#keepConflicts(linkId ?? settlement.link?.linkId ?? null, settlement.conflicts, now);
    runs.keep({
      attemptId: settlement.job.attemptId,
      jobId: row.id,
      linkId,
      records: settlement.records,
      plan: settlement.plan,
      at: now,
    });
    requests.keep(settlement.job.attemptId, settlement.requests?.requests ?? []);
    activities.append(settlement.activities, { now, attemptId: settlement.job.attemptId });
    figures.add(runFigures(settlement, handled));
    for (const job of settlement.followUps) {
      // The link was closed while this ran: nothing follows for it.
      if (row.reason !== null && job.target.kind === 'link' && job.target.linkId === linkId) continue;
      jobs.enqueue(job, { now, revive: true, receivedAt: null });
    }
  }

  updateLink(change: LinkUpdate, now: number): void {
    const { jobs, links, pairs } = this.#parts;
    const { before, after } = links.update(change, now);
    if (after.ticketId !== before.ticketId) this.#leaveTicket(before.ticketId, now);
    if (after.state === 'closed') {
      pairs.leave(after.id, now);
      return;
    }
    if (after.ticketId !== before.ticketId) {
      jobs.giveToLink({ kind: 'ticket', ticketId: after.ticketId }, after.id, now);
    }
    if (after.workOrderId !== null && after.workOrderId !== before.workOrderId) {
      jobs.giveToLink({ kind: 'workorder', workOrderId: after.workOrderId }, after.id, now);
      this.#lookAtNews(after.id, now);
    }
  }

  /** Events of a work order may have been in the hands of a run that ends with its closed link: they are this link's now. */
  #lookAtNews(linkId: LinkId, now: number): void {
    const { jobs, events } = this.#parts;
    const target = { kind: 'link', linkId } as const;
    if (events.openOf(target).length === 0) return;
    const unfinished = (state: 'ready' | 'running') =>
      this.#db.get(`SELECT 1 FROM job WHERE entity_key = ? AND state = '${state}'`, entityKey(target)) !== undefined;
    if (unfinished('ready') || unfinished('running')) return;
    jobs.enqueue({ target, cause: 'webhook', runAt: now }, { now, revive: true, receivedAt: null });
  }

  /** Events of the ticket a link was merged away from, that arrived while its run went on, are nobody's now: that ticket is looked at by itself. */
  #leaveTicket(ticketId: TicketId, now: number): void {
    const { jobs, events } = this.#parts;
    const target = { kind: 'ticket', ticketId } as const;
    if (events.openOf(target).length === 0) return;
    jobs.enqueue({ target, cause: 'callback', runAt: now }, { now, revive: true, receivedAt: null });
  }

  #applyOutcome(row: JobRow, settlement: SettlementToKeep): void {
    const { jobs } = this.#parts;
    const { now, outcome } = settlement;
    if (row.reason !== null) {
      this.#endForGood(row, row.reason, settlement);
      return;
    }
    switch (outcome.kind) {
      case 'done':
        jobs.finish(row, now);
        this.#runAgainForNews(row, settlement);
        break;
      case 'dead':
      case 'held':
        jobs.park(row, outcome.kind, outcome.error, now);
        break;
      case 'retry':
        jobs.putBack(row, {
          runAt: outcome.runAt,
          attempts: outcome.countAttempt ? row.attempts : Math.max(0, row.attempts - 1),
          interruptions: 0,
          approved: row.approved,
          error: outcome.error,
          twinRuns: 'then',
          now,
        });
        break;
      default:
        assertNever(outcome);
    }
  }

  /** The run's link was closed meanwhile. */
  #endForGood(row: JobRow, reason: string, { outcome, now }: SettlementToKeep): void {
    const { jobs, pairs } = this.#parts;
    if (outcome.kind === 'done') jobs.finish(row, now);
    else jobs.discard(row, reason, now);
    pairs.ignoreEvents(targetOf(row.kind, row.target_id), now);
  }

  #keepConflicts(linkId: LinkId | null, found: readonly NewConflict[], now: number): void {
    const { conflicts, links } = this.#parts;
    if (linkId === null) {
      if (found.length === 0) return;
      throw misuse('conflict-without-link', 'A run found conflicts of no link.', {
        rules: found.map((one) => one.ruleId).join(', '),
      });
    }
    conflicts.keep(linkId, found.length > 0 && links.must(linkId).state === 'closed' ? [] : found, now);
  }

  /**
   * A link may learn its work order while it runs, and with it events that this run never saw; a job that waited for them may just have
   * been superseded. Events the run did see and left open are its own decision.
   */
  #runAgainForNews(row: JobRow, { job, now }: SettlementToKeep): void {
    const { jobs, events } = this.#parts;
    const target = jobs.resolve(targetOf(row.kind, row.target_id));
    const seen = new Set(job.events.map((event) => event.id));
    if (events.openOf(target).every((event) => seen.has(event.id))) return;
    jobs.enqueue({ target, cause: row.cause, runAt: now }, { now, revive: true, receivedAt: null });
  }
}
