import type { Ticket, WorkOrder } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import { readable } from '../link-fields.ts';
import type { FieldChange } from '../psa/port.ts';
import type { RunResult } from '../queue/worker.ts';
import type { SyncContext } from './context.ts';
import { actionHeld } from './guard.ts';
import { markerPrefix } from './marker.ts';
import { createOnce } from './parts/create-once.ts';
import { isSettled } from './plan-link.ts';
import type { Run } from './run.ts';

/** ConnectWise's limit for a summary (reference/connectwise.md 3.1). */
const summaryLength = 100;
/** Number of the newest work order when creating tickets was switched on; null while it is off. Older ones make no ticket. */
const afterKey = 'create-tickets.after';

/**
 * Only work orders newer than this make tickets. Numbers, not times: the clocks of this machine and Field Nation may differ by hours. Asked for
 * once, when it is switched on, or as soon as Field Nation can be reached after that.
 */
export async function ticketsForWorkOrdersAfter(context: SyncContext, signal?: AbortSignal): Promise<number> {
  const known = await context.store.value(afterKey);
  if (typeof known === 'number') return known;
  const newest = await context.fieldNation().recentWorkOrders(1, signal);
  const after = Math.max(0, ...newest.map((workOrder) => workOrder.id));
  await context.store.setValue(afterKey, after, context.clock.now());
  return after;
}

/** Switched off: the next time it is switched on, only what is newer then counts. */
export async function forgetTicketsAfter(store: Pick<SyncContext['store'], 'setValue'>, now: number): Promise<void> {
  await store.setValue(afterKey, null, now);
}

/** Why this work order makes no ticket; null when it is to make one. */
export async function reasonNotToCreate(context: SyncContext, workOrder: WorkOrder): Promise<string | null> {
  const { on } = context.config().sync.outbound.createTickets;
  const which = `Work order ${workOrder.id}`;
  if (!on || !context.config().started) return `${which} has no ticket here; nothing was changed`;
  if (workOrder.madeByIntegration)
    return `${which} was made by Field Nation's own connector; it gets no second ticket. Link it by hand if it belongs to one`;
  if (isSettled(workOrder.status.name)) return `${which} is ${workOrder.status.name}; it gets no ticket`;
  if (workOrder.id <= (await ticketsForWorkOrdersAfter(context)))
    return `${which} is older than creating tickets from work orders; it has no ticket here and nothing was changed`;
  const known = await context.store.linksOfWorkOrder(workOrder.id);
  if (known.length > 0)
    return `${which} was unlinked from ticket ${known[0]?.ticketId}; it gets no other ticket by itself`;
  return null;
}

/**
 * A work order without a ticket makes one, exactly once: what is about to be created is committed first, and the ticket's external reference
 * finds it again (design 1: marker).
 */
