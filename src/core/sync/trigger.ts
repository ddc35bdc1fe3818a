import type { Config } from '../../shared/config.ts';
import type { Ticket } from '../../shared/domain/records.ts';
import type { SyncContext } from './context.ts';

/** What the "sent" custom field holds once a ticket has its work order (seed 000: FN Sync Status). */
export const sentValue = 'Sent';

type Trigger = NonNullable<Config['trigger']>;

/** True when the ticket stands where tickets become work orders. Conditions are ConnectWise's own, so ConnectWise is asked. */
export async function isTriggered(context: SyncContext, ticket: Ticket, signal?: AbortSignal): Promise<boolean> {
  const { trigger } = context.config();
  if (trigger === null || ticket.board.id !== trigger.boardId) return false;
  if (trigger.statusId !== 0 && trigger.kind !== 'board' && ticket.status.id !== trigger.statusId) return false;
  if (trigger.kind === 'status') return true;
  if (trigger.kind === 'board') return !ticket.closed;
  const { boardId, customFieldConditions } = trigger;
  const found = await context
    .psa()
    .ticketsMatching({ boardId, conditions: trigger.conditions, customFieldConditions, ticketId: ticket.id }, signal);
  return found.some((one) => one.id === ticket.id);
}

/** Every ticket that stands in the trigger now; with `since` (ms) only those saved since, where ConnectWise can be asked so. */
export async function triggeredTickets(
  context: SyncContext,
  options: { readonly since?: number; readonly signal?: AbortSignal } = {},
): Promise<readonly Ticket[]> {
  const { trigger } = context.config();
  if (trigger === null) return [];
  if (trigger.kind === 'status')
    return context.psa().ticketsInStatus(trigger.boardId, trigger.statusId, options.signal);
  const { boardId, kind, customFieldConditions } = trigger;
  const conditions = kind === 'board' ? 'closedFlag = False' : trigger.conditions;
  const found = await context.psa().ticketsMatching(
    {
      boardId,
      conditions,
      customFieldConditions: kind === 'board' ? '' : customFieldConditions,
      ...(options.since === undefined ? {} : { since: options.since }),
    },
    options.signal,
  );
  return found.filter((ticket) => kind === 'board' || trigger.statusId === 0 || ticket.status.id === trigger.statusId);
}

/** Where tickets have to be, in words: `Dispatch to FN on Field Dispatch`. */
export function triggerWords(trigger: Trigger): string {
  if (trigger.kind === 'board') return trigger.boardName;
  const where = trigger.statusId === 0 ? trigger.boardName : `${trigger.statusName} on ${trigger.boardName}`;
  return trigger.kind === 'conditions' ? `${where} (with your conditions)` : where;
}

/** True when the "sent" custom field says that the ticket has its work order. */
export function isMarkedSent(context: SyncContext, ticket: Ticket): boolean {
  const id = context.config().trigger?.sentFieldId ?? 0;
  if (id === 0) return false;
  const value = context.psa().readField(ticket, `customFields.${id}`);
  return typeof value === 'string' && value.trim().toLowerCase() === sentValue.toLowerCase();
}
