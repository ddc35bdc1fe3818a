import { VendorFailure } from '../kernel/vendor-failure.ts';
import { recordChanges } from './audit-trail.ts';
import { announce } from './callback-delivery.ts';
import { deleteDocument, documentsOf } from './documents.ts';
import { noteEmail } from './emails.ts';
import { invalidObject, noPermission } from './errors.ts';
import { createNote, notesOf } from './notes.ts';
import { refId, type StoredRecord, textOf } from './records.ts';
import { serviceScheduleType } from './schedule-entries.ts';
import { ticketKind } from './ticket-kinds.ts';
import { checkTicket, copyDependents, fillDefaults, required, ticketRefRules } from './ticket-rules.ts';
import { runWorkflow } from './workflow.ts';
import { now, switchOf, type World } from './world.ts';
import { type Given, writeFields } from './write.ts';

/** Who saves, and whether their role may close and reopen tickets (reference section 3.12). */
export interface Author {
  readonly memberIdentifier: string;
  readonly mayClose: boolean;
}

function isClosing(world: World, ticket: StoredRecord): boolean {
  return world.store.table('statuses').get(refId(ticket, 'status') ?? 0)?.closedStatus === true;
}

/** `closedFlag`, `closedDate` and `closedBy` follow the status and cannot be written. */
function followStatus(world: World, before: StoredRecord | null, draft: StoredRecord, author: Author): void {
  const closed = isClosing(world, draft);
  const wasClosed = before?.closedFlag === true;
  if (closed !== wasClosed && before !== null && !author.mayClose) throw new VendorFailure(noPermission);
  draft.closedFlag = closed;
  if (closed && !wasClosed) {
    draft.closedDate = now(world);
    draft.closedBy = author.memberIdentifier;
  } else if (!closed) {
    draft.closedDate = null;
    draft.closedBy = null;
  }
}

/** Write-only members steer the write and are not kept. */
function withoutDirectives(draft: StoredRecord): StoredRecord {
  const kept: StoredRecord = { id: draft.id };
  for (const [field, value] of Object.entries(draft)) {
    if (ticketKind.fields[field]?.access !== 'write') kept[field] = value;
  }
  return kept;
}

function tell(world: World, action: 'added' | 'updated', record: StoredRecord, given: Given, author: Author): void {
  if (given.skipCallback === true && switchOf(world, 'connectwise.skipCallbackWorks')) return;
  announce(world, { action, type: 'ticket', record, kind: ticketKind, memberIdentifier: author.memberIdentifier });
}

/** What makes a new ticket one of a project. */
export interface ProjectPlace {
  readonly recordType: 'ProjectTicket' | 'ProjectIssue';
  readonly project: { readonly id: number };
  readonly phase: { readonly id: number };
  readonly wbsCode: string;
  readonly isIssueFlag: boolean;
}

/**
 * POST: defaults filled, address and contact copied, initial texts turned into notes that are never echoed. `place` makes
 * it a ticket of a project, which only the screens do here.
 */
export function createTicket(world: World, given: Given, author: Author, place?: ProjectPlace): StoredRecord {
  const { store } = world;
  const draft: StoredRecord = {
    id: 0,
    recordType: 'ServiceTicket',
    board: { id: store.state.defaults.boardId },
    ...place,
  };
  const errors = writeFields(world, ticketKind, draft, given, ticketRefRules);
  fillDefaults(store, draft);
  copyDependents(store, null, draft, given);
  for (const error of checkTicket(store, draft)) {
    if (!errors.some(({ field }) => field === error.field || field?.startsWith(`${error.field}/`))) errors.push(error);
  }
  if (errors.length > 0) throw invalidObject(ticketKind.resource, errors);
  for (const field of [
    'customerUpdatedFlag',
    'automaticEmailContactFlag',
    'automaticEmailResourceFlag',
    'automaticEmailCcFlag',
    'approved',
  ]) {
    draft[field] ??= false;
  }
  const at = now(world);
  const by = author.memberIdentifier;
  draft._info = { lastUpdated: at, updatedBy: by, dateEntered: at, enteredBy: by };
  followStatus(world, null, draft, author);
  const ticket = store.table('tickets').insert(withoutDirectives(draft));
  recordChanges(world, null, ticket, by);
  const initial = [
    ['initialDescription', 'detailDescriptionFlag'],
    ['initialInternalAnalysis', 'internalAnalysisFlag'],
    ['initialResolution', 'resolutionFlag'],
  ] as const;
  for (const [field, tab] of initial) {
    if (textOf(draft, field) === '') continue;
    createNote(world, ticket, { text: textOf(draft, field), [tab]: true }, by, { touch: false });
  }
  noteEmail(world, ticket, 'ticket-created', {
    notify: draft.processNotifications ?? true,
    causedBy: author.memberIdentifier,
  });
  tell(world, 'added', ticket, given, author);
  runWorkflow(world, ticket);
  return ticket;
}

