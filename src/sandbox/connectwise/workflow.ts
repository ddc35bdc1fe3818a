import { announce } from './callback-delivery.ts';
import { refId, type StoredRecord, textOf } from './records.ts';
import { ticketKind } from './ticket-kinds.ts';
import { now, switchOf, type World } from './world.ts';

/**
 * The optional workflow rule `From status -> To status` (switch `connectwise.workflowRule`): right after a save leaves a
 * ticket in the first status, the server moves it to the second on the same board, as a save of its own attributed to
 * another member (reference sections 2.7 and 3.13).
 */
export function runWorkflow(world: World, ticket: StoredRecord): void {
  const [from, to] = switchOf(world, 'connectwise.workflowRule')
    .split('->')
    .map((name) => name.trim().toLowerCase());
  if (!from || !to) return;
  const statuses = world.store
    .table('statuses')
    .all()
    .filter((status) => refId(status, 'board') === refId(ticket, 'board'));
  const present = statuses.find((status) => status.id === refId(ticket, 'status'));
  const next = statuses.find((status) => textOf(status, 'name').toLowerCase() === to);
  if (present === undefined || next === undefined || textOf(present, 'name').toLowerCase() !== from) return;
  const memberIdentifier = switchOf(world, 'connectwise.workflowMember');
  const closed = next.closedStatus === true;
  const moved: StoredRecord = {
    ...ticket,
    status: { id: next.id },
    closedFlag: closed,
    closedDate: closed ? now(world) : null,
    closedBy: closed ? memberIdentifier : null,
    _info: { ...(ticket._info as object), lastUpdated: now(world), updatedBy: memberIdentifier },
  };
  world.store.table('tickets').replace(moved);
  announce(world, { action: 'updated', type: 'ticket', record: moved, kind: ticketKind, memberIdentifier });
}
