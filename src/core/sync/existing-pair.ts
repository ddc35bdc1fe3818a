import type { Ticket, TicketId, WorkOrder, WorkOrderId } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import type { StorePairs } from '../store/pairs-port.ts';
import type { SyncContext } from './context.ts';
import { markerPrefix } from './marker.ts';

/** What both records say about themselves when they become a link. */
type Introduced = Pick<
  Parameters<StorePairs['openPair']>[0],
  'ticketId' | 'workOrderId' | 'ticketSummary' | 'companyName' | 'ticketStatus' | 'workOrderStatus' | 'markerPrefix'
>;

/** Reads two records that exist and shall be linked. Throws `ticket.project`, and what either side refuses. */
export async function readToLink(
  context: SyncContext,
  ticketId: TicketId,
  workOrderId: WorkOrderId,
): Promise<{ readonly ticket: Ticket; readonly workOrder: WorkOrder; readonly introduced: Introduced }> {
  const [ticket, workOrder] = await Promise.all([
    context.psa().ticket(ticketId),
    context.fieldNation().workOrder(workOrderId),
  ]);
  mustBeServiceTicket(ticket);
  return {
    ticket,
    workOrder,
    introduced: {
      ticketId,
      workOrderId,
      ticketSummary: ticket.summary,
      companyName: ticket.company.name,
      ticketStatus: ticket.status.name,
      workOrderStatus: workOrder.status.name,
      markerPrefix: markerPrefix(context.installation(), ticketId),
    },
  };
}

/** Throws `ticket.project`. */
export function mustBeServiceTicket({ id, kind }: Pick<Ticket, 'id' | 'kind'>): void {
  if (kind !== 'project') return;
  throw new AppError({
    code: 'ticket.project',
    kind: 'permanent',
    message: `Ticket ${id} is a project ticket; project tickets are not synced.`,
    context: { ticketId: id },
  });
}