/** What a PUT cannot empty: what the server sets, and what hangs on the ticket. */
function kept(ticket: StoredRecord): Readonly<Record<string, StoredRecord[string]>> {
  return Object.fromEntries(
    Object.entries(ticket).filter(([field]) => {
      const access = ticketKind.fields[field]?.access;
      return field !== 'customFields' && (access === undefined || access === 'read');
    }),
  );
}

/** PATCH and PUT. `whole` (PUT) empties what the body leaves out and requires severity and impact (section 1.10). */
export function updateTicket(
  world: World,
  ticket: StoredRecord,
  given: Given,
  author: Author,
  options: { readonly whole: boolean } = { whole: false },
): StoredRecord {
  const { store } = world;
  const draft: StoredRecord = options.whole ? { ...kept(ticket), id: ticket.id } : { ...ticket };
  const errors = writeFields(world, ticketKind, draft, given, ticketRefRules);
  if (options.whole) {
    for (const field of ['severity', 'impact']) {
      if (given[field] === undefined || given[field] === null) errors.push(required(field));
    }
    fillDefaults(store, draft);
  }
  copyDependents(store, ticket, draft, given);
  for (const error of checkTicket(store, draft)) {
    if (!errors.some(({ field }) => field === error.field || field?.startsWith(`${error.field}/`))) errors.push(error);
  }
  if (errors.length > 0) throw invalidObject(ticketKind.resource, errors);
  followStatus(world, ticket, draft, author);
  draft._info = { ...(ticket._info as object), lastUpdated: now(world), updatedBy: author.memberIdentifier };
  const saved = withoutDirectives(draft);
  store.table('tickets').replace(saved);
  recordChanges(world, ticket, saved, author.memberIdentifier);
  if (refId(saved, 'status') !== refId(ticket, 'status')) {
    noteEmail(world, saved, 'status-changed', {
      notify: draft.processNotifications ?? true,
      causedBy: author.memberIdentifier,
    });
  }
  tell(world, 'updated', saved, given, author);
  runWorkflow(world, saved);
  return saved;
}

/** Whether a time entry, schedule entry or task hangs on a ticket. */
function belongsTo(row: StoredRecord, ticketId: number): boolean {
  if (row.ticketId === ticketId) return true;
  if (refId(row, 'type') === serviceScheduleType && row.objectId === ticketId) return true;
  return row.chargeToId === ticketId && ['ServiceTicket', 'ProjectTicket'].includes(textOf(row, 'chargeToType'));
}

/** DELETE: the ticket and its notes are gone; callbacks hear of it with no Entity (reference section 2.4). */
export function deleteTicket(world: World, ticket: StoredRecord, author: Author): void {
  for (const note of notesOf(world, ticket.id)) world.store.table('notes').remove(note.id);
  for (const document of documentsOf(world, 'Ticket', ticket.id)) deleteDocument(world, document, null);
  for (const table of ['timeEntries', 'scheduleEntries', 'tasks'] as const) {
    const rows = world.store.table(table);
    for (const row of rows.all().filter((one) => belongsTo(one, ticket.id))) rows.remove(row.id);
  }
  world.store.table('tickets').remove(ticket.id);
  announce(world, {
    action: 'deleted',
    type: 'ticket',
    record: ticket,
    kind: ticketKind,
    memberIdentifier: author.memberIdentifier,
  });
}
