import type { Activity, ActivityFilter, NewActivity } from '../../shared/domain/activity.ts';
import type { JobId, Link, LinkId, Remote, TicketId, WorkOrderId } from '../../shared/domain/records.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import type { StoreAlerts } from './alerts-port.ts';
import type { StoreAudit } from './audit-port.ts';
import type { Attempt, LaneRow, QueueCounts, StoreFigures, StoreInfo } from './figures-port.ts';
import type { EventRow, NewEvent, StoreIntake } from './intake-port.ts';
import type { LinkUpdate, StoreLinks } from './links-port.ts';
import type { RunRequests, StoreLog } from './log-port.ts';
import type { StoreMappings } from './mappings-port.ts';
import type { StoreOutages } from './outages-port.ts';
import type { NewConflict, StorePairs } from './pairs-port.ts';

/*
 * The Store port. Every atomic step of the engine is one method; in SQLite each is one synchronous transaction inside the
 * store worker, the only writer. Nothing else opens a transaction, so another database can stand in. `now` is always
 * passed in: the store never reads a clock.
 */

export type JobState = 'ready' | 'running' | 'held' | 'dead' | 'done' | 'superseded' | 'discarded';
/** What a job makes converge. The entity key decides order and coalescing: `link:7`, `ticket:1042`, `workorder:91422`. */
export type JobTarget =
  | { readonly kind: 'link'; readonly linkId: LinkId }
  | { readonly kind: 'ticket'; readonly ticketId: TicketId }
  | { readonly kind: 'workorder'; readonly workOrderId: WorkOrderId };
export interface NewJob {
  readonly target: JobTarget;
  /** Why, for people: `callback`, `webhook`, `poll`, `start`, `retry`, `manual`. */
  readonly cause: string;
  readonly runAt: number;
}
export interface Job {
  readonly id: JobId;
  readonly target: JobTarget;
  readonly entityKey: string;
  readonly state: JobState;
  readonly cause: string;
  readonly runAt: number;
  /** Counted at claim. */
  readonly attempts: number;
  readonly interruptions: number;
  readonly createdAt: number;
  readonly lastError: AppErrorInfo | null;
}
export interface ClaimedJob extends Job {
  /** Row of this run in the attempt table. */
  readonly attemptId: number;
  /** Every open event of the job's record(s), oldest first. */
  readonly events: readonly EventRow[];
  /** First receipt of the deliveries this run answers (ms), for the latency figures; null when a poll caused it. */
  readonly firstReceivedAt: number | null;
}

export type JobOutcome =
  | { readonly kind: 'done' }
  /** Back to ready. `countAttempt: false` gives the attempt back (rate limit, offline, sign-in, waiting for search). */
  | {
      readonly kind: 'retry';
      readonly runAt: number;
      readonly countAttempt: boolean;
      readonly error: AppErrorInfo | null;
    }
  | { readonly kind: 'dead'; readonly error: AppErrorInfo }
  /** Waits for a person's approval (bulk or money). */
  | { readonly kind: 'held'; readonly error: AppErrorInfo };

/** Everything that changes when a run ends: one transaction. */
export interface Settlement {
  readonly job: ClaimedJob;
  readonly now: number;
  readonly outcome: JobOutcome;
  readonly eventsDone: readonly number[];
  readonly eventsIgnored: readonly number[];
  /** Milestone events found while reading; inserted as done, ignored when known. */
  readonly eventsObserved: readonly NewEvent[];
  readonly link: LinkUpdate | null;
  readonly activities: readonly NewActivity[];
  /** Both records as this run read them; kept 30 days for replay. */
  readonly records: { readonly ticket: JsonObject | null; readonly workOrder: JsonObject | null };
  /** What the run decided and the base it started from, for replay; null when it got nowhere. */
  readonly plan: JsonObject | null;
  /**
   * Every rule in conflict now: new ones are opened, known ones get the present values (a choice made on other values is void and the conflict
   * open again), those no longer listed are settled. Null: the run did not look.
   */
  readonly conflicts: readonly NewConflict[] | null;
  /** What the run asked of both remotes; absent when nobody recorded it. */
  readonly requests?: RunRequests;
  /** Jobs that follow from this one (coalesced as usual). */
  readonly followUps: readonly NewJob[];
}

