import type { Base, Ticket, TicketId } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import type { RunResult } from '../queue/worker.ts';
import { askedToSend, forgetAsked } from './asked.ts';
import type { SyncContext } from './context.ts';
import { convergeOpenedLink } from './converge-link.ts';
import { givenAtCreate } from './create.ts';
import { createUnlessHeld } from './guard.ts';
import { markerPrefix, workOrderInReference } from './marker.ts';
import { readTicket } from './read.ts';
import type { Run } from './run.ts';
import { isMarkedSent, isTriggered, sentValue, triggerWords } from './trigger.ts';

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
  const asked = (await askedToSend(store)).includes(ticketId);
  const reason = await reasonNotToSend(context, ticket, asked, signal);
  if (reason !== null) {
    run.say({ kind: 'ticket.not-sent', side: 'connectwise', message: reason });
    if (ticket.kind === 'project') await forgetAsked(store, ticketId, context.clock.now());
    return run.settle({ kind: 'done' }, 'ignored');
  }
  if (!asked && (await leftToBroker(context, run, ticketId, signal))) return run.settle({ kind: 'done' }, 'ignored');
  const before = await store.linksOfTicket(ticketId);
  const sent = workOrderInReference(ticket.externalRef);
  // What an earlier link of this ticket left in it is no sign of a work order nobody knows, nor of one whose link is still to come.
  const unknown = sent !== null && !before.some((link) => link.workOrderId === sent);
  const making = unknown ? await isBeingMade(context, ticket, sent) : 'no';
  if (making === 'now')
    return run.settle({ kind: 'retry', runAt: context.clock.now() + 5_000, countAttempt: false, error: null }, 'keep');
  if (unknown && making === 'stopped') {
    // A person made what could not be made here: the work order's run finds it by its reference.
    const target = { kind: 'workorder', workOrderId: sent } as const;
    run.follow({ target, cause: run.job.cause, runAt: context.clock.now() });
    return run.settle({ kind: 'done' }, 'ignored');
  }
  if (unknown) throw alreadySent(ticket, sent);
  if (sent === null && before.length === 0 && !asked && isMarkedSent(context, ticket))
    throw markedSent(context, ticket);
  // Evaluated before the link is opened: a ticket that cannot be mapped leaves no half-made link behind.
  const given = await givenAtCreate(context, ticket);
  const base = sent === null ? given : { ...given, ...(await referenceOf(context, ticket)) };
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
  if (asked) await forgetAsked(store, ticketId, context.clock.now());
  // Links made after the backup that was restored are unknown here; their work orders still carry the same marker.
  const lookUp = (await store.value('store.recovered')) === undefined ? 'no' : 'once';
  return convergeOpenedLink(context, run, { link, intent, ticket, lookUp }, signal);
}

/** True, with a line in the log, when Field Nation's Integration Broker makes this board's work orders, or nobody chose yet. */
async function leftToBroker(
  { config, broker }: SyncContext,
  run: Run,
  ticketId: TicketId,
  signal: AbortSignal,
): Promise<boolean> {
  const { trigger } = config();
  const left = trigger === null ? null : ((await broker?.leftToBroker(trigger, signal)) ?? null);
  if (left === null) return false;
  const result = left.undecided ? 'attention' : 'ok';
  run.say({
    kind: 'ticket.not-sent',
    side: 'connectwise',
    result,
    message: `Ticket ${ticketId} was not sent: ${left.why}`,
  });
  return true;
}

/** Null when the ticket is to be sent. A person who asked for this very ticket overrides the trigger, nothing else. */
async function reasonNotToSend(
  context: SyncContext,
  ticket: Ticket,
  asked: boolean,
  signal: AbortSignal,
): Promise<string | null> {
  const { trigger, started } = context.config();
  if (trigger === null || !started) return `Ticket ${ticket.id} was saved; dispatching has not been started yet`;
  if (ticket.kind === 'project') return `Ticket ${ticket.id} is a project ticket; project tickets are not sent`;
  if (asked) return null;
  if (!(await isTriggered(context, ticket, signal))) {
    await context.store.forgetIgnored([ticket.id]);
    return `Ticket ${ticket.id} was saved; it is in ${ticket.status.name} on ${ticket.board.name}, not in ${triggerWords(trigger)}`;
  }
  if (await context.store.isIgnored(ticket.id)) {
    const again =
      trigger.kind === 'board' ? 'send it by hand' : `move it out of ${trigger.statusName} and back to send it`;
    return `Ticket ${ticket.id} was left out when dispatching started or when it was unlinked; ${again}`;
  }
  return null;
}

/** A create that was sent longer ago than this (ms) is not on its way any more: its run waits for a person, or was discarded. */
const makingMs = 900_000;

/** `now`: this installation makes the ticket from that work order, and its link comes in a moment; `stopped`: it was to, and did not. */
async function isBeingMade(
  { store, clock }: SyncContext,
  ticket: Ticket,
  workOrderId: number,
): Promise<'now' | 'stopped' | 'no'> {
  const copy = await store.looseCopy('ticket', String(workOrderId));
  if (copy === null) return 'no';
  if (copy.state === 'intended') return clock.now() - copy.sentAt < makingMs ? 'now' : 'stopped';
  return copy.targetId === String(ticket.id) ? 'now' : 'no';
}

/** The reference of the work order before: known, so that the next one's may take its place. */
async function referenceOf(context: SyncContext, ticket: Ticket): Promise<Base> {
  const { mapping } = await context.mapping();
  const rules = mapping.rules.filter((rule) => rule.direction === 'outbound' && rule.target === 'externalXRef');
  const value = ticket.externalRef;
  return Object.fromEntries(rules.map((rule) => [rule.id, { source: value, target: value }]));
}

function alreadySent(ticket: Ticket, workOrderId: number): AppError {
  return new AppError({
    code: 'ticket.already-sent',
    kind: 'permanent',
    message: `Ticket ${ticket.id} was not sent: its external reference names work order ${workOrderId}, but no link is known here. Link the two, or clear the external reference in ConnectWise to send it as a new work order, then retry.`,
    context: { ticketId: ticket.id, workOrderId },
    action: { do: 'retry' },
  });
}

function markedSent(context: SyncContext, ticket: Ticket): AppError {
  const field = context.config().trigger?.sentFieldId ?? 0;
  return new AppError({
    code: 'ticket.marked-sent',
    kind: 'permanent',
    message: `Ticket ${ticket.id} was not sent: its custom field ${field} says "${sentValue}", but no link is known here. Link it with its work order, or empty the field in ConnectWise to send it as a new work order, then retry.`,
    context: { ticketId: ticket.id },
    action: { do: 'retry' },
  });
}
