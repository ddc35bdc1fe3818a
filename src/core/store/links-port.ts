import type { Base, JobId, Link, LinkId, TicketId, WorkOrderId } from '../../shared/domain/records.ts';
import type { JsonObject } from '../../shared/json.ts';

/* Links as runs make, change and find them, and the intents that keep a create from happening twice. Part of the Store port. */

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

export interface StoreLinks {
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
}
