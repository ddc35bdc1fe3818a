import type { WhyReport } from '../../../shared/domain/log-details.ts';
import type { TicketId } from '../../../shared/domain/records.ts';
import type { WatchOptions } from '../../watch-commands.ts';
import { Checks } from './checks.ts';
import { conclude } from './conclusion.ts';
import { checkFieldNation, checkLimits, checkMapping } from './create-checks.ts';
import { checkEngine } from './engine-checks.ts';
import { checkOpenLink } from './linked.ts';
import { checkQueue, checkSeen } from './queue-checks.ts';
import { checkDecisions, checkSentBefore, checkTicket, wasAskedFor } from './ticket-checks.ts';
import { checkTrigger } from './trigger-checks.ts';

type Options = Pick<WatchOptions, 'context' | 'status' | 'remotes'>;

/**
 * Why a ticket was not dispatched: every condition between a ticket and its work order, in the order in which a run looks at them. Both sides are read
 * now, neither is written. What could not be looked up is said to be unknown, never guessed.
 */
export async function whyReport(options: Options, ticketId: TicketId, signal?: AbortSignal): Promise<WhyReport> {
  const { context, status } = options;
  const checks = new Checks();
  const answer = await look(options, checks, ticketId, signal);
  const linked = await context.store.openLinkByTicket(ticketId);
  const url = options.remotes.psaOrNull?.ticketUrl(ticketId);
  return {
    ticketId,
    at: context.clock.now(),
    ...(answer ?? conclude(ticketId, checks.all, status())),
    checks: checks.all.map(({ obstacle: _, ...check }) => check),
    linkId: linked?.id ?? null,
    ...(url === undefined ? {} : { ticketUrl: url }),
  };
}

/** Fills in the checks; answers at once when the ticket has a link. */
async function look({ context, status }: Options, checks: Checks, ticketId: TicketId, signal?: AbortSignal) {
  const now = status();
  const { store, clock } = context;
  const setUp = checkEngine(checks, context, now);
  const link = await store.openLinkByTicket(ticketId);
  const jobs = await store.jobsOfTicket(ticketId);
  if (link !== null) {
    const linked = checkOpenLink(checks, context, link, jobs);
    checkQueue(checks, jobs, clock.now());
    return { ...linked, action: { do: 'open-link', linkId: link.id } as const };
  }
  const before = await store.linksOfTicket(ticketId);
  const last = before.at(-1);
  const closed =
    last === undefined
      ? 'It has no link.'
      : `Its link with work order ${last.workOrderId ?? ''} was closed: ${last.closedReason}`;
  checks.ok('link', 'Link', closed, { at: last?.updatedAt ?? null });
  const { trigger } = context.config();
  if (!setUp || trigger === null) {
    checks.skipped('ticket', 'Ticket', 'Not looked at: Setup is not finished.');
    return null;
  }
  const ticket = await checkTicket(checks, context, ticketId, signal);
  if (ticket !== null) {
    const asked = await wasAskedFor(context, ticketId);
    if (asked) checks.ok('trigger', 'Trigger', 'A person asked for this ticket, so the trigger does not matter.');
    else {
      await checkTrigger(checks, context, trigger, ticket, signal);
      await checkDecisions(checks, context, trigger, ticket, signal);
    }
    await checkSentBefore(checks, context, ticket, asked, signal);
  }
  checkQueue(checks, jobs, clock.now());
  if (ticket !== null) {
    await checkSeen(checks, context, ticket, now);
    await checkMapping(checks, context, ticket, signal);
  }
  await checkFieldNation(checks, context, now.fieldnation, signal);
  if (ticket !== null) await checkLimits(checks, context, ticket);
  return null;
}
