import { randomGuid } from '../kernel/random.ts';
import { announce } from './callback-delivery.ts';
import type { Action } from './callback-message.ts';
import { noteEmail } from './emails.ts';
import { type FieldError, invalidObject } from './errors.ts';
import { memberNamed, refId, type StoredRecord, textOf } from './records.ts';
import type { Kind } from './render.ts';
import { touchTicket } from './ticket-touch.ts';
import { timeEntryFields } from './work-fields.ts';
import { now, switchOf, type World } from './world.ts';
import { type Given, writeFields } from './write.ts';

/* Time entries, and what they do to their ticket (reference section 3.9). */

export const timeEntryKind: Kind = {
  table: 'timeEntries',
  fields: timeEntryFields,
  label: 'Time Entry',
  resource: 'timeEntry',
};

const ticketTypes = ['ServiceTicket', 'ProjectTicket'];

export function timeEntriesOf(world: World, ticketId: number): readonly StoredRecord[] {
  return world.store
    .table('timeEntries')
    .all()
    .filter((one) => one.chargeToId === ticketId && ticketTypes.includes(textOf(one, 'chargeToType')));
}

function error(code: string, field: string, message: string): FieldError {
  return { code, message, resource: timeEntryKind.resource, field };
}

/** The ticket an entry is charged to, or null. */
function ticketOf(world: World, entry: StoredRecord): StoredRecord | null {
  if (!ticketTypes.includes(textOf(entry, 'chargeToType'))) return null;
  return world.store.table('tickets').get(Number(entry.chargeToId));
}

function checkCharge(world: World, draft: StoredRecord, errors: FieldError[]): void {
  const type = textOf(draft, 'chargeToType');
  const { store } = world;
  if (type === '') {
    errors.push(error('MissingRequiredField', 'chargeToType', 'The chargeToType field is required.'));
  } else if (ticketTypes.includes(type)) {
    const ticket = ticketOf(world, draft);
    if (ticket === null || (ticket.recordType === 'ServiceTicket') !== (type === 'ServiceTicket')) {
      errors.push(error('NotFound', 'chargeToId', `Ticket ${String(draft.chargeToId ?? 0)} not found`));
      return;
    }
    const status = store.table('statuses').get(refId(ticket, 'status') ?? 0);
    if (status?.timeEntryNotAllowed === true) {
      const message = `Time entry is not allowed for tickets in the status ${textOf(status, 'name')}.`;
      errors.push(error('InvalidObject', 'chargeToId', message));
    }
  } else if (type === 'Company' && store.table('companies').get(Number(draft.chargeToId)) === null) {
    errors.push(error('NotFound', 'chargeToId', `Company ${String(draft.chargeToId ?? 0)} not found`));
  } else if (type !== 'Company') {
    errors.push(error('NotFound', 'chargeToId', `${type} ${String(draft.chargeToId ?? 0)} not found`));
  }
}

function checkTime(world: World, draft: StoredRecord, errors: FieldError[]): void {
  const [start, end] = [textOf(draft, 'timeStart'), textOf(draft, 'timeEnd')];
  if (start === '') {
    if (!errors.some(({ field }) => field === 'timeStart')) {
      errors.push(error('MissingRequiredField', 'timeStart', 'The timeStart field is required.'));
    }
    return;
  }
  if (end !== '' && end < start)
    errors.push(error('InvalidField', 'timeEnd', 'The timeEnd must be after the timeStart.'));
  const open = switchOf(world, 'connectwise.reportPeriodFrom');
  if (open !== '' && start.slice(0, 10) < open) {
    errors.push(error('InvalidObject', 'timeStart', `There are no open report periods for ${start.slice(0, 10)}.`));
  }
}

/** With start and end the hours follow from them, whatever was sent (reference section 3.9). */
function settle(world: World, draft: StoredRecord): void {
  const [start, end] = [textOf(draft, 'timeStart'), textOf(draft, 'timeEnd')];
  const deducted = Number(draft.hoursDeduct ?? 0);
  if (end !== '') draft.actualHours = (Date.parse(end) - Date.parse(start)) / 3_600_000 - deducted;
  const ticket = ticketOf(world, draft);
  const company = ticket === null ? Number(draft.chargeToId) : refId(ticket, 'company');
  draft.company = company === null ? null : { id: company };
  draft.hoursBilled = draft.billableOption === 'Billable' ? (draft.actualHours ?? null) : 0;
  if (ticket === null) return;
  const nameOf = (table: 'boards' | 'statuses', field: string): string =>
    textOf(world.store.table(table).get(refId(ticket, field) ?? 0) ?? { id: 0 }, 'name');
  draft.ticket = { id: ticket.id };
  draft.ticketBoard = nameOf('boards', 'board');
  draft.ticketStatus = nameOf('statuses', 'status');
}

