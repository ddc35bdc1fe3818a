import type { Config } from '../../../shared/config.ts';
import type { Ticket, TicketId } from '../../../shared/domain/records.ts';
import { AppError } from '../../../shared/errors.ts';
import { askedToSend } from '../../sync/asked.ts';
import type { SyncContext } from '../../sync/context.ts';
import { markersIn, workOrderInReference } from '../../sync/marker.ts';
import { isMarkedSent, sentValue } from '../../sync/trigger.ts';
import type { Checks } from './checks.ts';

/** The ticket as ConnectWise has it now; null when it cannot be read, which the checks then say. */
export async function checkTicket(
  checks: Checks,
  context: SyncContext,
  ticketId: TicketId,
  signal?: AbortSignal,
): Promise<Ticket | null> {
  let ticket: Ticket;
  try {
    ticket = await context.psa().ticket(ticketId, signal);
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.code === 'connectwise.not-found') {
      checks.ok('connectwise', 'ConnectWise', 'It answers, and the key is accepted.');
      const message = `ConnectWise has no service ticket ${ticketId}, or does not show it to the API member. It may have been deleted, merged into another ticket or made a project ticket; look it up in ConnectWise by its number.`;
      checks.no('ticket', 'Ticket', 'not-meant', message);
      return null;
    }
    if (error.kind === 'auth' || error.code === 'connectwise.forbidden')
      checks.no('connectwise', 'ConnectWise', 'blocked', error.message, {
        action: error.action ?? { do: 'open-setup', step: 'connectwise' },
      });
    else checks.unknown('connectwise', 'ConnectWise', 'The ticket could not be read now.', error);
    checks.skipped('ticket', 'Ticket', 'Not looked at: the ticket could not be read.');
    return null;
  }
  checks.ok('connectwise', 'ConnectWise', 'It answers, and the key is accepted.');
  const merged = context.psa().mergedInto(ticket);
  if (merged !== null)
    checks.no(
      'ticket',
      'Ticket',
      'not-meant',
      `Ticket ${ticketId} was merged into ticket ${merged}. Look at that one instead.`,
    );
  else checks.ok('ticket', 'Ticket', `${ticket.summary} (${ticket.company.name})`, { at: ticket.updatedAt });
  if (ticket.kind === 'project')
    checks.no(
      'kind',
      'Kind of ticket',
      'not-meant',
      `Ticket ${ticketId} is a project ticket; project tickets are not sent.`,
    );
  else checks.ok('kind', 'Kind of ticket', 'It is a service ticket.');
  return ticket;
}

/** What says that the ticket has a work order already, although no link is known here. */
export async function checkSentBefore(
  checks: Checks,
  context: SyncContext,
  ticket: Ticket,
  asked: boolean,
  signal?: AbortSignal,
): Promise<void> {
  const title = 'External reference';
  const sent = workOrderInReference(ticket.externalRef);
  const before = await context.store.linksOfTicket(ticket.id);
  if (sent === null) {
    const other = ticket.externalRef.trim();
    checks.ok('reference', title, other === '' ? 'It is empty.' : `It holds ${other}, which names no work order.`);
  } else if (before.some((link) => link.workOrderId === sent))
    checks.ok('reference', title, `It names work order ${sent} of an earlier link of this ticket.`);
  else
    checks.no(
      'reference',
      title,
      'needs-person',
      `The external reference of ticket ${ticket.id} names work order ${sent}, but no link is known here. ${await whose(context, sent, signal)} Link the two, or clear the reference in ConnectWise to send it as a new work order.`,
      { action: { do: 'open-attention' } },
    );
  const field = context.config().trigger?.sentFieldId ?? 0;
  if (field === 0) return;
  if (isMarkedSent(context, ticket) && sent === null && before.length === 0 && !asked)
    checks.no(
      'sent-field',
      'Sent field',
      'needs-person',
      `Custom field ${field} of ticket ${ticket.id} says "${sentValue}", but no link is known here. Link it with its work order, or empty the field in ConnectWise to send it as a new work order.`,
      { action: { do: 'open-attention' } },
    );
  else
    checks.ok(
      'sent-field',
      'Sent field',
      isMarkedSent(context, ticket) ? `It says "${sentValue}".` : 'It does not say that the ticket was sent.',
    );
}

/** Who made the work order a reference names, as far as Field Nation can be asked. */
async function whose(context: SyncContext, workOrderId: number, signal?: AbortSignal): Promise<string> {
  try {
    const workOrder = await context.fieldNation().workOrder(workOrderId, signal);
    if (workOrder.madeByIntegration) return "Field Nation's own connector made that work order.";
    const [marker] = markersIn(workOrder);
    if (marker === undefined) return 'That work order was not made by Dispatch Bridge.';
    return marker.installation === context.installation()
      ? 'This installation made that work order before its data was lost.'
      : 'Another Dispatch Bridge made that work order.';
  } catch (thrown) {
    const error = AppError.from(thrown);
    return error.code === 'fieldnation.not-found'
      ? 'Field Nation has no such work order.'
      : 'Who made that work order could not be looked up.';
  }
}

/** What persons decided about this ticket and its board. */
export async function checkDecisions(
  checks: Checks,
  context: SyncContext,
  trigger: NonNullable<Config['trigger']>,
  ticket: Ticket,
  signal?: AbortSignal,
): Promise<void> {
  if (await context.store.isIgnored(ticket.id)) {
    const again = trigger.kind === 'board' ? '' : ` Or move it out of ${trigger.statusName} and back.`;
    checks.no(
      'left-out',
      'Left out',
      'not-meant',
      `Ticket ${ticket.id} was left out when dispatching started, or when it was unlinked. Send it by hand.${again}`,
      { action: { do: 'send-ticket', ticketId: ticket.id } },
    );
  } else checks.ok('left-out', 'Left out', 'Nobody left it out.');
  const title = 'Who makes the work orders';
  try {
    const left = (await context.broker?.leftToBroker(trigger, signal)) ?? null;
    if (left === null)
      return checks.ok('broker', title, `This installation makes the work orders of ${trigger.boardName}.`);
    const sentence = `${left.why.charAt(0).toUpperCase()}${left.why.slice(1)}.`;
    checks.no('broker', title, left.undecided ? 'needs-person' : 'not-meant', sentence, {
      action: { do: 'open-callbacks', tab: 'overview' },
    });
  } catch (error) {
    checks.unknown('broker', title, 'ConnectWise could not be asked for its callbacks.', error);
  }
}

/** True when a person asked for this very ticket: the trigger then does not matter. */
export async function wasAskedFor(context: SyncContext, ticketId: TicketId): Promise<boolean> {
  return (await askedToSend(context.store)).includes(ticketId);
}
