import { VendorFailure } from '../kernel/vendor-failure.ts';
import { noteEmail } from './emails.ts';
import { type FieldError, invalidObject, noPermission } from './errors.ts';
import { memberNamed, refId, type StoredRecord, textOf } from './records.ts';
import { noteKind } from './ticket-kinds.ts';
import { touchTicket } from './ticket-touch.ts';
import { now, switchOf, type World } from './world.ts';
import { type Given, writeFields } from './write.ts';

/* Saving ticket notes, with their effects on the ticket (reference section 3.3). */

export function notesOf(world: World, ticketId: number): readonly StoredRecord[] {
  return world.store
    .table('notes')
    .all()
    .filter((note) => note.ticketId === ticketId);
}

function checkTabs(note: StoredRecord, errors: FieldError[]): void {
  const shown =
    note.detailDescriptionFlag === true || note.internalAnalysisFlag === true || note.resolutionFlag === true;
  if (!shown) {
    errors.push({ message: 'Please choose where to display the notes in order to save this record.' });
  }
  if (textOf(note, 'text') === '') {
    errors.push({
      code: 'MissingRequiredField',
      message: 'The text field is required.',
      resource: 'serviceNote',
      field: 'text',
    });
  }
}

/** A change of a note touches its ticket: lastUpdated and an "updated" callback, unless the switch says otherwise. */
function touch(world: World, ticketId: number, memberIdentifier: string): void {
  touchTicket(world, ticketId, memberIdentifier, switchOf(world, 'connectwise.notesTouchTicket'));
}

/** Adds a note. The author is the caller's member unless the body names a member or contact. */
export function createNote(
  world: World,
  ticket: StoredRecord,
  given: Given,
  memberIdentifier: string,
  options: { readonly touch: boolean } = { touch: true },
): StoredRecord {
  const draft: StoredRecord = {
    id: 0,
    ticketId: ticket.id,
    text: '',
    detailDescriptionFlag: false,
    internalAnalysisFlag: false,
    resolutionFlag: false,
    issueFlag: false,
    customerUpdatedFlag: false,
    internalFlag: false,
    externalFlag: false,
    dateCreated: now(world),
    createdBy: memberIdentifier,
    _info: { lastUpdated: now(world), updatedBy: memberIdentifier },
  };
  const errors = writeFields(world, noteKind, draft, given);
  checkTabs(draft, errors);
  if (errors.length > 0) throw invalidObject(noteKind.resource, errors);
  const author = memberNamed(world.store, memberIdentifier);
  const named = refId(draft, 'member');
  if (named !== null && named !== author?.id && !switchOf(world, 'connectwise.notesForOthers')) {
    throw new VendorFailure(noPermission);
  }
  if (named === null && refId(draft, 'contact') === null) {
    draft.member = author === null ? null : { id: author.id };
  }
  const { processNotifications, ...kept } = draft;
  const note = world.store.table('notes').insert(kept);
  if (note.customerUpdatedFlag === true) ticket.customerUpdatedFlag = true;
  noteEmail(world, ticket, 'note-added', {
    notify: processNotifications,
    causedBy: memberIdentifier,
    internal: note.internalAnalysisFlag === true,
  });
  if (options.touch) touch(world, ticket.id, memberIdentifier);
  return note;
}

/** Writes `given` into a note; `whole` (PUT) first puts every field it leaves out back to its default. */
export function updateNote(
  world: World,
  note: StoredRecord,
  given: Given,
  memberIdentifier: string,
  options: { readonly whole: boolean },
): StoredRecord {
  const draft: StoredRecord = options.whole
    ? {
        ...note,
        text: '',
        detailDescriptionFlag: false,
        internalAnalysisFlag: false,
        resolutionFlag: false,
        issueFlag: false,
        customerUpdatedFlag: false,
      }
    : { ...note };
  const errors = writeFields(world, noteKind, draft, given);
  checkTabs(draft, errors);
  if (errors.length > 0) throw invalidObject(noteKind.resource, errors);
  draft._info = { lastUpdated: now(world), updatedBy: memberIdentifier };
  const { processNotifications: _, ...kept } = draft;
  const saved: StoredRecord = { ...kept, id: note.id };
  world.store.table('notes').replace(saved);
  if (typeof saved.ticketId === 'number') touch(world, saved.ticketId, memberIdentifier);
  return saved;
}

export function deleteNote(world: World, note: StoredRecord, memberIdentifier: string): void {
  world.store.table('notes').remove(note.id);
  touch(world, Number(note.ticketId), memberIdentifier);
}
