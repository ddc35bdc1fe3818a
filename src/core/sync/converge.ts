import { assertNever } from '../../shared/assert.ts';
import type { Link, WorkOrder, WorkOrderId } from '../../shared/domain/records.ts';
import type { RunResult } from '../queue/worker.ts';
import type { ClaimedJob } from '../store/port.ts';
import type { SyncContext } from './context.ts';
import { convergeLink } from './converge-link.ts';
import { convergeTicket } from './converge-ticket.ts';
import { createTicketFor, reasonNotToCreate } from './create-ticket.ts';
import { type FoundMarker, markersIn } from './marker.ts';
import { readWorkOrder } from './read.ts';
import { Run } from './run.ts';

/** One run of one job, whatever it is about. */
export async function converge(
  context: SyncContext,
  job: ClaimedJob,
  signal: AbortSignal,
  extendDeadline?: (ms: number) => void,
): Promise<RunResult> {
  const run = new Run(job, context.clock, extendDeadline);
  switch (job.target.kind) {
    case 'link':
      return convergeLink(context, run, job.target.linkId, signal);
    case 'ticket':
      return convergeTicket(context, run, job.target.ticketId, signal);
    case 'workorder':
      return convergeWorkOrder(context, run, job.target.workOrderId, signal);
    default:
      return assertNever(job.target);
  }
}

/**
 * A work order without a link. One that carries our marker waits for its link, whose own run adopts it; everything else is not ours to
 * touch while creating tickets from work orders is off.
 */
async function convergeWorkOrder(
  context: SyncContext,
  run: Run,
  id: WorkOrderId,
  signal: AbortSignal,
): Promise<RunResult> {
  const { store } = context;
  const linked = await store.openLinkByWorkOrder(id);
  if (linked !== null) {
    run.follow({ target: { kind: 'link', linkId: linked.id }, cause: run.job.cause, runAt: context.clock.now() });
    return run.settle({ kind: 'done' }, 'keep');
  }
  const workOrder = await readWorkOrder(context, run, id, signal);
  if (workOrder === null) {
    run.say({
      side: 'fieldnation',
      kind: 'workorder.gone',
      message: `Work order ${id} no longer exists in Field Nation and had no ticket here`,
    });
    return run.settle({ kind: 'done' }, 'ignored');
  }
  const known = await linksOf(context, workOrder);
  // A link that has its work order does not wait: a work order with its marker is a copy that took the reference along.
  const waiting = known.find(({ link }) => link !== null && link.state !== 'closed' && link.workOrderId === null)?.link;
  if (waiting) {
    run.follow({ target: { kind: 'link', linkId: waiting.id }, cause: run.job.cause, runAt: context.clock.now() });
    return run.settle({ kind: 'done' }, 'keep');
  }
  const belongs = belongsElsewhere(context, workOrder, known);
  const reason = belongs ?? (await reasonNotToCreate(context, workOrder));
  if (reason === null) return createTicketFor(context, run, workOrder, signal);
  run.say({
    side: 'fieldnation',
    kind: 'workorder.not-linked',
    result: belongs === null ? 'ok' : 'attention',
    message: reason,
  });
  return run.settle({ kind: 'done' }, 'ignored');
}

interface Known extends FoundMarker {
  /** Null: no link here ever had this marker. */
  readonly link: Link | null;
}

function linksOf({ store }: SyncContext, workOrder: WorkOrder): Promise<readonly Known[]> {
  return Promise.all(
    markersIn(workOrder).map(async (found) => ({ ...found, link: await store.linkByMarker(found.marker) })),
  );
}

/** Why a work order that carries references makes no ticket, whatever the settings; null when none of them stands in the way. */
function belongsElsewhere(context: SyncContext, { id }: WorkOrder, known: readonly Known[]): string | null {
  // Also of one that was unlinked: what a person took apart must not come back as another ticket.
  const copyOf = known.find(({ link }) => link !== null && link.workOrderId !== null && link.workOrderId !== id)?.link;
  if (copyOf)
    return `Work order ${id} carries the reference of work order ${copyOf.workOrderId}, as a copy or a revisit of it; it has no ticket here and nothing was changed. Link it by hand if it belongs to one`;
  const { on } = context.config().sync.outbound.createTickets;
  const left = known.find(({ link }) => link !== null && link.workOrderId === null);
  if (left !== undefined)
    return `Work order ${id} was being made for ticket ${left.ticketId} when the two were unlinked; it gets no other ticket by itself. Link it by hand if it belongs to one, or cancel it in Field Nation`;
  const foreign = known.find(({ link }) => link === null);
  if (foreign !== undefined && on)
    return `Work order ${id} carries the reference ${foreign.marker} of ticket ${foreign.ticketId}, which another installation made, or this one before its data was lost; it gets no second ticket. Link it by hand if it belongs to one`;
  return null;
}
