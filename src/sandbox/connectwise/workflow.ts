import type { Json } from '../../shared/json.ts';
import { recordChanges } from './audit-trail.ts';
import { announce } from './callback-delivery.ts';
import { refId, type StoredRecord, textOf } from './records.ts';
import { ticketKind } from './ticket-kinds.ts';
import { workflowCondition } from './workflow-condition.ts';
import { now, switchOf, type World } from './world.ts';

/* What workflow rules do right after a save (reference sections 2.7 and 3.13). */

/** Table type of rules about tickets, and the action that changes a status. */
export const ticketTableType = 1;
export const changeStatusType = 2;

/** A move by the server: a save of its own, attributed to another member. */
function move(world: World, ticket: StoredRecord, status: StoredRecord): void {
  const memberIdentifier = switchOf(world, 'connectwise.workflowMember');
  const closed = status.closedStatus === true;
  const moved: StoredRecord = {
    ...ticket,
    status: { id: status.id },
    closedFlag: closed,
    closedDate: closed ? now(world) : null,
    closedBy: closed ? memberIdentifier : null,
    _info: { ...(ticket._info as object), lastUpdated: now(world), updatedBy: memberIdentifier },
  };
  world.store.table('tickets').replace(moved);
  recordChanges(world, ticket, moved, memberIdentifier);
  announce(world, { action: 'updated', type: 'ticket', record: moved, kind: ticketKind, memberIdentifier });
  world.context.touch();
}

/** The switch `connectwise.workflowRule`: `From status -> To status` of the ticket's board. */
function switchRule(world: World, ticket: StoredRecord): StoredRecord | null {
  const [from, to] = switchOf(world, 'connectwise.workflowRule')
    .split('->')
    .map((name) => name.trim().toLowerCase());
  if (!from || !to) return null;
  const statuses = world.store
    .table('statuses')
    .all()
    .filter((status) => refId(status, 'board') === refId(ticket, 'board'));
  const present = statuses.find((status) => status.id === refId(ticket, 'status'));
  if (present === undefined || textOf(present, 'name').toLowerCase() !== from) return null;
  return statuses.find((status) => textOf(status, 'name').toLowerCase() === to) ?? null;
}

/** Whether an event may still act on a ticket, by its execution time. Counts rest on the event, by ticket. */
function mayRun(event: StoredRecord, ticketId: number): boolean {
  const ran = Number((event.ran as Readonly<Record<string, Json>> | undefined)?.[String(ticketId)] ?? 0);
  const times = textOf(event, 'executionTime');
  if (times === 'Continuously') return true;
  return ran < (times === 'MultipleTimes' ? Number(event.maxNumberOfExecution ?? 1) : 1);
}

/** The first active rule that wants to move the ticket to a status of its board, and the event it does so by. */
function storedRule(
  world: World,
  ticket: StoredRecord,
): { readonly event: StoredRecord; readonly status: StoredRecord } | null {
  const { store } = world;
  const board = refId(ticket, 'board');
  for (const rule of store.table('workflows').all()) {
    if (rule.activateFlag !== true || refId(rule, 'tableType') !== ticketTableType) continue;
    if (refId(rule, 'board') !== null && refId(rule, 'board') !== board) continue;
    for (const event of store.table('workflowEvents').all()) {
      if (event.parentId !== rule.id || !mayRun(event, ticket.id)) continue;
      const condition = workflowCondition(world, textOf(event, 'eventCondition'));
      if ('refused' in condition || !condition.meets(ticket)) continue;
      for (const action of store.table('workflowActions').all()) {
        if (action.parentId !== event.id || refId(action, 'notifyType') !== changeStatusType) continue;
        const status = store.table('statuses').get(refId(action, 'boardStatus') ?? 0);
        if (status !== null && refId(status, 'board') === board && status.id !== refId(ticket, 'status')) {
          return { event, status };
        }
      }
    }
  }
  return null;
}

function runStoredRule(world: World, ticketId: number): void {
  const ticket = world.store.table('tickets').get(ticketId);
  const found = ticket === null ? null : storedRule(world, ticket);
  if (ticket === null || found === null) return;
  const ran = (found.event.ran ?? {}) as Readonly<Record<string, Json>>;
  found.event.ran = { ...ran, [String(ticketId)]: Number(ran[String(ticketId)] ?? 0) + 1 };
  const rule = world.store.table('workflows').get(Number(found.event.parentId));
  if (rule !== null) rule.batchLastRan = now(world);
  move(world, ticket, found.status);
}

/**
 * Runs after every save of a ticket by a person or the API. A rule's own move runs no further rule. The real rules work in
 * batches; here they act at once, or after `connectwise.workflowDelayMs`.
 */
export function runWorkflow(world: World, ticket: StoredRecord): void {
  const next = switchRule(world, ticket);
  if (next !== null) {
    move(world, ticket, next);
    return;
  }
  const delayMs = switchOf(world, 'connectwise.workflowDelayMs');
  if (delayMs <= 0) runStoredRule(world, ticket.id);
  else world.context.clock.after(delayMs, () => runStoredRule(world, ticket.id));
}
