import { assertNever } from '../../shared/assert.ts';
import type { WorkOrderId } from '../../shared/domain/records.ts';
import type { RunResult } from '../queue/worker.ts';
import type { ClaimedJob } from '../store/port.ts';
import type { SyncContext } from './context.ts';
import { convergeLink } from './converge-link.ts';
import { convergeTicket } from './converge-ticket.ts';
import { createTicketFor, reasonNotToCreate } from './create-ticket.ts';
import { markerIn } from './marker.ts';
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
  const marker = markerIn(workOrder);
  const waiting = marker === null ? null : await store.linkByMarker(marker.marker);
  // A link that has its work order does not wait: this one is a copy that took the reference along.
  if (waiting !== null && waiting.state !== 'closed' && waiting.workOrderId === null) {
    run.follow({ target: { kind: 'link', linkId: waiting.id }, cause: run.job.cause, runAt: context.clock.now() });
    return run.settle({ kind: 'done' }, 'keep');
  }
  const copy = waiting !== null && waiting.workOrderId !== null && waiting.state !== 'closed';
  const reason = copy
    ? `Work order ${id} carries the reference of work order ${waiting.workOrderId}, as a copy or a revisit of it; it has no ticket here and nothing was changed. Link it by hand if it belongs to one`
    : await reasonNotToCreate(context, workOrder);
  if (reason === null) return createTicketFor(context, run, workOrder, signal);
  run.say({ side: 'fieldnation', kind: 'workorder.not-linked', result: copy ? 'attention' : 'ok', message: reason });
  return run.settle({ kind: 'done' }, 'ignored');
}
