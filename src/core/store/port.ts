import type { Activity, ActivityFilter, NewActivity } from '../../shared/domain/activity.ts';
import type { Base, InboxId, JobId, Link, LinkId, Remote, TicketId, WorkOrderId } from '../../shared/domain/records.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import type { StoreAlerts } from './alerts-port.ts';
import type { StoreAudit } from './audit-port.ts';
import type { Attempt, LaneRow, QueueCounts, StoreFigures, StoreInfo } from './figures-port.ts';
import type { RunRequests, StoreLog } from './log-port.ts';
import type { StoreMappings } from './mappings-port.ts';
import type { StoreOutages } from './outages-port.ts';
import type { NewConflict, StorePairs } from './pairs-port.ts';

/*
 * The Store port. Every atomic step of the engine is one method; in SQLite each is one synchronous transaction inside the
 * store worker, the only writer. Nothing else opens a transaction, so another database can stand in. `now` is always
 * passed in: the store never reads a clock.
 */

/** A callback or webhook as it arrived. `deliveryId` is the sender's own id (MessageId, delivery uuid without attempt). */
export interface NewDelivery {
  readonly source: Remote;
  readonly deliveryId: string;
  readonly receivedAt: number;
  /** `unverified`: the signing key was not known when it arrived; no job comes of it before it is verified. */
  readonly state: 'verified' | 'unverified';
  /** What it is about, e.g. `ticket` 1042 `updated`; `workorder` 91422 `workorder.status.assigned`. A hint only. */
  readonly recordType: string;
  readonly recordId: number;
  readonly action: string;
  /** Who the sender says changed it (`MemberId`, `triggered_by_user.id`). */
  readonly actor: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export type DeliveryState = 'unverified' | 'verified' | 'queued' | 'rejected' | 'dropped';
export interface Delivery extends Omit<NewDelivery, 'state'> {
  readonly id: InboxId;
  readonly state: DeliveryState;
}

/** A fact that happened once, unique by (record, name, occurrence). */
export interface NewEvent {
  readonly recordType: 'ticket' | 'workorder';
  readonly recordId: number;
  /** `FN_WO_ASSIGNED`, `PSA_TICKET_UPDATED`, ... */
  readonly name: string;
  /** Delivery id, message id, time-log id or milestone time. */
  readonly occurrence: string;
  readonly at: number;
}
export interface EventRow extends NewEvent {
  readonly id: number;
  readonly state: 'open' | 'done' | 'duplicate' | 'ignored';
}

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

/** A row committed before a create is sent. */
export interface NewIntent {
  readonly linkId: LinkId;
  readonly kind: 'create-work-order';
  readonly sourceId: string;
  readonly marker: string;
}
export interface Intent extends NewIntent {
  readonly id: number;
  readonly state: 'open' | 'done' | 'abandoned';
  readonly createdAt: number;
  /** When the create was last about to be sent; until search has had time to catch up after it, "not found" proves nothing. */
  readonly sentAt: number;
  readonly remoteId: string | null;
}

export interface LinkUpdate {
  readonly linkId: LinkId;
  /** A closed link stays closed, whatever a run under way says; `reopenLink` opens it. */
  readonly state?: Link['state'];
  readonly workOrderId?: WorkOrderId;
  readonly ticketSummary?: string;
  readonly companyName?: string;
  readonly ticketStatus?: string;
  readonly workOrderStatus?: string;
  readonly providerName?: string;
  readonly base?: Base;
  readonly mappingVersion?: number;
  readonly seenMilestones?: Readonly<Record<string, number>>;
  /** The whole document, as it shall be kept. */
  readonly seen?: JsonObject;
  readonly lastSyncedAt?: number;
  /** The ticket was merged into another one: the link follows. Throws `store.link-exists` when that one has an open link. */
  readonly ticketId?: TicketId;
  /** With state `closed`: why, in words. */
  readonly closedReason?: string;
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
  extends StorePairs,
    StoreMappings,
    StoreOutages,
    StoreAlerts,
    StoreAudit,
    StoreFigures,
    StoreLog {
  // intake
  /** Inserts the inbox row and commits. `full`: too many unverified rows wait; the caller answers 503. */
  acceptDelivery(
    delivery: NewDelivery,
    limits: { maxUnverified: number },
  ): Promise<{ id: InboxId; outcome: 'stored' | 'duplicate' | 'full' }>;
  /** Verified rows not queued yet, oldest first, and then unverified rows, oldest first. */
  pendingDeliveries(limit: number): Promise<readonly Delivery[]>;
  /** Signatures of the newest webhooks that were taken in, oldest first, each with the delivery it came as. */
  webhookSignatures(limit: number): Promise<readonly { signature: string; deliveryId: string }[]>;
  /** One transaction: row -> `queued`, its events inserted (known ones ignored), its job added or coalesced. */
  queueDelivery(
    id: InboxId,
    events: readonly NewEvent[],
    job: NewJob | null,
    now: number,
  ): Promise<{ newEvents: number; jobId: JobId | null }>;
  rejectDelivery(id: InboxId, error: AppErrorInfo, activity: NewActivity, now: number): Promise<void>;
  /** Unverified rows older than `before` become `dropped`; returns how many. */
  dropUnverified(before: number): Promise<number>;

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

  // links and intents
  /**
   * One transaction before the first remote write: the link in state `creating`, its intent, and every unfinished job of
   * `ticket:<id>` re-keyed to the link. Throws `store.link-exists` when the ticket has an open link already. `marker` is built by the
   * callback from the link's ordinal for this ticket (1 for the first, 2 for a revisit).
   */
  openLink(input: {
    ticketId: TicketId;
    ticketSummary: string;
    companyName: string;
    ticketStatus: string;
    markerPrefix: string;
    /** What the create is about to give; a run that finds the work order later sees what the ticket changed since. */
    base?: Base;
    jobId: JobId;
    now: number;
  }): Promise<{ link: Link; intent: Intent }>;
  /** Commits the remote id of an intent, and for a work order also onto the link, at once. */
  recordIntentResult(intentId: number, remoteId: string, now: number): Promise<void>;
  /** Commits `sentAt = now` before a create is sent again. */
  markIntentSent(intentId: number, now: number): Promise<void>;
  openIntents(linkId: LinkId): Promise<readonly Intent[]>;
  /** Intents of this kind created since `since`: the bulk guard counts them. */
  countIntents(kind: NewIntent['kind'], since: number): Promise<number>;
  link(id: LinkId): Promise<Link | null>;
  openLinkByTicket(ticketId: TicketId): Promise<Link | null>;
  openLinkByWorkOrder(workOrderId: WorkOrderId): Promise<Link | null>;
  linkByMarker(marker: string): Promise<Link | null>;
  /** Open and creating links, by id, `after` exclusive. */
  openLinks(after: LinkId, limit: number): Promise<readonly Link[]>;
  /**
   * Open links whose last run ended before this time (ms), the longest ago first, without those whose job waits for a person and those whose
   * work order is in one of the statuses `except` (lower case).
   */
  staleLinks(before: number, limit: number, except?: readonly string[]): Promise<readonly Link[]>;
  searchLinks(text: string, limit: number): Promise<readonly Link[]>;
  /** Both records as the link's newest run read them, with the time of that run; null before the first. */
  lastRecords(
    linkId: LinkId,
  ): Promise<{ readonly at: number; readonly ticket: JsonObject | null; readonly workOrder: JsonObject | null } | null>;
  countLinks(): Promise<{ open: number; creating: number; closed: number }>;

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
   * Retention: inbox, runs and attempts 30 days, done jobs 14 days, outages and past alerts 90 days, figures two days by the minute and 90 by the hour;
   * in chunks.
   */
  prune(now: number): Promise<void>;
  backup(file: string): Promise<void>;
  integrityCheck(full: boolean): Promise<readonly string[]>;
  close(): Promise<void>;
}
