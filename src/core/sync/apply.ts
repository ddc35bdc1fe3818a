import { targetLabel } from '../../shared/domain/field-labels.ts';
import type { Ticket, WorkOrder } from '../../shared/domain/records.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';
import type { BoardStatus, FieldChange } from '../psa/port.ts';
import type { SyncContext } from './context.ts';
import type { LinkRecords, SidePlan } from './plan-link.ts';
import type { Run } from './run.ts';
import { noteSent } from './sent.ts';
import { ticketStatusName } from './status-maps.ts';

/** A side after its plan was sent: the record as its remote holds it now. */
export interface Applied<T> {
  readonly record: T;
  readonly problems: readonly AppErrorInfo[];
  /** Targets that were planned and left alone after all. */
  readonly notWritten: ReadonlySet<string>;
}

/** Sends a work order's plan in at most one write. */
export async function applyToWorkOrder(
  context: SyncContext,
  run: Run,
  { link, ticket, workOrder }: LinkRecords,
  plan: SidePlan,
  signal: AbortSignal,
): Promise<Applied<WorkOrder>> {
  const notWritten = new Set(plan.withheld);
  if (plan.changes.length === 0) return { record: workOrder, problems: plan.problems, notWritten };
  await noteSent(context, link, plan.decided, plan.changes);
  await context.step('work-order.before-write');
  const written = await context.fieldNation().updateWorkOrder(workOrder.id, plan.changes, signal);
  await context.step('work-order.written');
  run.say({
    side: 'connectwise',
    direction: 'inbound',
    kind: 'workorder.updated',
    message: `Work order ${workOrder.id} updated from ticket ${ticket.id}: ${plan.changes.map((change) => targetLabel(change.target)).join(', ')}`,
    details: {
      changes: plan.changes.map((change) => ({
        target: change.target,
        from: context.fieldNation().readField(workOrder, change.target) ?? null,
        to: change.value,
      })),
    },
  });
  return { record: written, problems: plan.problems, notWritten };
}

/** Sends a ticket's plan in at most one write. */
export async function applyToTicket(
  context: SyncContext,
  run: Run,
  records: LinkRecords,
  plan: SidePlan,
  signal: AbortSignal,
): Promise<Applied<Ticket>> {
  const { ticket, workOrder } = records;
  const checked = await checkStatus(context, records, plan.changes, signal);
  const problems = [...checked.problems, ...plan.problems];
  const notWritten = new Set(checked.problems.map(() => 'status'));
  if (checked.changes.length === 0) return { record: ticket, problems, notWritten };
  await noteSent(context, records.link, plan.decided, checked.changes);
  await context.step('ticket.before-write');
  const written = await context.psa().updateTicket(ticket.id, checked.changes, signal);
  await context.step('ticket.written');
  for (const change of checked.changes) {
    const status = change.target === 'status';
    run.say({
      side: 'fieldnation',
      direction: 'outbound',
      kind: status ? 'ticket.status' : 'ticket.updated',
      message: status
        ? `Work order ${workOrder.id} is ${workOrder.status.name}: ticket ${ticket.id} set to ${written.status.name}`
        : `Ticket ${ticket.id}: ${targetLabel(change.target)} set to ${words(change.value)}`,
      details: {
        change: {
          target: change.target,
          from: context.psa().readField(ticket, change.target) ?? null,
          to: change.value,
        },
      },
    });
  }
  return { record: written, problems, notWritten };
}

/**
 * A status is checked against the ticket's own board before it is sent: ids differ per board, so on a board other than the trigger's the status
 * of the same name is the one meant; and a closed ticket is never reopened by a mapping (reference/connectwise.md 3.1).
 */
async function checkStatus(
  context: SyncContext,
  { ticket, workOrder }: LinkRecords,
  changes: readonly FieldChange[],
  signal: AbortSignal,
): Promise<{ readonly changes: readonly FieldChange[]; readonly problems: readonly AppErrorInfo[] }> {
  const status = changes.find((change) => change.target === 'status');
  if (status === undefined) return { changes, problems: [] };
  const known = await statusOnBoard(context, ticket, status.value, signal);
  const context_ = { ticketId: ticket.id, workOrderId: workOrder.id };
  const rest = changes.filter((change) => change !== status);
  if (known === undefined) {
    return {
      changes: rest,
      problems: [
        {
          code: 'mapping.status-not-on-board',
          kind: 'permanent',
          message: `Ticket ${ticket.id} keeps its status: the status map sends "${workOrder.status.name}" to a status that the board ${ticket.board.name} does not have. Choose another in the status map, then retry.`,
          context: context_,
          action: { do: 'open-setup', step: 'status-map' },
        },
      ],
    };
  }
  if (ticket.closed && !known.closed) {
    return {
      changes: rest,
      problems: [
        {
          code: 'ticket.closed',
          kind: 'conflict',
          message: `Ticket ${ticket.id} is closed and was not set to ${known.name}, although work order ${workOrder.id} is ${workOrder.status.name}. Reopen the ticket in ConnectWise and retry, or discard this.`,
          context: context_,
          action: { do: 'retry' },
        },
      ],
    };
  }
  if (known.id === status.value) return { changes, problems: [] };
  // Where the ticket stands there already, both sides agree and nothing is sent.
  return {
    changes: known.id === ticket.status.id ? rest : [...rest, { target: 'status', value: known.id }],
    problems: [],
  };
}

/** The wanted status as the ticket's board has it: by id, or by name when the ticket was moved away from the trigger board. */
async function statusOnBoard(
  context: SyncContext,
  { board }: Ticket,
  wanted: unknown,
  signal: AbortSignal,
): Promise<BoardStatus | undefined> {
  const there = (await context.boardStatuses(board.id, signal)).filter((one) => !one.inactive);
  const same = there.find((one) => one.id === wanted);
  const { trigger } = context.config();
  if (same !== undefined || trigger === null || trigger.boardId === board.id) return same;
  const mapped = ticketStatusName((await context.mapping()).mapping, context.config(), wanted);
  const plain = (name: string) => name.trim().toLowerCase();
  return mapped === '' ? undefined : there.find((one) => plain(one.name) === plain(mapped));
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