export interface Store
  extends StoreIntake,
    StoreLinks,
    StorePairs,
    StoreMappings,
    StoreOutages,
    StoreAlerts,
    StoreAudit,
    StoreFigures,
    StoreLog {
  // queue
  /**
   * Adds or coalesces. A ticket or work-order target whose open link is known becomes that link's job; a ready job with the same
   * entity key takes the earlier `runAt`; a dead one is revived with attempts 0 when `revive` is set.
   */
  enqueue(job: NewJob, options: { now: number; revive?: boolean }): Promise<{ jobId: JobId; coalesced: boolean }>;
  /**
   * The oldest ready job with `runAt <= now` whose entity key has nothing running and nothing earlier unfinished (dead and held do
   * not block), in one transaction: running, attempts + 1, attempt row started.
   */
  claimJob(now: number): Promise<ClaimedJob | null>;
  /** Earliest `runAt` of the ready jobs, null when there are none. */
  nextRunAt(): Promise<number | null>;
  settleJob(settlement: Settlement): Promise<void>;
  /** At boot: running jobs return to ready with interruptions + 1; at three they become dead with an explanation. */
  recoverInterrupted(now: number): Promise<{ resumed: number; dead: number }>;
  /** The clock was set back by `byMs` while the app ran: waiting jobs wait no longer than they did, and nothing was looked at in the future. */
  clockSetBack(now: number, byMs: number): Promise<void>;
  queueCounts(): Promise<QueueCounts>;
  /** Dead and held jobs, newest first, with the link they concern. */
  attention(limit: number): Promise<readonly (Job & { readonly link: Link | null })[]>;
  retryJobs(ids: readonly JobId[], now: number): Promise<number>;
  /** Held jobs a person approved: ready again, and marked approved so that they are not held a second time. */
  approveJobs(ids: readonly JobId[], now: number): Promise<number>;
  isApproved(id: JobId): Promise<boolean>;
  discardJob(id: JobId, reason: string, now: number): Promise<void>;
  attempts(jobId: JobId): Promise<readonly Attempt[]>;

  // what is set aside
  /**
   * The profile now talks to another ConnectWise or Field Nation, whose numbers mean other records: every link is closed, what waits about
   * them is discarded, and what was remembered of the pair and of `sides` (those that are others now; both unless told) is forgotten. What is
   * known of the side that stays is kept. Returns how many links were closed.
   */
  setAside(now: number, sides?: readonly Remote[]): Promise<number>;

  // tickets a person chose not to send at Start; forgotten once they leave the trigger status
  ignoreTickets(ids: readonly TicketId[]): Promise<void>;
  isIgnored(id: TicketId): Promise<boolean>;
  ignoredTickets(): Promise<readonly TicketId[]>;
  forgetIgnored(ids: readonly TicketId[]): Promise<void>;

  // log (read through the second, read-only connection)
  appendActivities(entries: readonly NewActivity[]): Promise<void>;
  /** Newest first; `before` is an id, exclusive. `after`: the lines next above that id instead. */
  activities(
    filter: ActivityFilter,
    before: number | null,
    limit: number,
    after?: number | null,
  ): Promise<readonly Activity[]>;
  activity(id: number): Promise<Activity | null>;

  // lanes, values
  lanes(): Promise<readonly LaneRow[]>;
  saveLane(row: LaneRow): Promise<void>;
  /** Small named documents: configuration, cursors, subscription ids, window state, installation id. */
  value(key: string): Promise<Json | undefined>;
  setValue(key: string, value: Json, now: number): Promise<void>;

  // care
  info(): Promise<StoreInfo>;
  /**
   * Retention: inbox, runs and attempts 30 days, bodies of requests 7 where the run ended well, done jobs 14 days, outages and past alerts 90 days, figures two days by the minute and 90 by the hour;
   * in chunks.
   */
  prune(now: number): Promise<void>;
  backup(file: string): Promise<void>;
  integrityCheck(full: boolean): Promise<readonly string[]>;
  close(): Promise<void>;
}
