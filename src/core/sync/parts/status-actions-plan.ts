import type { StatusAction } from '../../../shared/config-sync.ts';
import type { WorkOrder } from '../../../shared/domain/records.ts';
import type { GuardedAction } from '../guard.ts';

/* What a ticket status asks of its work order, and whether its present state allows it. Pure. */

export type Asked = StatusAction['action'];

export type Fit =
  | { readonly kind: 'possible' }
  /** The work order is there already. */
  | { readonly kind: 'done' }
  /** The state does not allow it: in words, after "it ". */
  | { readonly kind: 'refused'; readonly because: string };

/**
 * What Field Nation's life cycle allows (reference/fieldnation.md 1.9, 2). `before` is the status in which it was first asked for: a routed work
 * order that was not routed then was routed by the try whose answer was lost. Null at the first try.
 */
export function fitOf(action: Asked, workOrder: Pick<WorkOrder, 'status' | 'provider'>, before: string | null): Fit {
  const status = plainStatus(workOrder);
  if (action.do === 'cancel') {
    if (status === 'cancelled' || status === 'deleted') return { kind: 'done' };
    return ['work done', 'approved', 'paid'].includes(status) ? refused(workOrder) : { kind: 'possible' };
  }
  if (action.do === 'publish') {
    if (status === 'draft') return { kind: 'possible' };
    return ['published', 'routed', 'assigned', 'work done', 'approved', 'paid'].includes(status)
      ? { kind: 'done' }
      : refused(workOrder);
  }
  if (status === 'draft' || status === 'published') return { kind: 'possible' };
  if (status !== 'routed') return refused(workOrder);
  if (before === null || before !== 'routed') return { kind: before === null ? 'possible' : 'done' };
  return { kind: 'refused', because: 'was routed before, and it cannot be told whether the last try added to it' };
}

function refused({ status, provider }: Pick<WorkOrder, 'status' | 'provider'>): Fit {
  const to = plainStatus({ status }) === 'assigned' && provider !== null ? ` to ${provider.name}` : '';
  return { kind: 'refused', because: `is ${status.name}${to}` };
}

/** A status name in one spelling. */
export function plainStatus({ status }: Pick<WorkOrder, 'status'>): string {
  const name = status.name.trim().toLowerCase();
  return name === 'canceled' ? 'cancelled' : name;
}

export function guardOf(action: Asked): GuardedAction {
  return action.do === 'cancel' ? 'cancel' : 'publish';
}

/** What the work order was, or was to be, in words: `routed to Ana Ruiz`. */
export function doneInWords(action: Asked): string {
  switch (action.do) {
    case 'publish':
      return 'published';
    case 'route-provider':
      return `routed to ${action.providerName}`;
    case 'route-pool':
      return `routed to the talent pool ${action.poolName}`;
    case 'cancel':
      return `cancelled (${action.reason})`;
  }
}

/** Source ids count the times a configured status was entered: `3:512` is the third entering, into status 512. */
export function sourceIdOf(nth: number, statusId: number): string {
  return `${nth}:${statusId}`;
}

export function readSourceId(sourceId: string): { readonly nth: number; readonly statusId: number } {
  const [nth = '0', statusId = '0'] = sourceId.split(':');
  return { nth: Number(nth), statusId: Number(statusId) };
}
