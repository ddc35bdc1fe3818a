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
}

/** Field Nation's REST API v2 and webhook API v3. All methods throw AppError and go through Field Nation's lane. */
export interface FieldNation extends FieldNationRecords, FieldDiscovery {
  workOrder(id: WorkOrderId, signal?: AbortSignal): Promise<WorkOrder>;
  /** Batched read through `f_work_order_id`; ids that no longer exist are missing from the answer. */
  workOrders(ids: readonly WorkOrderId[], signal?: AbortSignal): Promise<readonly WorkOrder[]>;
  /** Work orders whose description holds exactly this marker (`f_search`, verified on the full record). Search may lag. */
  findByMarker(marker: string, signal?: AbortSignal): Promise<readonly WorkOrder[]>;
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
  saveWebhook(
    input: { existingId: string | null; url: string; events: readonly string[]; secret: string },
    signal?: AbortSignal,
  ): Promise<Webhook>;
  deleteWebhook(webhookId: string, signal?: AbortSignal): Promise<void>;
  /** Ids of the user whose token we use: own changes carry it. Null when it cannot be told. */
  ownUserId(): number | null;
  probe(onStep: (step: ProbeStep) => void, signal?: AbortSignal): Promise<readonly ProbeStep[]>;
  workOrderUrl(id: WorkOrderId): string;
}
