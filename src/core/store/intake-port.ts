import type { NewActivity } from '../../shared/domain/activity.ts';
import type { InboxId, JobId, Remote } from '../../shared/domain/records.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';
import type { NewJob } from './port.ts';

/* What arrives: deliveries as they were received, and the events that come of them. Part of the Store port. */

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

export interface StoreIntake {
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
}
