import type { Ticket, TicketId } from '../../../shared/domain/records.ts';

/** The ticket this one was merged into (`mergedParentTicket`, reference/connectwise.md 3.1); null when it was not. */
export function mergedInto(ticket: Pick<Ticket, 'document'>): TicketId | null {
  const parent = ticket.document.mergedParentTicket;
  if (typeof parent !== 'object' || parent === null || !('id' in parent)) return null;
  return typeof parent.id === 'number' && parent.id > 0 ? parent.id : null;
}
