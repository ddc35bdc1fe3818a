import type { Ticket, TicketId } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import type { RunResult } from '../queue/worker.ts';
import type { SyncContext } from './context.ts';
import { convergeOpenedLink } from './converge-link.ts';
import { givenAtCreate } from './create.ts';
import { createUnlessHeld } from './guard.ts';
import { markerPrefix, workOrderInReference } from './marker.ts';
import { readTicket } from './read.ts';
import type { Run } from './run.ts';

/** True when the ticket stands where tickets become work orders. */
export function isTriggered(context: SyncContext, ticket: Ticket): boolean {
  const trigger = context.config().trigger;
  return trigger !== null && ticket.board.id === trigger.boardId && ticket.status.id === trigger.statusId;
}

/** A ticket without a link: becomes a work order, or the log says why not. */
export async function convergeTicket(
  context: SyncContext,
  run: Run,
  ticketId: TicketId,
  signal: AbortSignal,
): Promise<RunResult> {
  const { store } = context;
  const existing = await store.openLinkByTicket(ticketId);
  if (existing !== null) {
    run.follow({ target: { kind: 'link', linkId: existing.id }, cause: run.job.cause, runAt: context.clock.now() });
    return run.settle({ kind: 'done' }, 'keep');
  }
  const ticket = await readTicket(context, run, ticketId, signal);
  if (ticket === null) {
    run.say({
      kind: 'ticket.gone',
      side: 'connectwise',
      message: `Ticket ${ticketId} no longer exists in ConnectWise; there was no work order for it`,
    });
    await store.forgetIgnored([ticketId]);
    return run.settle({ kind: 'done' }, 'ignored');
  }
  const reason = await reasonNotToSend(context, ticket);
  if (reason !== null) {
    run.say({ kind: 'ticket.not-sent', side: 'connectwise', message: reason });
    return run.settle({ kind: 'done' }, 'ignored');
  }
  const sent = workOrderInReference(ticket.externalRef);
  if (sent !== null) throw alreadySent(ticket, sent);
  // Evaluated before the link is opened: a ticket that cannot be mapped leaves no half-made link behind.
  const base = await givenAtCreate(context, ticket);
  const guarded = await createUnlessHeld(context, run.job, ticketId, () =>
    store.openLink({
      ticketId,
      ticketSummary: ticket.summary,
      companyName: ticket.company.name,
      ticketStatus: ticket.status.name,
      markerPrefix: markerPrefix(context.installation(), ticketId),
      base,
      jobId: run.job.id,
      now: context.clock.now(),
    }),
  );
  if (guarded.held !== null) return run.settle({ kind: 'held', error: guarded.held }, 'keep');
  const { link, intent } = guarded.opened;
  run.linkId = link.id;
  await context.step('link.opened');
  // Links made after the backup that was restored are unknown here; their work orders still carry the same marker.
  const lookUp = (await store.value('store.recovered')) === undefined ? 'no' : 'once';
  return convergeOpenedLink(context, run, { link, intent, ticket, lookUp }, signal);
}

async function reasonNotToSend(context: SyncContext, ticket: Ticket): Promise<string | null> {
  const { trigger, started } = context.config();
  if (trigger === null || !started) return `Ticket ${ticket.id} was saved; dispatching has not been started yet`;
  if (ticket.kind === 'project') return `Ticket ${ticket.id} is a project ticket; project tickets are not sent`;
  if (!isTriggered(context, ticket)) {
    await context.store.forgetIgnored([ticket.id]);
    return `Ticket ${ticket.id} was saved; it is in ${ticket.status.name} on ${ticket.board.name}, not in ${trigger.statusName} on ${trigger.boardName}`;
  }
  if (await context.store.isIgnored(ticket.id))
    return `Ticket ${ticket.id} was left out when dispatching started; move it out of ${trigger.statusName} and back to send it`;
  return null;
}

function alreadySent(ticket: Ticket, workOrderId: number): AppError {
  return new AppError({
    code: 'ticket.already-sent',
    kind: 'permanent',
    message: `Ticket ${ticket.id} was not sent: its external reference names work order ${workOrderId}, but no link is known here. Clear the external reference in ConnectWise to send it as a new work order, then retry.`,
    context: { ticketId: ticket.id, workOrderId },
    action: { do: 'retry' },
  });
}
