import { AppError } from '../../../shared/errors.ts';
import { markerTarget, withMarker } from '../marker.ts';
import { isSettled } from '../plan-link.ts';
import type { Part, PartInput, PartResult } from './port.ts';

/**
 * A work order that made its ticket, or was linked by hand, carries the pair's reference as one made here does: the ticket's number stands on it, and
 * the pair is found again after a loss.
 */
export const reference: Part = {
  name: 'reference',
  wanted: ({ link, seen, workOrder }) => link.origin !== 'ticket' && seen !== true && !isSettled(workOrder.status.name),
  run: writeReference,
};

async function writeReference({ context, run, link, workOrder, signal }: PartInput): Promise<PartResult> {
  const present = context.fieldNation().readField(workOrder, markerTarget);
  const wanted = withMarker(present, link.marker);
  if (wanted === present) return { seen: true, problems: [] };
  try {
    await context.step('reference.before-write');
    const written = await context
      .fieldNation()
      .updateWorkOrder(workOrder.id, [{ target: markerTarget, value: wanted }], signal);
    return { seen: true, problems: [], workOrder: written };
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.kind !== 'permanent' && error.kind !== 'conflict') throw error;
    run.say({
      side: 'fieldnation',
      kind: 'workorder.no-reference',
      result: 'attention',
      message: `Work order ${workOrder.id} could not be given its reference to ticket ${link.ticketId}: ${error.message} The pair is kept in step all the same.`,
    });
    return { seen: true, problems: [] };
  }
}