/** The ticket's own hours are the sum of its entries. */
function follow(world: World, ticketId: number, by: string): void {
  const ticket = world.store.table('tickets').get(ticketId);
  if (ticket === null) return;
  const hours = timeEntriesOf(world, ticketId).reduce((sum, one) => sum + Number(one.actualHours ?? 0), 0);
  ticket.actualHours = Math.round(hours * 100) / 100;
  touchTicket(world, ticketId, by, switchOf(world, 'connectwise.timeTouchesTicket'));
}

/** Checks and settles; the e-mail flags are actions of this write and are not kept. */
function save(world: World, draft: StoredRecord, given: Given, by: string, errors: FieldError[]): void {
  errors.push(...writeFields(world, timeEntryKind, draft, given));
  checkCharge(world, draft, errors);
  checkTime(world, draft, errors);
  if (errors.length > 0) throw invalidObject(timeEntryKind.resource, errors);
  settle(world, draft);
  const ticket = ticketOf(world, draft);
  if (ticket !== null) {
    const flags = {
      automaticEmailContactFlag: draft.emailContactFlag === true,
      automaticEmailResourceFlag: draft.emailResourceFlag === true,
      automaticEmailCcFlag: draft.emailCcFlag === true,
    };
    noteEmail(world, { ...ticket, ...flags }, 'time-entered', {
      notify: Object.values(flags).includes(true),
      causedBy: by,
      internal: draft.addToInternalAnalysisFlag === true,
    });
  }
  Object.assign(draft, { emailContactFlag: false, emailResourceFlag: false, emailCcFlag: false });
  draft._info = { lastUpdated: now(world), updatedBy: by };
}

/** Callbacks of type time; that the ticket changed is told by its own. */
function tell(world: World, action: Action, record: StoredRecord, by: string): void {
  announce(world, { action, type: 'time', record, kind: timeEntryKind, memberIdentifier: by });
}

export function createTimeEntry(world: World, given: Given, by: string): StoredRecord {
  const member = memberNamed(world.store, by);
  const draft: StoredRecord = {
    id: 0,
    member: member === null ? null : { id: member.id },
    workType: { id: 1 },
    workRole: { id: 1 },
    billableOption: 'Billable',
    addToDetailDescriptionFlag: false,
    addToInternalAnalysisFlag: false,
    addToResolutionFlag: false,
    enteredBy: by,
    dateEntered: now(world),
    mobileGuid: randomGuid(world.context.random),
    status: 'Open',
    locationId: 1,
    businessUnitId: 1,
  };
  save(world, draft, given, by, []);
  draft.actualHours ??= 0;
  const entry = world.store.table('timeEntries').insert(draft);
  tell(world, 'added', entry, by);
  follow(world, Number(entry.chargeToId), by);
  return entry;
}

/** PATCH and PUT; a PUT must name `billableOption` ("Required On Updates"). */
export function updateTimeEntry(
  world: World,
  entry: StoredRecord,
  given: Given,
  by: string,
  options: { readonly whole: boolean },
): StoredRecord {
  const { id, member, enteredBy, dateEntered, mobileGuid, status } = entry;
  const draft: StoredRecord = options.whole ? { id, member, enteredBy, dateEntered, mobileGuid, status } : { ...entry };
  const missing = options.whole && (given.billableOption ?? null) === null;
  save(
    world,
    draft,
    given,
    by,
    missing ? [error('MissingRequiredField', 'billableOption', 'The billableOption field is required.')] : [],
  );
  world.store.table('timeEntries').replace(draft);
  tell(world, 'updated', draft, by);
  follow(world, Number(draft.chargeToId), by);
  if (draft.chargeToId !== entry.chargeToId) follow(world, Number(entry.chargeToId), by);
  return draft;
}

export function deleteTimeEntry(world: World, entry: StoredRecord, by: string): void {
  world.store.table('timeEntries').remove(entry.id);
  tell(world, 'deleted', entry, by);
  if (ticketTypes.includes(textOf(entry, 'chargeToType'))) follow(world, Number(entry.chargeToId), by);
}
