import type { CopyKind } from '../../shared/domain/link-life.ts';
import type { LogDetails } from '../../shared/domain/log-details.ts';
import type { Base, JobId, Link, LinkId, TicketId, WorkOrderId } from '../../shared/domain/records.ts';
import type { Json, JsonObject } from '../../shared/json.ts';

/* What belongs to a pair of records beyond its fields: copies, conflicts, opening and closing links, kept runs. Part of the Store port. */

/** Value: when the profile was connected to another system (ms); links made before speak of records it no longer sees. */
export const otherSystemSinceKey = 'system.since';

/** Committed before the create is sent; what the other side made of it is added as soon as the answer arrives. */
export interface NewCopy {
  /** Null only for `ticket`, whose link comes after. */
  readonly linkId: LinkId | null;
  readonly kind: CopyKind;
  /** The source's own id; unique per link and kind. */
  readonly sourceId: string;
  /** Fingerprint of the content that is carried over. */
  readonly sourceHash: string;
  /** Text that finds the target again after an answer was lost, e.g. `[FN#8812]`. */
  readonly marker: string;
  readonly detail: JsonObject;
}
export interface Copy extends NewCopy {
  readonly id: number;
  /** `intended`: may or may not exist on the other side. `skipped`: deliberately not carried over, `detail.reason` says why. */
  readonly state: 'intended' | 'done' | 'skipped';
  readonly targetId: string | null;
  readonly createdAt: number;
  /** When it was last about to be sent; 0 for one that never was. */
  readonly sentAt: number;
  readonly settledAt: number | null;
}

/** When and by whom a value was changed, as exactly as can be told. */
export interface Evidence {
  /** The change happened after `from` and not after `to` (ms UTC); equal when the moment is known. */
  readonly from: number;
  readonly to: number;
  /** Empty: unknown. */
  readonly by: string;
  readonly source: 'webhook' | 'callback' | 'record' | 'audit' | 'between-reads';
}
export interface NewConflict {
  readonly ruleId: string;
  readonly target: string;
  readonly direction: 'inbound' | 'outbound';
  readonly ticketValue: Json;
  readonly workOrderValue: Json;
  readonly ticketChange: Evidence | null;
  readonly workOrderChange: Evidence | null;
}
export type ConflictChoice = 'connectwise' | 'fieldnation';
export interface Conflict extends NewConflict {
  /** Stands for these two values: when one changes, the conflict goes on under a new id with its `openedAt`. */
  readonly id: number;
  readonly linkId: LinkId;
  /** `chosen`: a person chose, the next run acts on it. `settled`: no longer in conflict. */
  readonly state: 'open' | 'chosen' | 'settled';
  readonly choice: ConflictChoice | null;
  readonly chosenBy: string;
  readonly openedAt: number;
  readonly settledAt: number | null;
}

/** A finished run as it can be replayed: both records as read, the base it started from, and what it did. */
export interface KeptRun {
  readonly attemptId: number;
  readonly jobId: JobId | null;
  readonly at: number;
  readonly linkId: LinkId | null;
  readonly ticket: JsonObject | null;
  readonly workOrder: JsonObject | null;
  /** As the run gave it (sync/run.ts); null for runs of earlier releases. */
  readonly plan: JsonObject | null;
}

/** A kept run with when it began, and the callbacks and webhooks it answered. */
export interface LinkRun extends KeptRun {
  /** ms UTC; the run's end where the beginning is forgotten. */
  readonly startedAt: number;
  readonly received: LogDetails['received'];
}

export interface StorePairs {
  // copies
  /** Every copy of a link, oldest first. */
  copies(linkId: LinkId): Promise<readonly Copy[]>;
  /** A copy that has no link yet. */
  looseCopy(kind: CopyKind, sourceId: string): Promise<Copy | null>;
  /** Adds it as `intended` with `sentAt = now`, or returns the one that is there. A new one on a closed link throws `store.link-closed`. */
  intendCopy(copy: NewCopy, now: number): Promise<{ readonly copy: Copy; readonly added: boolean }>;
  markCopySent(id: number, now: number): Promise<void>;
  /** The other side has it. `linkId` gives a loose copy to its link. */
  recordCopy(
    id: number,
    result: {
      readonly targetId: string;
      readonly detail?: JsonObject;
      readonly sourceHash?: string;
      readonly linkId?: LinkId;
    },
    now: number,
  ): Promise<void>;
  /** Adds copies that are deliberately not made (or turns intended ones into such); `detail.reason` says why. Known ones stay as they are when done. */
  skipCopies(copies: readonly NewCopy[], now: number): Promise<void>;
  /** Takes back a skip, so that it is decided again. What may have been sent before is `intended` again and has to be looked for. */
  forgetSkipped(id: number): Promise<void>;

