import type { Json } from '../../shared/json.ts';
import { allNoteKind, allNotesOf } from './all-notes.ts';
import { createDocument, deleteDocument, documentKind, documentsOf, storeFile } from './documents.ts';
import { createNote, deleteNote, updateNote } from './notes.ts';
import { refId, type StoredRecord, type TableName, toVendorTime } from './records.ts';
import { render } from './render.ts';
import { createScheduleEntry, scheduleEntriesOf, scheduleEntryKind } from './schedule-entries.ts';
import { convertTicket, mergeTickets } from './ticket-lifecycle.ts';
import { defaultStatus } from './ticket-rules.ts';
import { updateTicket } from './ticket-save.ts';
import { createTimeEntry, timeEntriesOf, timeEntryKind } from './time-entries.ts';
import type { World } from './world.ts';

/* What people do with what hangs on tickets: notes, time, files, schedule, merges. The other half of people.ts. */

export type Tab = 'discussion' | 'internal' | 'resolution';

interface ByMember {
  readonly member: string;
  readonly ticketId: number;
}
type Shown = { readonly [field: string]: Json };

/** What hangs on a ticket, each as the API shows it. */
export interface TicketParts {
  readonly notes: readonly Shown[];
  readonly documents: readonly Shown[];
  readonly timeEntries: readonly Shown[];
  readonly scheduleEntries: readonly Shown[];
}

export interface ConnectWiseWork {
  /** `tabs` decides who can read the note; discussion is public. */
  addNote(input: ByMember & { readonly text: string; readonly tabs: readonly Tab[]; readonly notify?: boolean }): {
    readonly id: number;
  };
  editNote(input: ByMember & { readonly noteId: number; readonly text?: string; readonly tabs?: readonly Tab[] }): {
    readonly id: number;
  };
  deleteNote(input: ByMember & { readonly noteId: number }): void;
  /** The ticket's contact answers by e-mail: a discussion note without a member, and `customerUpdatedFlag`. */
  contactReply(input: { readonly ticketId: number; readonly text: string }): { readonly id: number };
  /** Times in ms UTC. */
  addTime(
    input: ByMember & {
      readonly startAt: number;
      readonly endAt: number;
      readonly text: string;
      readonly tabs: readonly Tab[];
    },
  ): { readonly id: number };
  /** `content`: the bytes, or how many bytes of a pattern. */
  uploadDocument(
    input: ByMember & {
      readonly name: string;
      readonly title: string;
      readonly content: Buffer | number;
      readonly private: boolean;
    },
  ): { readonly id: number };
  deleteDocument(input: ByMember & { readonly documentId: number }): void;
  /** Merges others into `ticketId`; without a status the first closed one of each one's board. */
  mergeTickets(
    input: ByMember & { readonly mergeTicketIds: readonly number[]; readonly statusId: number | null },
  ): void;
  convertTicket(input: ByMember): void;
  /** Without a status the board's default; what belongs to the old board is emptied. */
  moveBoard(input: ByMember & { readonly boardId: number; readonly statusId: number | null }): void;
  schedule(input: ByMember & { readonly resource: string; readonly startAt: number; readonly endAt: number }): {
    readonly id: number;
  };
  setCustomField(input: ByMember & { readonly caption: string; readonly value: Json }): void;
  ticketParts(ticketId: number): TicketParts;
}

/** Under whom ConnectWise saves what comes in by e-mail. It is no member with a record. */
export const emailConnector = 'EmailConnector';

const tabFlags = {
  discussion: 'detailDescriptionFlag',
  internal: 'internalAnalysisFlag',
  resolution: 'resolutionFlag',
} as const;
const timeFlags = {
  discussion: 'addToDetailDescriptionFlag',
  internal: 'addToInternalAnalysisFlag',
  resolution: 'addToResolutionFlag',
} as const;

function flags(names: Readonly<Record<Tab, string>>, tabs: readonly Tab[]): Record<string, boolean> {
  return Object.fromEntries(
    Object.entries(names).map(([tab, name]) => [name, tabs.some((wanted) => wanted === tab)] as const),
  );
}

const mimes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  pdf: 'application/pdf',
  txt: 'text/plain',
};