export async function createTicketFor(
  context: SyncContext,
  run: Run,
  workOrder: WorkOrder,
  signal: AbortSignal,
): Promise<RunResult> {
  const { store, clock } = context;
  const reference = `FN-${workOrder.id}`;
  const changes = ticketChanges(context, workOrder, reference);
  // One that was begun before counts no second time.
  if ((await store.looseCopy('ticket', String(workOrder.id))) === null) {
    const held = await actionHeld(context, run.job, workOrder.id, 'make-ticket', 'made into a ticket');
    if (held !== null) return run.settle({ kind: 'held', error: held }, 'keep');
  }
  const find = async (): Promise<Ticket | null> => {
    // A ticket that was merged away keeps its reference; the one it went into has the link.
    const named = (await context.psa().findByExternalRef(reference, signal)).filter(
      (ticket) => context.psa().mergedInto(ticket) === null,
    );
    const [first, ...more] = named.sort((a, b) => a.id - b.id);
    if (more.length > 0) throw several(workOrder, reference, [first, ...more]);
    return first ?? null;
  };
  const result = await createOnce(context, run.job.interruptions > 0, {
    copy: {
      linkId: null,
      kind: 'ticket' as const,
      sourceId: String(workOrder.id),
      sourceHash: '',
      marker: reference,
      detail: {},
    },
    find,
    // A ticket that names this work order already is the one, whoever wrote it there.
    mayExist: true,
    send: () => context.psa().createTicket(changes, signal),
    idOf: (made) => String(made.id),
  });
  if (result.kind === 'wait')
    return run.settle({ kind: 'retry', runAt: result.until, countAttempt: false, error: null }, 'keep');
  const ticket =
    result.kind === 'known' ? await context.psa().ticket(Number(result.copy.targetId), signal) : result.made;
  run.ticketId = ticket.id;
  const linked = await store.openLinkByTicket(ticket.id);
  if (linked !== null) throw several(workOrder, reference, [ticket]);
  const link = await store.openPair({
    ticketId: ticket.id,
    workOrderId: workOrder.id,
    ticketSummary: ticket.summary,
    companyName: ticket.company.name,
    ticketStatus: ticket.status.name,
    workOrderStatus: workOrder.status.name,
    markerPrefix: markerPrefix(context.installation(), ticket.id),
    origin: 'workorder',
    seen: { first: 'fieldnation' },
    now: clock.now(),
  });
  run.linkId = link.id;
  await context.step('pair.opened');
  run.say({
    side: 'fieldnation',
    direction: 'outbound',
    kind: 'ticket.created',
    message:
      result.kind === 'found'
        ? `Work order ${workOrder.id} belongs to ticket ${ticket.id}, whose external reference names it`
        : `Work order ${workOrder.id} became ticket ${ticket.id}: ${ticket.summary}`,
    details: { changes: changes.map(({ target, value }) => ({ target, value })) },
  });
  return run.settle({ kind: 'done' }, 'keep');
}

function ticketChanges(context: SyncContext, workOrder: WorkOrder, reference: string): readonly FieldChange[] {
  const { createTickets } = context.config().sync.outbound;
  const clientId = Number((workOrder.document.client as { id?: unknown } | null | undefined)?.id ?? 0);
  const mapped = createTickets.clients.find((entry) => entry.clientId === clientId)?.companyId;
  const companyId = mapped ?? createTickets.companyId;
  if (createTickets.boardId === 0 || companyId === 0) throw incomplete(workOrder, createTickets.boardId === 0);
  const html = context.fieldNation().readField(workOrder, 'description.html');
  const description = readable('description.html', html ?? '');
  const title = workOrder.title.trim() === '' ? `Field Nation work order ${workOrder.id}` : workOrder.title;
  return [
    { target: 'summary', value: shortened(title) },
    { target: 'company', value: companyId },
    { target: 'board', value: createTickets.boardId },
    ...(createTickets.statusId === 0 ? [] : [{ target: 'status', value: createTickets.statusId }]),
    ...(description === '' ? [] : [{ target: 'initialDescription', value: description }]),
    { target: 'externalXRef', value: reference },
    // A new ticket e-mails its contact and its board's people unless told not to (reference/connectwise.md 3.1).
    { target: 'processNotifications', value: context.config().sync.notes.sendEmail },
  ];
}

/** A summary holds 100 characters; the work order keeps the whole title. */
function shortened(title: string): string {
  const characters = [...title];
  return characters.length <= summaryLength ? title : `${characters.slice(0, summaryLength - 3).join('')}...`;
}

function incomplete(workOrder: WorkOrder, board: boolean): AppError {
  return new AppError({
    code: 'create-ticket.incomplete',
    kind: 'permanent',
    message: board
      ? `Work order ${workOrder.id} got no ticket: no board is chosen for tickets made from work orders. Choose one in Settings, then retry.`
      : `Work order ${workOrder.id} got no ticket: its client has no ConnectWise company. Choose one in Settings, then retry, or link it with a ticket by hand.`,
    context: { workOrderId: workOrder.id },
    action: { do: 'retry' },
  });
}

function several(workOrder: WorkOrder, reference: string, tickets: readonly (Ticket | undefined)[]): AppError {
  return new AppError({
    code: 'create-ticket.ambiguous',
    kind: 'permanent',
    message: `Work order ${workOrder.id} got no ticket: ${tickets.map((one) => `ticket ${one?.id}`).join(' and ')} already hold${tickets.length === 1 ? 's' : ''} ${reference} in the external reference. Link the right one by hand.`,
    context: { workOrderId: workOrder.id },
    action: { do: 'retry' },
  });
}
