import type { Json } from '../../shared/json.ts';
import { notesOf } from './notes.ts';
import { refId, type StoredRecord, textOf } from './records.ts';
import { readReference } from './references.ts';
import type { Kind } from './render.ts';
import { allNoteFields } from './ticket-fields.ts';
import { timeEntriesOf } from './time-entries.ts';
import { switchOf, type World } from './world.ts';

/*
 * What allNotes shows: a ticket's own notes and those written through time entries, and the same of tickets merged into
 * it (reference section 3.3). Ids of the two kinds come from two series and may be equal.
 */

export const allNoteKind: Kind = {
  table: 'notes',
  fields: allNoteFields,
  label: 'Note',
  resource: 'serviceTicketNote',
};

const { isMarkdownFlag: _, createdByParentFlag: __, ...projectNoteFields } = allNoteFields;
/** The same of project tickets, whose notes lack two flags. */
export const projectAllNoteKind: Kind = { ...allNoteKind, fields: projectNoteFields, resource: 'projectTicketNote' };

interface Place {
  readonly ticketId: number;
  readonly merged: boolean;
}

/** The author's name as people read it: the contact's or the member's. */
function authorName(world: World, record: StoredRecord, fallback: string): string {
  for (const target of ['contact', 'member'] as const) {
    const id = refId(record, target);
    const name: Json | undefined = id === null ? undefined : readReference(world.store, target, id, 'name');
    if (typeof name === 'string' && name !== '') return name;
  }
  return fallback;
}

function ofTicketNote(world: World, note: StoredRecord, { ticketId, merged }: Place): StoredRecord {
  return {
    ...note,
    noteType: 'TicketNote',
    ticket: { id: ticketId },
    isMarkdownFlag: false,
    bundledFlag: false,
    mergedFlag: merged,
    createdByParentFlag: false,
    originalAuthor: authorName(world, note, textOf(note, 'createdBy')),
  };
}

function ofTimeEntry(world: World, entry: StoredRecord, { ticketId, merged }: Place): StoredRecord {
  return {
    id: entry.id,
    noteType: 'TimeEntryNote',
    ticket: { id: ticketId },
    text: entry.notes,
    isMarkdownFlag: false,
    detailDescriptionFlag: entry.addToDetailDescriptionFlag,
    internalAnalysisFlag: entry.addToInternalAnalysisFlag,
    resolutionFlag: entry.addToResolutionFlag,
    timeStart: entry.timeStart,
    timeEnd: entry.timeEnd,
    bundledFlag: false,
    mergedFlag: merged,
    issueFlag: false,
    createdByParentFlag: false,
    member: entry.member,
    originalAuthor: authorName(world, entry, textOf(entry, 'enteredBy')),
    _info: entry._info,
  };
}

/** Every note of a ticket in the shape of allNotes. A time entry without a text has none. */
export function allNotesOf(world: World, ticketId: number): readonly StoredRecord[] {
  const merged = switchOf(world, 'connectwise.mergedNotesInParent')
    ? world.store
        .table('tickets')
        .all()
        .filter((one) => refId(one, 'mergedParentTicket') === ticketId)
    : [];
  const places: readonly Place[] = [
    { ticketId, merged: false },
    ...merged.map(({ id }) => ({ ticketId: id, merged: true })),
  ];
  return places.flatMap((place) => [
    ...notesOf(world, place.ticketId).map((note) => ofTicketNote(world, note, place)),
    ...timeEntriesOf(world, place.ticketId)
      .filter((entry) => textOf(entry, 'notes') !== '')
      .map((entry) => ofTimeEntry(world, entry, place)),
  ]);
}
