import type { Clock } from '../../shared/clock.ts';
import type { NewActivity } from '../../shared/domain/activity.ts';
import type { LinkId, TicketId, WorkOrderId } from '../../shared/domain/records.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { RunResult } from '../queue/worker.ts';
import type { NewEvent } from '../store/intake-port.ts';
import type { LinkUpdate } from '../store/links-port.ts';
import type { NewConflict } from '../store/pairs-port.ts';
import type { ClaimedJob, JobOutcome, NewJob } from '../store/port.ts';

type Line = Pick<NewActivity, 'kind' | 'message'> & Partial<NewActivity>;

/** Gathers what one run learned and did; `settle` turns it into the transaction's content. */
export class Run {
  readonly job: ClaimedJob;
  readonly #clock: Clock;
  readonly #startedAt: number;
  /** Gives this run at least so many ms more from now, for a transfer that is known to take long. */
  readonly extendDeadline: (ms: number) => void;
  readonly #activities: NewActivity[] = [];
  readonly #observed: NewEvent[] = [];
  readonly #followUps: NewJob[] = [];
  #link: LinkUpdate | null = null;
  ticketId: TicketId | null = null;
  workOrderId: WorkOrderId | null = null;
  linkId: LinkId | null = null;
  ticketDocument: JsonObject | null = null;
  workOrderDocument: JsonObject | null = null;
  /** For replay; null while the run decided nothing. */
  plan: JsonObject | null = null;
  /** Fields in conflict after this run; null when it did not look. */
  conflicts: readonly NewConflict[] | null = null;

  constructor(job: ClaimedJob, clock: Clock, extendDeadline: (ms: number) => void = () => {}) {
    this.job = job;
    this.extendDeadline = extendDeadline;
    this.#clock = clock;
    this.#startedAt = clock.now();
    if (job.target.kind === 'ticket') this.ticketId = job.target.ticketId;
    if (job.target.kind === 'workorder') this.workOrderId = job.target.workOrderId;
    if (job.target.kind === 'link') this.linkId = job.target.linkId;
  }

  /** One line of the log, about this run's records unless it says otherwise. */
  say(line: Line): void {
    const at = this.#clock.now();
    this.#activities.push({
      at,
      side: 'app',
      direction: 'none',
      result: 'ok',
      ticketId: this.ticketId,
      workOrderId: this.workOrderId,
      linkId: this.linkId,
      jobId: this.job.id,
      durationMs: at - this.#startedAt,
      error: null,
      details: null,
      ...line,
    });
  }

  observe(event: NewEvent): void {
    this.#observed.push(event);
  }

  follow(job: NewJob): void {
    this.#followUps.push(job);
  }

  updateLink(update: LinkUpdate): void {
    this.#link = { ...this.#link, ...update };
  }

  /** `events: 'keep'` leaves the job's events open because the run is to be repeated for them. */
  settle(outcome: JobOutcome, events: 'done' | 'ignored' | 'keep' = 'done'): RunResult {
    const ids = this.job.events.map((event) => event.id);
    return {
      outcome,
      eventsDone: events === 'done' ? ids : [],
      eventsIgnored: events === 'ignored' ? ids : [],
      eventsObserved: this.#observed,
      link: this.#link,
      activities: this.#activities,
      records: { ticket: this.ticketDocument, workOrder: this.workOrderDocument },
      plan: this.plan,
      conflicts: this.conflicts,
      failure: null,
      followUps: this.#followUps,
    };
  }
}
