import type { Json } from '../../shared/json.ts';
import { recordChanges, recordEvent } from './audit-trail.ts';
import { announce } from './callback-delivery.ts';
import { type FieldError, invalidObject } from './errors.ts';
import { refId, type StoredRecord, textOf } from './records.ts';
import { resolveReference } from './references.ts';
import { ticketKind } from './ticket-kinds.ts';
import { type Author, updateTicket } from './ticket-save.ts';
import { now, type World } from './world.ts';
import type { Given } from './write.ts';

/* Merge, children, conversion (reference section 3.1). Each ends in saves of the tickets, with their callbacks. */

function refuse(resource: string, errors: readonly FieldError[]): never {
  throw invalidObject(
    resource,
    errors.map((error) => ({ ...error, resource })),
  );
}

function idList(given: Json | undefined): readonly number[] {
  return Array.isArray(given) ? (given as readonly Json[]).map(Number) : [];
}

/** Saves a change the fields' own rules do not allow to write, as the server does. */
function stamp(world: World, ticket: StoredRecord, change: Readonly<Record<string, Json>>, by: string): StoredRecord {
  const saved: StoredRecord = {
    ...ticket,
    ...change,
    id: ticket.id,
    _info: { ...(ticket._info as object), lastUpdated: now(world), updatedBy: by },
  };
  world.store.table('tickets').replace(saved);
  recordChanges(world, ticket, saved, by);
  announce(world, { action: 'updated', type: 'ticket', record: saved, kind: ticketKind, memberIdentifier: by });
  return saved;
}

function ticketsNamed(
  world: World,
  ids: readonly number[],
  parent: StoredRecord,
  resource: string,
  field: string,
): StoredRecord[] {
  const errors: FieldError[] = [];
  if (ids.length === 0)
    errors.push({ code: 'MissingRequiredField', message: `The ${field} field is required.`, field });
  const found: StoredRecord[] = [];
  for (const id of ids) {
    const ticket = world.store.table('tickets').get(id);
    if (ticket === null || ticket.recordType !== 'ServiceTicket') {
      errors.push({ code: 'NotFound', message: `Ticket ${id} not found`, field });
    } else if (id === parent.id) {
      errors.push({ code: 'InvalidObject', message: 'A ticket cannot be its own parent.', field });
    } else found.push(ticket);
  }
  if (errors.length > 0) refuse(resource, errors);
  return found;
}

/**
 * Merges tickets into `parent`: they get the status given and point to it. The status must be one of each merged
 * ticket's board.
 */
export function mergeTickets(world: World, parent: StoredRecord, given: Given, author: Author): void {
  const merged = ticketsNamed(world, idList(given.mergeTicketIds), parent, 'ticketMerge', 'mergeTicketIds');
  const resource = 'ticketMerge';
  if ((given.status ?? null) === null) {
    refuse(resource, [{ code: 'MissingRequiredField', message: 'The status field is required.', field: 'status' }]);
  }
  const already = [parent, ...merged].find((one) => refId(one, 'mergedParentTicket') !== null);
  if (already !== undefined) {
    const message = `Ticket ${already.id} has already been merged.`;
    refuse(resource, [{ code: 'InvalidObject', message, field: 'mergeTicketIds' }]);
  }
  for (const ticket of merged) {
    const board = refId(ticket, 'board');
    const status = resolveReference(
      world.store,
      'status',
      given.status ?? null,
      (one) => refId(one, 'board') === board,
    );
    if (status?.record !== null && status !== null) continue;
    const message = `Service Status ${status?.value ?? ''} not found for Service Board ${board}`;
    refuse(resource, [{ code: 'NotFound', message, field: 'status/id' }]);
  }
  for (const ticket of merged) {
    recordEvent(world, ticket.id, author.memberIdentifier, `Ticket ${ticket.id} was merged into ticket ${parent.id}.`);
    updateTicket(
      world,
      { ...ticket, mergedParentTicket: { id: parent.id } },
      { status: given.status ?? null, processNotifications: false },
      author,
    );
  }
  stamp(world, parent, { hasMergedChildTicketFlag: true }, author.memberIdentifier);
}

/** Makes tickets children of `parent`. */
export function attachChildren(world: World, parent: StoredRecord, given: Given, by: string): void {
  const children = ticketsNamed(world, idList(given.childTicketIds), parent, 'ticketBundle', 'childTicketIds');
  for (const child of children) stamp(world, child, { parentTicketId: parent.id }, by);
  stamp(world, parent, { hasChildTicket: true }, by);
}

/** Turns a service ticket into a ticket or issue of a project. It keeps its id, board and everything that hangs on it. */
export function convertTicket(world: World, ticket: StoredRecord, given: Given, by: string): void {
  const resource = 'convertToProject';
  const errors: FieldError[] = [];
  const phase = resolveReference(world.store, 'phase', given.phase ?? null)?.record ?? null;
  if ((given.phase ?? null) === null) {
    errors.push({ code: 'MissingRequiredField', message: 'The phase field is required.', field: 'phase' });
  } else if (phase === null) {
    errors.push({ code: 'NotFound', message: 'Project Phase not found', field: 'phase/id' });
  }
  if (typeof given.wbsCode !== 'string' || given.wbsCode === '') {
    errors.push({ code: 'MissingRequiredField', message: 'The wbsCode field is required.', field: 'wbsCode' });
  }
  const recordType = String(given.recordType ?? 'ProjectTicket');
  if (!['ProjectTicket', 'ProjectIssue'].includes(recordType)) {
    errors.push({ code: 'InvalidField', message: 'The value of recordType is not valid.', field: 'recordType' });
  }
  if (errors.length > 0 || phase === null) refuse(resource, errors);
  recordEvent(world, ticket.id, by, `Ticket ${ticket.id} was converted to a project ticket.`);
  const change = {
    recordType,
    project: { id: refId(phase, 'project') ?? 0 },
    phase: { id: phase.id },
    wbsCode: String(given.wbsCode).slice(0, 50),
    isIssueFlag: recordType === 'ProjectIssue',
  };
  stamp(world, ticket, change, by);
  for (const entry of world.store.table('timeEntries').all()) {
    if (entry.chargeToId === ticket.id && textOf(entry, 'chargeToType') === 'ServiceTicket') {
      entry.chargeToType = 'ProjectTicket';
    }
  }
}