/** `act` journals what was done; `find` is the ticket or an error. */
export function createWork(
  world: World,
  act: <T>(name: string, about: Readonly<Record<string, unknown>>, run: () => T) => T,
  find: (ticketId: number) => StoredRecord,
): ConnectWiseWork {
  const { store } = world;
  const byHand = (member: string) => ({ memberIdentifier: member, mayClose: true });
  const partOf = (table: TableName, id: number, what: string, ticketId: number, field: string): StoredRecord => {
    const row = store.table(table).get(id);
    if (row === null || row[field] !== ticketId) throw new Error(`Ticket ${ticketId} has no ${what} ${id}.`);
    return row;
  };
  const firstClosed = (boardId: number | null): number | null =>
    store
      .table('statuses')
      .all()
      .find((one) => refId(one, 'board') === boardId && one.closedStatus === true)?.id ?? null;

  return {
    addNote: ({ member, ticketId, text, tabs, notify }) =>
      act('addNote', { member, ticketId, tabs }, () => {
        const given = { text, ...flags(tabFlags, tabs), processNotifications: notify ?? false };
        return { id: createNote(world, find(ticketId), given, member).id };
      }),
    editNote: ({ member, ticketId, noteId, text, tabs }) =>
      act('editNote', { member, ticketId, noteId }, () => {
        const note = partOf('notes', noteId, 'note', ticketId, 'ticketId');
        const given = {
          ...(text === undefined ? {} : { text }),
          ...(tabs === undefined ? {} : flags(tabFlags, tabs)),
        };
        updateNote(world, note, given, member, { whole: false });
        return { id: noteId };
      }),
    deleteNote: ({ member, ticketId, noteId }) =>
      act('deleteNote', { member, ticketId, noteId }, () =>
        deleteNote(world, partOf('notes', noteId, 'note', ticketId, 'ticketId'), member),
      ),
    contactReply: ({ ticketId, text }) =>
      act('contactReply', { ticketId }, () => {
        const ticket = find(ticketId);
        const contact = refId(ticket, 'contact');
        if (contact === null) throw new Error(`Ticket ${ticketId} has no contact who could reply.`);
        const given = {
          text,
          detailDescriptionFlag: true,
          contact: { id: contact },
          customerUpdatedFlag: true,
          processNotifications: true,
        };
        return { id: createNote(world, ticket, given, emailConnector).id };
      }),
    addTime: ({ member, ticketId, startAt, endAt, text, tabs }) =>
      act('addTime', { member, ticketId }, () => {
        const ticket = find(ticketId);
        const given = {
          chargeToId: ticketId,
          chargeToType: ticket.recordType === 'ServiceTicket' ? 'ServiceTicket' : 'ProjectTicket',
          timeStart: toVendorTime(startAt),
          timeEnd: toVendorTime(endAt),
          notes: text,
          ...flags(timeFlags, tabs),
        };
        return { id: createTimeEntry(world, given, member).id };
      }),
    uploadDocument: ({ member, ticketId, name, title, content, private: isPrivate }) =>
      act('uploadDocument', { member, ticketId, name }, () => {
        const ticket = find(ticketId);
        const file = storeFile(world, content);
        const mime = mimes[/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream';
        const input = {
          recordType: ticket.recordType === 'ServiceTicket' ? 'Ticket' : 'ProjectTicket',
          recordId: ticketId,
          title,
          url: '',
          private: isPrivate,
          readOnly: false,
          file: { ...file, fileName: name, mime },
        };
        try {
          return { id: createDocument(world, input, member).id };
        } catch (error) {
          world.context.files.remove(file.name);
          throw error;
        }
      }),
    deleteDocument: ({ member, ticketId, documentId }) =>
      act('deleteDocument', { member, ticketId, documentId }, () =>
        deleteDocument(world, partOf('documents', documentId, 'document', ticketId, 'recordId'), member),
      ),
    mergeTickets: ({ member, ticketId, mergeTicketIds, statusId }) =>
      act('mergeTickets', { member, ticketId, mergeTicketIds }, () => {
        const board = refId(find(mergeTicketIds[0] ?? 0), 'board');
        const status = { id: statusId ?? firstClosed(board) ?? 0 };
        mergeTickets(world, find(ticketId), { mergeTicketIds, status }, byHand(member));
      }),
    convertTicket: ({ member, ticketId }) =>
      act('convertTicket', { member, ticketId }, () => {
        const phase = { id: store.table('phases').all()[0]?.id ?? 0 };
        convertTicket(world, find(ticketId), { phase, wbsCode: '1.1', recordType: 'ProjectTicket' }, member);
      }),
    moveBoard: ({ member, ticketId, boardId, statusId }) =>
      act('moveBoard', { member, ticketId, boardId, statusId }, () => {
        const given = {
          board: { id: boardId },
          status: statusId === null ? defaultStatus(store, boardId) : { id: statusId },
          type: null,
          subType: null,
          item: null,
          team: null,
        };
        updateTicket(world, find(ticketId), given, byHand(member));
      }),
    schedule: ({ member, ticketId, resource, startAt, endAt }) =>
      act('schedule', { member, ticketId, resource }, () => {
        const given = {
          objectId: find(ticketId).id,
          type: { identifier: 'S' },
          member: { identifier: resource },
          dateStart: toVendorTime(startAt),
          dateEnd: toVendorTime(endAt),
        };
        return { id: createScheduleEntry(world, given, member).id };
      }),
    setCustomField: ({ member, ticketId, caption, value }) =>
      act('setCustomField', { member, ticketId, caption }, () => {
        updateTicket(world, find(ticketId), { customFields: [{ caption, value }] }, byHand(member));
      }),
    ticketParts: (ticketId) => ({
      notes: allNotesOf(world, ticketId).map((note) => render(world, allNoteKind, note)),
      documents: documentsOf(world, 'Ticket', ticketId).map((one) => render(world, documentKind, one)),
      timeEntries: timeEntriesOf(world, ticketId).map((one) => render(world, timeEntryKind, one)),
      scheduleEntries: scheduleEntriesOf(world, ticketId).map((one) => render(world, scheduleEntryKind, one)),
    }),
  };
}
