import type { Ticket, WorkOrder } from '../../../shared/domain/records.ts';
import { AppError } from '../../../shared/errors.ts';
import type { SyncContext } from '../../sync/context.ts';
import { markersIn, workOrderInReference } from '../../sync/marker.ts';
import type { Side } from './propose.ts';

/** What every text marker begins with, for the search. */
const markerWord = 'DBR';
const referenceStart = 'FN-';

export interface ReadProgress {
  readonly tickets: (count: number) => void;
  readonly workOrders: (count: number) => void;
}

/**
 * Everything on both sides that names a record of the other one by what this app writes: tickets whose external reference names a work order,
 * work orders whose description carries a marker, and the records either of them names. Reads only; all through the lanes.
 */
export async function readBoth(
  context: Pick<SyncContext, 'psa' | 'fieldNation'>,
  progress: ReadProgress,
  signal: AbortSignal,
): Promise<Side> {
  const psa = context.psa();
  const fieldNation = context.fieldNation();
  const naming = await psa.ticketsWithReference(referenceStart, progress.tickets, signal);
  const tickets = new Map<number, Ticket>(naming.map((ticket) => [ticket.id, ticket]));
  const workOrders = new Map<number, WorkOrder>();
  for (const hit of await fieldNation.searchWorkOrders(markerWord, progress.workOrders, signal)) {
    const whole = hasDescription(hit) ? hit : await orNull(fieldNation.workOrder(hit.id, signal));
    if (whole !== null && markersIn(whole).length > 0) workOrders.set(whole.id, whole);
    progress.workOrders(workOrders.size);
  }
  // Search lags, and a description may have been rewritten: what a ticket names is read by its number.
  const named = naming.flatMap((ticket) => workOrderInReference(ticket.externalRef) ?? []);
  const missing = named.filter((id) => !workOrders.has(id));
  for (const found of await fieldNation.workOrders(missing, signal)) {
    const whole = hasDescription(found) ? found : await orNull(fieldNation.workOrder(found.id, signal));
    if (whole !== null) workOrders.set(whole.id, whole);
    progress.workOrders(workOrders.size);
  }
  for (const ticketId of [...workOrders.values()].flatMap((one) => markersIn(one).map((found) => found.ticketId))) {
    if (tickets.has(ticketId)) continue;
    const ticket = await orNull(psa.ticket(ticketId, signal));
    if (ticket !== null) tickets.set(ticketId, ticket);
    progress.tickets(tickets.size);
  }
  return { tickets, workOrders };
}

/** A list may leave the description out. */
function hasDescription({ document }: WorkOrder): boolean {
  return typeof (document.description as { html?: unknown } | null | undefined)?.html === 'string';
}

async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (thrown) {
    if (AppError.from(thrown).code.endsWith('.not-found')) return null;
    throw thrown;
  }
}
