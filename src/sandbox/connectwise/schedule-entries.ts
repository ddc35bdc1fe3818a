import { randomGuid } from '../kernel/random.ts';
import { recordChanges } from './audit-trail.ts';
import { announce } from './callback-delivery.ts';
import type { Action } from './callback-message.ts';
import { noteEmail } from './emails.ts';
import { type FieldError, invalidObject } from './errors.ts';
import { refId, type StoredRecord, textOf } from './records.ts';
import type { Kind } from './render.ts';
import { touchTicket } from './ticket-touch.ts';
import { scheduleEntryFields } from './work-fields.ts';
import { now, switchOf, type World } from './world.ts';
import { type Given, writeFields } from './write.ts';

/* Schedule entries, and the ticket's resources that follow from them (reference section 3.8). */

/** Id of the type `S`, tickets. */
export const serviceScheduleType = 4;

export const scheduleEntryKind: Kind = {
  table: 'scheduleEntries',
  fields: scheduleEntryFields,
  label: 'Schedule Entry',
  resource: 'scheduleEntry',
};

export function scheduleEntriesOf(world: World, ticketId: number): readonly StoredRecord[] {
  return world.store
    .table('scheduleEntries')
    .all()
    .filter((one) => one.objectId === ticketId && refId(one, 'type') === serviceScheduleType);
}

function error(code: string, field: string, message: string): FieldError {
  return { code, message, resource: scheduleEntryKind.resource, field };
}

function overlaps(one: StoredRecord, other: StoredRecord): boolean {
  const [start, end] = [textOf(one, 'dateStart'), textOf(one, 'dateEnd')];
  const [otherStart, otherEnd] = [textOf(other, 'dateStart'), textOf(other, 'dateEnd')];
  return start !== '' && end !== '' && otherStart !== '' && otherEnd !== '' && start < otherEnd && otherStart < end;
}

function check(world: World, draft: StoredRecord, errors: FieldError[]): void {
  const { store } = world;
  const type = refId(draft, 'type');
  if (type === null) errors.push(error('MissingRequiredField', 'type', 'The type field is required.'));
  if (refId(draft, 'member') === null && !errors.some(({ field }) => field?.startsWith('member'))) {
    errors.push(error('MissingRequiredField', 'member', 'The member field is required.'));
  }
  if (type === serviceScheduleType && store.table('tickets').get(Number(draft.objectId)) === null) {
    errors.push(error('NotFound', 'objectId', `Ticket ${String(draft.objectId ?? 0)} not found`));
  }
  const [start, end] = [textOf(draft, 'dateStart'), textOf(draft, 'dateEnd')];
  if (start !== '' && end !== '' && end < start) {
    errors.push(error('InvalidField', 'dateEnd', 'The dateEnd must be after the dateStart.'));
  }
  const clash =
    switchOf(world, 'connectwise.refuseScheduleConflicts') && draft.allowScheduleConflictsFlag !== true
      ? store
          .table('scheduleEntries')
          .all()
          .find((one) => one.id !== draft.id && refId(one, 'member') === refId(draft, 'member') && overlaps(one, draft))
      : undefined;
  if (clash !== undefined) {
    errors.push(error('InvalidObject', 'dateStart', `The entry conflicts with schedule entry ${clash.id}.`));
  }
}

/** Fields that follow from the others. */
function settle(world: World, draft: StoredRecord): void {
  const [start, end] = [textOf(draft, 'dateStart'), textOf(draft, 'dateEnd')];
  draft.startTimeSet = start !== '';
  draft.endTimeSet = end !== '';
  draft.hours = start === '' || end === '' ? null : (Date.parse(end) - Date.parse(start)) / 3_600_000;
  if (textOf(draft, 'name') === '') {
    const ticket = world.store.table('tickets').get(Number(draft.objectId));
    draft.name = ticket === null ? '' : textOf(ticket, 'summary');
  }
}

/** A ticket's `resources` is the list of the members who have schedule entries for it; their change is a save of the ticket. */
function followResources(world: World, ticketId: number, memberIdentifier: string): void {
  const ticket = world.store.table('tickets').get(ticketId);
  if (ticket === null) return;
  const members = scheduleEntriesOf(world, ticketId).map((one) => {
    const member = world.store.table('members').get(refId(one, 'member') ?? 0);
    return member === null ? '' : textOf(member, 'identifier');
  });
  const before = { ...ticket };
  const resources = [...new Set(members.filter((name) => name !== ''))].join(', ');
  ticket.resources = resources === '' ? null : resources;
  recordChanges(world, before, ticket, memberIdentifier);
  touchTicket(world, ticketId, memberIdentifier, true);
}

/** Saves an entry and what follows: the ticket's resources, an e-mail to the member when asked for. */
function save(world: World, draft: StoredRecord, given: Given, by: string): { readonly notify: boolean } {
  const errors = writeFields(world, scheduleEntryKind, draft, given);
  const notify = draft.notifyResource === true;
  draft.notifyResource = null;
  check(world, draft, errors);
  if (errors.length > 0) throw invalidObject(scheduleEntryKind.resource, errors);
  settle(world, draft);
  draft._info = { lastUpdated: now(world), updatedBy: by };
  return { notify };
}

function follow(world: World, entry: StoredRecord, by: string, notify: boolean): void {
  if (refId(entry, 'type') !== serviceScheduleType) return;
  const ticketId = Number(entry.objectId);
  followResources(world, ticketId, by);
  const ticket = world.store.table('tickets').get(ticketId);
  const member = world.store.table('members').get(refId(entry, 'member') ?? 0);
  if (!notify || ticket === null || member === null) return;
  noteEmail(world, ticket, 'scheduled', { notify: true, causedBy: by, to: [textOf(member, 'officeEmail')] });
}

/** Callbacks of type schedule; that the ticket's resources changed is told by its own. */
function tell(world: World, action: Action, record: StoredRecord, by: string): void {
  announce(world, { action, type: 'schedule', record, kind: scheduleEntryKind, memberIdentifier: by });
}

export function createScheduleEntry(world: World, given: Given, by: string): StoredRecord {
  const draft: StoredRecord = {
    id: 0,
    status: { id: 2 },
    doneFlag: false,
    acknowledgedFlag: false,
    ownerFlag: false,
    meetingFlag: false,
    allowScheduleConflictsFlag: false,
    mobileGuid: randomGuid(world.context.random),
  };
  const { notify } = save(world, draft, given, by);
  const entry = world.store.table('scheduleEntries').insert(draft);
  tell(world, 'added', entry, by);
  follow(world, entry, by, notify);
  return entry;
}

export function updateScheduleEntry(
  world: World,
  entry: StoredRecord,
  given: Given,
  by: string,
  options: { readonly whole: boolean },
): StoredRecord {
  const draft: StoredRecord = options.whole
    ? { id: entry.id, mobileGuid: entry.mobileGuid, status: { id: 2 }, doneFlag: false, acknowledgedFlag: false }
    : { ...entry };
  const { notify } = save(world, draft, given, by);
  world.store.table('scheduleEntries').replace(draft);
  tell(world, 'updated', draft, by);
  follow(world, draft, by, notify);
  // An entry that moved to another ticket leaves the former one without its resource.
  if (entry.objectId !== draft.objectId) followResources(world, Number(entry.objectId), by);
  return draft;
}

export function deleteScheduleEntry(world: World, entry: StoredRecord, by: string, notify: boolean): void {
  world.store.table('scheduleEntries').remove(entry.id);
  tell(world, 'deleted', entry, by);
  follow(world, entry, by, notify);
}
