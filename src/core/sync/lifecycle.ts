import type { Link, Ticket, TicketId, WorkOrder } from '../../shared/domain/records.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';
import type { RunResult } from '../queue/worker.ts';
import { forgetDeclined, isDeclined, revisitCode } from './asked.ts';
import type { SyncContext } from './context.ts';
import { extrasBaseKey } from './extras.ts';
import { conclude } from './in-step.ts';
import { carryOver } from './last-round.ts';
import { isSettled } from './plan-link.ts';
import { publishBaseKey } from './publish.ts';
import type { Run } from './run.ts';
import { isTriggered } from './trigger.ts';

interface Read {
  readonly link: Link;
  readonly ticket: Ticket;
  readonly workOrder: WorkOrder;
}

/** Either the run ends here, or it goes on with the link as it is now. */
export type Lifecycle = { readonly ends: RunResult } | { readonly ends: null; readonly link: Link };

/** What became of the pair since the last run: merged, converted, or sent again after its work order was over. */
export async function followLifecycle(
  context: SyncContext,
  run: Run,
  read: Read,
  signal: AbortSignal,
): Promise<Lifecycle> {
  if (read.ticket.kind === 'project') return { ends: run.settle({ kind: 'dead', error: converted(read) }, 'keep') };
  const parent = context.psa().mergedInto(read.ticket);
  if (parent !== null) return { ends: await followMerge(context, run, read, parent, signal) };
  return followRevisit(context, run, read, signal);
}

function converted({ link, ticket }: Read): AppErrorInfo {
  return {
    code: 'ticket.converted',
    kind: 'permanent',
    message: `Ticket ${ticket.id} was converted to a project ticket; project tickets are not synced. Work order ${link.workOrderId} was left as it is. Unlink the two, or link the work order with another ticket.`,
    context: { ticketId: ticket.id, workOrderId: link.workOrderId },
    action: { do: 'open-link', linkId: link.id },
  };
}

/** What a link remembers of the ticket it leaves: how its fields were, and whether it stood in the trigger. */
const ofTicket = new Set(['fields', 'conflicts', 'trigger']);
/** What stays agreed whatever the ticket: whether the work order is to be published, and what was added to its description. */
const ofWorkOrder = new Set([publishBaseKey, extrasBaseKey]);

/**
 * The link follows its ticket into the one it was merged into; with a link there already a person decides. What stands on that ticket was there
 * before the work order came: its status is no wish, and its notes and documents are nobody's news (the parts tell by the ticket's number).
 */
async function followMerge(
  context: SyncContext,
  run: Run,
  { link }: Read,
  parent: TicketId,
  signal: AbortSignal,
): Promise<RunResult> {
  const other = await context.store.openLinkByTicket(parent);
  if (other !== null && other.id !== link.id) {
    const error: AppErrorInfo = {
      code: 'ticket.merged-into-linked',
      kind: 'permanent',
      message: `Ticket ${link.ticketId} was merged into ticket ${parent}, which has work order ${other.workOrderId ?? 'being made'} already. Nothing was changed; unlink work order ${link.workOrderId}, or cancel one of the two.`,
      context: { ticketId: link.ticketId, workOrderId: link.workOrderId },
      action: { do: 'open-link', linkId: link.id },
    };
    return run.settle({ kind: 'dead', error }, 'keep');
  }
  const next = await context.psa().ticket(parent, signal);
  run.say({
    side: 'connectwise',
    kind: 'link.merged',
    result: 'attention',
    message: `Ticket ${link.ticketId} was merged into ticket ${parent}: work order ${link.workOrderId} now belongs to ticket ${parent} and keeps its own content`,
  });
  // Another ticket's values: what the work order holds is agreed, and the new ticket is told what it says.
  run.updateLink({
    linkId: link.id,
    ticketId: parent,
    ticketSummary: next.summary,
    companyName: next.company.name,
    ticketStatus: next.status.name,
    base: Object.fromEntries(Object.entries(link.base).filter(([key]) => ofWorkOrder.has(key))),
    seen: {
      ...Object.fromEntries(Object.entries(link.seen).filter(([key]) => !ofTicket.has(key))),
      first: 'fieldnation',
      ticketDue: true,
    },
  });
  // Questions about the old ticket's values are nobody's any more.
  run.conflicts = [];
  run.follow({ target: { kind: 'link', linkId: link.id }, cause: run.job.cause, runAt: context.clock.now() });
  return run.settle({ kind: 'done' }, 'keep');
}

/**
 * A ticket that enters the trigger again after its work order was over is a revisit: the link is closed to history and the ticket opens the
 * next one, if the settings or a person say so.
 */
async function followRevisit(context: SyncContext, run: Run, read: Read, signal: AbortSignal): Promise<Lifecycle> {
  const { link, ticket, workOrder } = read;
  const { revisits } = context.config().sync;
  if (revisits === 'off' || !isSettled(workOrder.status.name)) return { ends: null, link };
  const fits = await isTriggered(context, ticket, signal);
  const before = (link.seen.trigger as { readonly fits?: boolean } | undefined)?.fits;
  // The status we gave it ourselves, and the one it was sent from, are no wish for another visit.
  const declined = await isDeclined(context.store, ticket.id);
  if (declined && !fits) await forgetDeclined(context.store, ticket.id, context.clock.now());
  const entered = fits && before === false && !declined;
  if (!entered) return { ends: null, link: { ...link, seen: { ...link.seen, trigger: { fits } } } };
  // An approval of something else this job once waited for is no word about another visit.
  const asked = run.job.lastError?.code === revisitCode && (await context.store.isApproved(run.job.id));
  const approved = revisits === 'create' || asked;
  const rest = await carryOver(context, run, read, signal);
  if (!approved) {
    const error: AppErrorInfo = {
      code: revisitCode,
      kind: 'permanent',
      message: `Ticket ${ticket.id} entered ${ticket.status.name} again, and its work order ${workOrder.id} is ${workOrder.status.name}. Approve to send it as a new work order, or discard this.`,
      context: { ticketId: ticket.id, workOrderId: workOrder.id },
      action: { do: 'approve' },
    };
    return { ends: conclude(run, { ...rest, held: error, problems: [] }) };
  }
  // A person who approves was asked when all was carried over, and another error would make this job forget the approval.
  if (!asked && (rest.failure !== null || rest.waitUntil !== null))
    return { ends: conclude(run, { ...rest, held: null, problems: [] }) };
  run.say({
    side: 'connectwise',
    direction: 'inbound',
    kind: 'link.revisit',
    message: `Ticket ${ticket.id} is sent again: work order ${workOrder.id} (${workOrder.status.name}) goes to history`,
  });
  run.updateLink({ linkId: link.id, state: 'closed', closedReason: `Revisit: ticket ${ticket.id} was sent again` });
  run.follow({ target: { kind: 'ticket', ticketId: ticket.id }, cause: 'revisit', runAt: context.clock.now() });
  return { ends: run.settle({ kind: 'done' }, 'done') };
}
