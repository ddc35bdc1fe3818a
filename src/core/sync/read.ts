import type { Ticket, TicketId, WorkOrder, WorkOrderId } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import type { SyncContext } from './context.ts';
import type { Run } from './run.ts';

/** The ticket as ConnectWise has it now, kept with the run; null on a 404. */
export async function readTicket(
  context: SyncContext,
  run: Run,
  id: TicketId,
  signal: AbortSignal,
): Promise<Ticket | null> {
  run.ticketId = id;
  const ticket = await unlessMissing('connectwise.not-found', () => context.psa().ticket(id, signal));
  if (ticket === null) return null;
  run.ticketDocument = ticket.document;
  await context.step('ticket.read');
  return ticket;
}

/** The work order as Field Nation has it now, kept with the run; null on a 404. */
export async function readWorkOrder(
  context: SyncContext,
  run: Run,
  id: WorkOrderId,
  signal: AbortSignal,
): Promise<WorkOrder | null> {
  run.workOrderId = id;
  const workOrder = await unlessMissing('fieldnation.not-found', () => context.fieldNation().workOrder(id, signal));
  if (workOrder === null) return null;
  run.workOrderDocument = workOrder.document;
  await context.step('work-order.read');
  return workOrder;
}

async function unlessMissing<T>(code: string, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AppError && error.code === code) return null;
    throw error;
  }
}
