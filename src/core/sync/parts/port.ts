import type { Link, Ticket, WorkOrder } from '../../../shared/domain/records.ts';
import type { AppErrorInfo } from '../../../shared/errors.ts';
import type { Json } from '../../../shared/json.ts';
import type { Copy } from '../../store/pairs-port.ts';
import type { SyncContext } from '../context.ts';
import type { ActingEvents } from '../events/acting.ts';
import type { Run } from '../run.ts';

/*
 * A part is one concern of a link's run beside its mapped fields: notes, documents, visits, the schedule, actions asked for by status, events
 * that write. Parts run one after the other, after the fields, on both records as they are by then. A part keeps what it needs between runs
 * in `link.seen` under its own name and everything it creates in the link's copies: the copy is committed before the create is sent.
 */

export const partNames = [
  'reference',
  'status-actions',
  'notes',
  'documents',
  'owner',
  'schedule',
  'visits',
  'closing-notes',
  'money',
  'event-actions',
] as const;
export type PartName = (typeof partNames)[number];

export interface PartInput {
  readonly context: SyncContext;
  readonly run: Run;
  readonly link: Link;
  readonly ticket: Ticket;
  readonly workOrder: WorkOrder;
  /** True in the run that opens the link: what stood on either side before it is not news. */
  readonly fresh: boolean;
  /** The facts this run found out about, and which of them are to act. */
  readonly events: ActingEvents;
  /** What this part left in `link.seen` the last time; undefined the first time. */
  readonly seen: Json | undefined;
  /** The link's copies, read once per run. */
  readonly copies: () => Promise<readonly Copy[]>;
  /** True when a person asked for this run: what was refused is tried again. */
  readonly asked: boolean;
  readonly signal: AbortSignal;
}

export interface PartResult {
  /** For `link.seen`; omitted = as it was. */
  readonly seen?: Json;
  /** What a person has to solve; the rest of the run is kept all the same. */
  readonly problems: readonly AppErrorInfo[];
  /** The records where the part changed them. */
  readonly ticket?: Ticket;
  readonly workOrder?: WorkOrder;
  /** Waits for a person's approval (money, bulk). */
  readonly held?: AppErrorInfo;
  /** A create of unknown fate is still to be looked up; the run is repeated then (ms UTC), without using an attempt. */
  readonly waitUntil?: number;
}

export interface Part {
  readonly name: PartName;
  /** False when nothing of it is switched on: it costs nothing then. */
  readonly wanted: (input: PartInput) => boolean | Promise<boolean>;
  /** Throws AppError to end the run; it is repeated, and finds what it did in the copies. */
  readonly run: (input: PartInput) => Promise<PartResult>;
}
