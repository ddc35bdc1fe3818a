import { assertNever } from '../../../shared/assert.ts';
import type { Database } from '../database.ts';
import type { LinkUpdate, Settlement } from '../port.ts';
import type { Activities } from './activities.ts';
import { ms, toJsonOrNull } from './columns.ts';
import type { Events } from './events.ts';
import type { Intents } from './intents.ts';
import { type JobRow, targetOf } from './job-row.ts';
import type { Jobs } from './jobs.ts';
import type { Links } from './links.ts';
import type { Metrics } from './metrics.ts';
import type { RecordsToKeep, Runs } from './runs.ts';

/** A settlement as it reaches the writer. */
export type SettlementToKeep = Omit<Settlement, 'records'> & { readonly records: RecordsToKeep };

export interface SettleParts {
  readonly jobs: Jobs;
  readonly links: Links;
  readonly events: Events;
  readonly intents: Intents;
  readonly activities: Activities;
  readonly metrics: Metrics;
  readonly runs: Runs;
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
    const { jobs, events, activities, metrics, runs } = this.#parts;
    const { now, outcome } = settlement;
    jobs.running(settlement.job.id);
    events.settle(settlement.eventsDone, 'done', now);
    events.settle(settlement.eventsIgnored, 'ignored', now);
    events.add(settlement.eventsObserved, 'done', now);
    if (settlement.link !== null) this.updateLink(settlement.link, now);
    this.#db.run(
      'UPDATE attempt SET ended_at = ?, outcome = ?, error = ? WHERE id = ?',
      ms(now),
      outcome.kind === 'retry' && !outcome.countAttempt ? 'postponed' : outcome.kind,
      outcome.kind === 'done' ? null : toJsonOrNull(outcome.error),
      settlement.job.attemptId,
    );
    // Read again: giving jobs to a link above may have changed this one's key.
    const row = jobs.running(settlement.job.id);
    this.#applyOutcome(row, settlement);
    runs.keep(settlement.job.attemptId, row.kind === 'link' ? row.target_id : null, settlement.records, now);
    activities.append(settlement.activities);
    metrics.add(settlement.metrics, now);
    for (const job of settlement.followUps) jobs.enqueue(job, { now, revive: true, receivedAt: null });
  }

  updateLink(change: LinkUpdate, now: number): void {
    const { jobs, links, intents } = this.#parts;
    const { before, after } = links.update(change, now);
    if (after.state === 'closed') {
      intents.abandonOf(after.id, now);
      return;
    }
    if (before.state === 'closed') jobs.giveToLink({ kind: 'ticket', ticketId: after.ticketId }, after.id, now);
    if (after.workOrderId !== null && (after.workOrderId !== before.workOrderId || before.state === 'closed')) {
      jobs.giveToLink({ kind: 'workorder', workOrderId: after.workOrderId }, after.id, now);
    }
  }

  #applyOutcome(row: JobRow, settlement: SettlementToKeep): void {
    const { jobs } = this.#parts;
    const { now, outcome } = settlement;
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
