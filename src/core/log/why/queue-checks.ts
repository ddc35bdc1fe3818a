import type { Ticket } from '../../../shared/domain/records.ts';
import type { EngineStatus } from '../../../shared/domain/status.ts';
import type { Job } from '../../store/port.ts';
import type { SyncContext } from '../../sync/context.ts';
import type { Checks } from './checks.ts';

const title = 'Queue';

/** What is under way for the ticket, or waits for a person. */
export function checkQueue(checks: Checks, jobs: readonly Job[], now: number): void {
  const stopped = jobs.find((job) => job.state === 'dead');
  const held = jobs.find((job) => job.state === 'held');
  const running = jobs.find((job) => job.state === 'running');
  const ready = jobs.find((job) => job.state === 'ready');
  if (running !== undefined) checks.waiting('queue', title, 'It is being worked on right now.');
  else if (ready !== undefined) {
    const why = ready.lastError === null ? '' : ` Last time: ${ready.lastError.message}`;
    const when = ready.runAt > now ? 'It is tried again by itself.' : 'It is next in the queue.';
    checks.waiting('queue', title, `${when}${why}`, { at: ready.runAt });
  } else if (held !== undefined)
    checks.no('queue', title, 'needs-person', held.lastError?.message ?? 'It waits for approval.', {
      at: held.createdAt,
      action: held.lastError?.action ?? { do: 'open-attention' },
    });
  else if (stopped !== undefined)
    checks.no('queue', title, 'needs-person', stopped.lastError?.message ?? 'It stopped. Retry it.', {
      at: stopped.createdAt,
      action: stopped.lastError?.action ?? { do: 'open-attention' },
    });
  else checks.ok('queue', title, 'Nothing about it waits.');
}

/** When somebody last told of the ticket or looked at it, and when that will be again. */
export async function checkSeen(
  checks: Checks,
  context: SyncContext,
  ticket: Ticket,
  status: EngineStatus,
): Promise<void> {
  const [event] = await context.store.eventsOf({ recordType: 'ticket', recordId: ticket.id }, 1);
  const [line] = await context.store.activities({ ticketId: ticket.id }, null, 1);
  const seenAt = Math.max(event?.at ?? 0, line?.at ?? 0);
  const seen =
    seenAt === 0
      ? 'No callback told of this ticket, and nothing in the log is about it.'
      : event === undefined
        ? 'It was last looked at then; no callback told of it.'
        : 'A callback last told of it, or it was last looked at, then.';
  const planned = status.state === 'running' && status.nextPollAt !== null;
  const next = !planned
    ? 'No look at ConnectWise is planned now.'
    : `${status.intake.state === 'listening' && status.intake.mode !== 'none' ? 'A save of the ticket is told by callback; otherwise it' : 'It'} is seen at the next look.`;
  // Clocks differ, and a ticket's time is in whole seconds.
  const missed = ticket.updatedAt > seenAt + 2_000;
  if (missed && planned)
    return checks.waiting(
      'seen',
      'Last look',
      `It was saved since it was last looked at. It is seen at the next look.`,
      { at: status.nextPollAt },
    );
  checks.ok('seen', 'Last look', `${seen} ${next}`, { at: seenAt === 0 ? null : seenAt });
}
