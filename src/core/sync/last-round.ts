import type { SyncContext } from './context.ts';
import { detectEvents } from './events/detect.ts';
import { sayEvents } from './in-step.ts';
import { type PartsDone, runParts } from './parts/run-parts.ts';
import type { LinkRecords } from './plan-link.ts';
import type { Run } from './run.ts';

/**
 * What people wrote on a pair until its ticket asked for another visit is still carried over: afterwards the link waits for an answer, or is
 * history. The fields stay as they are, because the ticket's status is the wish. Says what of it has to be tried again first.
 */
export async function carryOver(
  context: SyncContext,
  run: Run,
  read: LinkRecords,
  signal: AbortSignal,
): Promise<Pick<PartsDone, 'failure' | 'waitUntil'>> {
  const { link } = read;
  const events = detectEvents(context, { ...read, delivered: run.job.events });
  const done = await runParts({ context, run, ...read, fresh: false, events, asked: false, signal });
  run.ticketDocument = done.ticket.document;
  run.workOrderDocument = done.workOrder.document;
  const complete = done.failure === null;
  if (complete) sayEvents(run, done.workOrder, events);
  run.updateLink({
    linkId: link.id,
    seenMilestones: complete ? read.workOrder.milestones : link.seenMilestones,
    seen: {
      ...link.seen,
      ...done.seen,
      ...(complete ? { events: events.seen } : {}),
      // For the run after the question was discarded.
      ticketDue: link.seen.ticketDue === true || events.updateDue,
    },
  });
  return { failure: done.failure, waitUntil: done.waitUntil };
}
