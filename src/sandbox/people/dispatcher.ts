import type { ConnectWisePeople } from '../connectwise/people.ts';

/** A ticket's fields as a ConnectWise PUT body has them: `{ summary: 'New', priority: { id: 2 } }`. */
type TicketFields = Parameters<ConnectWisePeople['createTicket']>[0]['fields'];

/** What the dispatcher does in ConnectWise. */
export interface Dispatcher {
  /** Default status: the trigger of the demo. */
  moveTicket(input: { readonly ticketId: number; readonly statusId?: number | undefined }): { readonly id: number };
  editTicket(input: { readonly ticketId: number; readonly changes: TicketFields }): { readonly id: number };
  createTicket(input: { readonly fields: TicketFields }): { readonly id: number };
  addNote(input: {
    readonly ticketId: number;
    readonly text: string;
    readonly tab?: 'discussion' | 'internal' | 'resolution' | undefined;
  }): { readonly id: number };
  deleteTicket(input: { readonly ticketId: number }): { readonly id: number };
}

/** The dispatcher, under her own login: what she does must not look like the API member's work. */
export function createDispatcher(
  people: ConnectWisePeople,
  options: { readonly member: string; readonly triggerStatusId: number },
): Dispatcher {
  const { member, triggerStatusId } = options;
  return {
    moveTicket({ ticketId, statusId }) {
      people.moveTicket({ member, ticketId, statusId: statusId ?? triggerStatusId });
      return { id: ticketId };
    },
    editTicket({ ticketId, changes }) {
      people.editTicket({ member, ticketId, changes });
      return { id: ticketId };
    },
    createTicket: ({ fields }) => people.createTicket({ member, fields }),
    addNote: ({ ticketId, text, tab }) => people.addNote({ member, ticketId, text, tab: tab ?? 'discussion' }),
    deleteTicket({ ticketId }) {
      people.deleteTicket({ member, ticketId });
      return { id: ticketId };
    },
  };
}
