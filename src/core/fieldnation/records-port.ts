import type { Named, WorkOrder, WorkOrderId } from '../../shared/domain/records.ts';
import type { FetchedFile, LocalFile } from '../files/port.ts';

/* What hangs on a work order (messages, files, visits, money), its actions, and look-ups. Part of the FieldNation port. */

/** Where a message can be read. `provider`: the assigned provider reads it; `buyer`: only the company's own people. */
export type MessageAudience = 'provider' | 'buyer';

export interface WorkOrderMessage {
  /** `msg_id`. */
  readonly id: string;
  /** The message it replies to; null for the first of a thread. */
  readonly parentId: string | null;
  readonly text: string;
  /** Field Nation's own type, e.g. `ASSIGNEDTECH`, `INTERNAL`, `FROMTECH`, `STAFF_NOTE`; empty when the answer does not say. */
  readonly type: string;
  /** `buyer` when the type or role says so, and when nothing says who may read it: never guess that something is public. */
  readonly audience: MessageAudience;
  /** True when a provider wrote it. */
  readonly fromProvider: boolean;
  readonly authorId: number | null;
  readonly authorName: string;
  /** ms UTC; 0 when unknown. */
  readonly createdAt: number;
}

export interface WorkOrderFolder {
  readonly id: number;
  readonly name: string;
  /** `document` = buyer to provider, `slot` = deliverables. */
  readonly type: string;
  /** Bytes; null when the folder does not say. */
  readonly maxBytes: number | null;
  readonly files: readonly WorkOrderFile[];
}
export interface WorkOrderFile {
  readonly folderId: number;
  readonly attachmentId: number;
  /** Field Nation's stable id of the file. */
  readonly uploadId: string;
  readonly name: string;
  readonly mime: string;
  readonly sizeBytes: number | null;
  /** Address of the content. */
  readonly link: string;
  readonly notes: string;
  readonly authorId: number | null;
  readonly authorName: string;
  readonly createdAt: number;
}

export interface Visit {
  /** Time-log id. */
  readonly id: number;
  readonly inAt: number | null;
  readonly outAt: number | null;
  readonly hours: number | null;
}

export interface WorkOrderExpense {
  readonly id: number;
  readonly description: string;
  readonly amount: number;
  /** Approved expenses only count into totals. */
  readonly approved: boolean;
}

export interface FieldNationUser {
  readonly id: number;
  readonly name: string;
  /** Lower case; empty when Field Nation does not give it. */
  readonly email: string;
}

export interface FieldNationRecords {
  /** Every message with its replies, oldest first, flat. */
  messages(id: WorkOrderId, signal?: AbortSignal): Promise<readonly WorkOrderMessage[]>;
  /** Posts plain text; finds the new message in the answered list by its text. `replyTo` keeps the thread. Ambiguous after a timeout. */
  postMessage(
    id: WorkOrderId,
    message: { readonly text: string; readonly audience: MessageAudience; readonly replyTo: string | null },
    signal?: AbortSignal,
  ): Promise<WorkOrderMessage>;

  /** Folders with their files, from the work order's own record. */
  folders(workOrder: Pick<WorkOrder, 'document'>): readonly WorkOrderFolder[];
  /** Streams a file's link to `file`; throws `fieldnation.too-large` (permanent) once more than `maxBytes` arrive. */
  downloadFile(from: WorkOrderFile, file: string, maxBytes: number, signal?: AbortSignal): Promise<FetchedFile>;
  /** Streams a local file into a folder; `notes` carries the marker. Ambiguous after a timeout. */
  uploadFile(
    id: WorkOrderId,
    input: { readonly folderId: number; readonly file: LocalFile; readonly notes: string },
    signal?: AbortSignal,
  ): Promise<WorkOrderFile>;

  visits(workOrder: Pick<WorkOrder, 'document'>): readonly Visit[];
  expenses(workOrder: Pick<WorkOrder, 'document'>): readonly WorkOrderExpense[];
  /** Total pay as Field Nation sums it; null when the record does not say. */
  totalPay(workOrder: Pick<WorkOrder, 'document'>): number | null;
  /** The company's own person in charge; null when none. */
  manager(workOrder: Pick<WorkOrder, 'document'>): { readonly id: number; readonly name: string } | null;

  routeToProvider(id: WorkOrderId, providerId: number, signal?: AbortSignal): Promise<WorkOrder>;
  /** Routes to every provider of a talent pool. */
  routeToPool(id: WorkOrderId, poolId: number, signal?: AbortSignal): Promise<WorkOrder>;
  cancel(id: WorkOrderId, reason: string, signal?: AbortSignal): Promise<WorkOrder>;

  /** Work orders that are not linked here may make tickets: drafts, published, assigned and done ones, newest first, `maxPages` pages of 100. */
  recentWorkOrders(maxPages: number, signal?: AbortSignal): Promise<readonly WorkOrder[]>;
  managers(signal?: AbortSignal): Promise<readonly FieldNationUser[]>;
  talentPools(signal?: AbortSignal): Promise<readonly Named[]>;
  clients(signal?: AbortSignal): Promise<readonly Named[]>;
  projects(signal?: AbortSignal): Promise<readonly Named[]>;
  customFields(signal?: AbortSignal): Promise<readonly Named[]>;
}
