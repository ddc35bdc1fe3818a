import { Buffer } from 'node:buffer';
import type { Json } from '../../shared/json.ts';
import type { ConnectWisePeople } from '../connectwise/people.ts';
import type { Tab } from '../connectwise/people-work.ts';

/** A ticket's fields as a ConnectWise PUT body has them: `{ summary: 'New', priority: { id: 2 } }`. */
type TicketFields = Parameters<ConnectWisePeople['createTicket']>[0]['fields'];
interface OfTicket {
  readonly ticketId: number;
}
type Made = { readonly id: number };

/** What a dispatcher or technician does in ConnectWise. Every action names the ticket; answers hold an id. */
export interface Dispatcher {
  /** Default status: the trigger of the demo. */
  moveTicket(input: OfTicket & { readonly statusId?: number | undefined }): Made;
  editTicket(input: OfTicket & { readonly changes: TicketFields }): Made;
  createTicket(input: { readonly fields: TicketFields }): Made;
  /** A ticket of the first project's first phase, on the board the fields name. */
  createProjectTicket(input: { readonly fields: TicketFields }): Made;
  /** `tab` (discussion) or several `tabs`; `notify` is the check box that sends e-mail. */
  addNote(
    input: OfTicket & {
      readonly text: string;
      readonly tab?: Tab | undefined;
      readonly tabs?: readonly Tab[] | undefined;
      readonly notify?: boolean | undefined;
    },
  ): Made;
  editNote(input: OfTicket & { readonly noteId: number; readonly text?: string; readonly tabs?: readonly Tab[] }): Made;
  deleteNote(input: OfTicket & { readonly noteId: number }): Made;
  /** A time entry that ends now, `minutes` (60) long, with its text on the tabs given (none: the entry alone). */
  addTime(
    input: OfTicket & {
      readonly text?: string;
      readonly minutes?: number;
      readonly tab?: Tab;
      readonly tabs?: readonly Tab[];
    },
  ): Made;
  /** The bytes, the same in base64, or `size` bytes of a pattern (1000). Public unless `private`. */
  uploadDocument(
    input: OfTicket & {
      readonly name: string;
      readonly title?: string;
      readonly bytes?: Buffer;
      readonly base64?: string;
      readonly size?: number;
      readonly private?: boolean;
    },
  ): Made;
  deleteDocument(input: OfTicket & { readonly documentId: number }): Made;
  /** Merges the others into `ticketId`. Default status: the first closed one of their board. */
  mergeTickets(input: OfTicket & { readonly mergeTicketIds: readonly number[]; readonly statusId?: number }): Made;
  /** Turns it into a project ticket. */
  convertTicket(input: OfTicket): Made;
  /** Default status: the board's own. */
  moveBoard(input: OfTicket & { readonly boardId: number; readonly statusId?: number }): Made;
  /** Times as ISO text; default: from now for an hour. Default member: herself. */
  schedule(input: OfTicket & { readonly member?: string; readonly start?: string; readonly end?: string }): Made;
  setCustomField(input: OfTicket & { readonly caption: string; readonly value: Json }): Made;
  deleteTicket(input: OfTicket): Made;
}

const hourMs = 3_600_000;

/** Somebody under a login of their own: what they do must not look like the API member's work. */
export function createDispatcher(
  people: ConnectWisePeople,
  options: { readonly member: string; readonly triggerStatusId: number; readonly now: () => number },
): Dispatcher {
  const { member, triggerStatusId, now } = options;
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
    createProjectTicket: ({ fields }) => people.createProjectTicket({ member, fields }),
    addNote: ({ ticketId, text, tab, tabs, notify }) =>
      people.addNote({ member, ticketId, text, tabs: tabs ?? [tab ?? 'discussion'], notify: notify ?? false }),
    editNote: (input) => people.editNote({ member, ...input }),
    deleteNote(input) {
      people.deleteNote({ member, ...input });
      return { id: input.noteId };
    },
    addTime({ ticketId, text, minutes, tab, tabs }) {
      const endAt = now();
      const startAt = endAt - (minutes ?? 60) * 60_000;
      const shown = tabs ?? (tab === undefined ? [] : [tab]);
      return people.addTime({ member, ticketId, startAt, endAt, text: text ?? '', tabs: shown });
    },
    uploadDocument({ ticketId, name, title, bytes, base64, size, private: isPrivate }) {
      const content = bytes ?? (base64 === undefined ? (size ?? 1000) : Buffer.from(base64, 'base64'));
      const document = { member, ticketId, name, title: title ?? name, content, private: isPrivate ?? false };
      return people.uploadDocument(document);
    },
    deleteDocument(input) {
      people.deleteDocument({ member, ...input });
      return { id: input.documentId };
    },
    mergeTickets({ ticketId, mergeTicketIds, statusId }) {
      people.mergeTickets({ member, ticketId, mergeTicketIds, statusId: statusId ?? null });
      return { id: ticketId };
    },
    convertTicket({ ticketId }) {
      people.convertTicket({ member, ticketId });
      return { id: ticketId };
    },
    moveBoard({ ticketId, boardId, statusId }) {
      people.moveBoard({ member, ticketId, boardId, statusId: statusId ?? null });
      return { id: ticketId };
    },
    schedule({ ticketId, member: resource, start, end }) {
      const startAt = start === undefined ? now() : Date.parse(start);
      const endAt = end === undefined ? startAt + hourMs : Date.parse(end);
      return people.schedule({ member, ticketId, resource: resource ?? member, startAt, endAt });
    },
    setCustomField({ ticketId, caption, value }) {
      people.setCustomField({ member, ticketId, caption, value });
      return { id: ticketId };
    },
    deleteTicket({ ticketId }) {
      people.deleteTicket({ member, ticketId });
      return { id: ticketId };
    },
  };
}

/** The customer's contact on a ticket, who knows nothing but e-mail. */
export interface Contact {
  reply(input: OfTicket & { readonly text: string }): Made;
}

export function createContactPerson(people: ConnectWisePeople): Contact {
  return { reply: (input) => people.contactReply(input) };
}
