import type { Link, Ticket, WorkOrder } from '../../../shared/domain/records.ts';
import type { EventRow } from '../../store/port.ts';
import type { SyncContext } from '../context.ts';
import type { ActingEvent, ActingEvents } from './acting.ts';
import { newMilestones, wordsForDeliveredEvent } from './milestones.ts';

export interface DetectInput {
  readonly link: Link;
  readonly ticket: Ticket;
  readonly workOrder: WorkOrder;
  /** Open event rows of the job: what webhooks told. */
  readonly delivered: readonly EventRow[];
}

/** The facts about the work order that nobody acted on yet: milestones, and what webhooks tell beyond them. */
export function detectEvents(_context: Pick<SyncContext, 'config'>, input: DetectInput): ActingEvents {
  const { link, workOrder, delivered } = input;
  const milestones = newMilestones(workOrder, link.seenMilestones);
  const told = delivered.flatMap((event): readonly ActingEvent[] => {
    const words = event.recordType === 'workorder' ? wordsForDeliveredEvent(event.name, workOrder.id) : null;
    return words === null ? [] : [{ event, words, action: { do: 'update' }, params: {} }];
  });
  return {
    all: [
      ...milestones.map(({ event, words }): ActingEvent => ({ event, words, action: { do: 'update' }, params: {} })),
      ...told,
    ],
    observed: milestones.map(({ event }) => event),
    seen: link.seen.events ?? {},
    updateDue: true,
    allows: () => true,
  };
}