  // conflicts
  /** Open and chosen ones, newest first, with their links. */
  openConflicts(limit: number): Promise<readonly (Conflict & { readonly link: Link })[]>;
  /** Open and chosen ones. */
  conflictsOf(linkId: LinkId): Promise<readonly Conflict[]>;
  conflict(id: number): Promise<Conflict | null>;
  /** Those nobody has chosen for yet. */
  countConflicts(): Promise<number>;
  /** One transaction: the choice, and the link's job ready at once. False when it is settled already, or its values changed since (see `id`). */
  chooseConflict(id: number, choice: ConflictChoice, by: string, now: number): Promise<boolean>;

  // links
  /**
   * Links two existing records, state `open`. Jobs of either record move to the link, which gets one. Throws `store.link-exists` when one of
   * them has an open link.
   */
  openPair(input: {
    readonly ticketId: TicketId;
    readonly workOrderId: WorkOrderId;
    readonly ticketSummary: string;
    readonly companyName: string;
    readonly ticketStatus: string;
    readonly workOrderStatus: string;
    readonly markerPrefix: string;
    readonly origin: Link['origin'];
    readonly base?: Base;
    readonly seen?: JsonObject;
    /** The reference the work order carries already (a pair found again); a new one unless told, and when a link here has it. */
    readonly marker?: string;
    /** When the pair came to be, where that is longer ago than now (ms). */
    readonly createdAt?: number;
    /** What its work order went through before: nobody acts on that any more. */
    readonly seenMilestones?: Link['seenMilestones'];
    readonly now: number;
  }): Promise<Link>;
  /** One transaction: closed with a reason; its unfinished jobs are discarded, intents and intended copies abandoned, conflicts settled. */
  closeLink(id: LinkId, reason: string, now: number): Promise<void>;
  /** A closed link is open again with its base and maps, and gets a job. Throws `store.link-exists` when either record is linked elsewhere. */
  reopenLink(id: LinkId, now: number): Promise<Link>;
  /** Every link a ticket ever had, newest first. */
  linksOfTicket(ticketId: TicketId): Promise<readonly Link[]>;
  linksOfWorkOrder(workOrderId: WorkOrderId): Promise<readonly Link[]>;

  // dead letters and replay
  /** Dead and held jobs by the code of their error. */
  attentionGroups(): Promise<
    readonly {
      readonly code: string;
      readonly state: 'dead' | 'held';
      readonly count: number;
      readonly oldestAt: number;
      readonly example: string;
    }[]
  >;
  /** All dead jobs whose error has this code become ready. Returns how many. */
  retryKind(code: string, now: number): Promise<number>;
  discardJobs(ids: readonly JobId[], reason: string, now: number): Promise<number>;
  /** Kept runs, newest first, without their records; `before` is an attempt id, exclusive. */
  runs(
    filter: { readonly linkId?: LinkId },
    before: number | null,
    limit: number,
  ): Promise<readonly Omit<KeptRun, 'ticket' | 'workOrder' | 'plan'>[]>;
  keptRun(attemptId: number): Promise<KeptRun | null>;
  /** Kept runs of a link, newest first, whole; `before` is an attempt id, exclusive. */
  linkRuns(linkId: LinkId, before: number | null, limit: number): Promise<readonly LinkRun[]>;
  /** Events of a record, newest first. */
  eventsOf(
    record: { readonly recordType: 'ticket' | 'workorder'; readonly recordId: number },
    limit: number,
  ): Promise<
    readonly {
      readonly id: number;
      readonly name: string;
      readonly occurrence: string;
      readonly at: number;
      readonly state: string;
    }[]
  >;
}
