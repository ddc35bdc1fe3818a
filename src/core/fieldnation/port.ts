import type { Named, WorkOrder, WorkOrderId } from '../../shared/domain/records.ts';
import type { Json } from '../../shared/json.ts';
import type { FieldDiscovery } from '../catalog/port.ts';
import type { ProbeStep } from '../probe.ts';
import type { FieldChange } from '../psa/port.ts';
import type { FieldNationRecords } from './records-port.ts';

/** A v3 webhook as Field Nation stores it. */
export interface Webhook {
  readonly webhookId: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly status: 'active' | 'inactive' | 'archived';
  readonly notificationEmail: string;
  /** ms UTC; null when Field Nation does not say. */
  readonly updatedAt: number | null;
}

/** What of a webhook is changed; what is left out stays as it is. The list of events is replaced as a whole. */
export interface WebhookChanges {
  readonly url?: string;
  readonly events?: readonly string[];
  readonly status?: 'active' | 'inactive';
  readonly notificationEmail?: string;
  readonly secret?: string;
}

/** A webhook to make; `active` unless said otherwise. */
export interface NewWebhook {
  readonly url: string;
  readonly events: readonly string[];
  readonly secret: string;
  readonly status?: 'active' | 'inactive';
  /** Empty = nowhere. */
  readonly notificationEmail?: string;
}

/** An event a webhook can be for, in Field Nation's words. */
export interface WebhookEventInfo {
  readonly name: string;
  readonly label: string;
  readonly description: string;
}

/** One attempt to deliver, as Field Nation's log has it. */
export interface DeliveryLogEntry {
  /** `uuid:attempt`, or a uuid of its own. */
  readonly deliveryId: string;
  readonly webhookId: string;
  readonly eventName: string;
  readonly workOrderId: number | null;
  /** HTTP status of the answer; 0 or null when there was none. */
  readonly status: number | null;
  /** 1 = the first. */
  readonly attempt: number;
  /** ms UTC. */
  readonly at: number | null;
}

export interface DeliveryLogQuery {
  readonly webhookId?: string;
  readonly workOrderId?: number;
  /** From 1. */
  readonly page: number;
  /** 500 at most. */
  readonly perPage: number;
}

/** Field Nation's REST API v2 and webhook API v3. All methods throw AppError and go through Field Nation's lane. */
export interface FieldNation extends FieldNationRecords, FieldDiscovery {
  workOrder(id: WorkOrderId, signal?: AbortSignal): Promise<WorkOrder>;
  /** Batched read through `f_work_order_id`; ids that no longer exist are missing from the answer. */
  workOrders(ids: readonly WorkOrderId[], signal?: AbortSignal): Promise<readonly WorkOrder[]>;
  /** Work orders whose description holds exactly this marker (`f_search`, verified on the full record). Search may lag. */
  findByMarker(marker: string, signal?: AbortSignal): Promise<readonly WorkOrder[]>;
  /**
   * Work orders `f_search` finds with a text, as the list shows them, page by page; `onRead` hears how many there are so far. Only a hint: search
   * lags and finds more than the text.
   */
  searchWorkOrders(text: string, onRead: (count: number) => void, signal?: AbortSignal): Promise<readonly WorkOrder[]>;
  /** Creates a draft from mapping targets. A timeout after sending is `ambiguous`. */
  createWorkOrder(changes: readonly FieldChange[], signal?: AbortSignal): Promise<WorkOrder>;
  /** Partial PUT; returns the work order as read back. */
  updateWorkOrder(id: WorkOrderId, changes: readonly FieldChange[], signal?: AbortSignal): Promise<WorkOrder>;
  publish(id: WorkOrderId, signal?: AbortSignal): Promise<WorkOrder>;
  /** The company's types of work by name: what a work order needs to be published. */
  typesOfWork(signal?: AbortSignal): Promise<readonly Named[]>;
  readField(workOrder: Pick<WorkOrder, 'document'>, target: string): Json | undefined;
  /** Whether the field keeps both as one value: a number and its text in a custom field are, `007` and 7 are not. */
  sameValue(workOrder: Pick<WorkOrder, 'document'>, target: string, a: Json | undefined, b: Json | undefined): boolean;
  webhooks(signal?: AbortSignal): Promise<readonly Webhook[]>;
  /** Null when it is gone. */
  webhook(webhookId: string, signal?: AbortSignal): Promise<Webhook | null>;
  /** Updates the existing one; makes a new one when there is none, or it is gone or archived for good. */
  saveWebhook(input: NewWebhook & { readonly existingId: string | null }, signal?: AbortSignal): Promise<Webhook>;
  createWebhook(input: NewWebhook, signal?: AbortSignal): Promise<Webhook>;
  updateWebhook(webhookId: string, changes: WebhookChanges, signal?: AbortSignal): Promise<Webhook>;
  /** The events of work orders a webhook can be for. */
  webhookEvents(signal?: AbortSignal): Promise<readonly WebhookEventInfo[]>;
  /** Attempts to deliver, newest first; kept for about two weeks. `more`: another page may have some. */
  deliveryLog(
    query: DeliveryLogQuery,
    signal?: AbortSignal,
  ): Promise<{ readonly entries: readonly DeliveryLogEntry[]; readonly more: boolean }>;
  /** Asks for a delivery to be made again; Field Nation does so a moment later. */
  retryDelivery(deliveryId: string, signal?: AbortSignal): Promise<void>;
  deleteWebhook(webhookId: string, signal?: AbortSignal): Promise<void>;
  /** Ids of the user whose token we use: own changes carry it. Null when it cannot be told. */
  ownUserId(): number | null;
  probe(onStep: (step: ProbeStep) => void, signal?: AbortSignal): Promise<readonly ProbeStep[]>;
  workOrderUrl(id: WorkOrderId): string;
}
