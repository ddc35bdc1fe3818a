import { assertNever } from '../../shared/assert.ts';
import type { WebhookEventName } from './events.ts';
import { atRest, closeTimeLogs, completeTask, openTimeLog, over } from './lifecycle-parts.ts';
import type { MilestoneKey, StatusKey, WorkOrderRecord } from './model.ts';

/** What somebody may do to a work order's life. Buyer actions are REST calls, provider actions happen in Field Nation's app. */
export type LifecycleAction =
  | { readonly do: 'publish' }
  | { readonly do: 'unpublish' }
  | { readonly do: 'draft' }
  | { readonly do: 'route'; readonly providerIds: readonly number[] }
  | { readonly do: 'unroute'; readonly providerId: number }
  | { readonly do: 'request'; readonly providerId: number }
  | { readonly do: 'decline'; readonly providerId: number }
  | { readonly do: 'undecline'; readonly providerId: number }
  | { readonly do: 'assign'; readonly providerId: number }
  | { readonly do: 'unassign' }
  | { readonly do: 'confirm' }
  | { readonly do: 'set-eta'; readonly start: number }
  | { readonly do: 'on-my-way' }
  | { readonly do: 'delay'; readonly minutes: number }
  | { readonly do: 'acknowledge-delay' }
  | { readonly do: 'at-risk' }
  | { readonly do: 'check-in' }
  | { readonly do: 'check-out' }
  | { readonly do: 'mark-done'; readonly closingNotes: string }
  | { readonly do: 'reject-completion' }
  | { readonly do: 'approve' }
  | { readonly do: 'pay' }
  | { readonly do: 'cancel'; readonly reason: string }
  | { readonly do: 'postpone' }
  | { readonly do: 'delete' };

export interface LifecycleEvent {
  readonly name: WebhookEventName;
  readonly params: Readonly<Record<string, unknown>>;
}

export type LifecycleResult =
  | { readonly refused: string }
  | { readonly patch: Partial<WorkOrderRecord>; readonly events: readonly LifecycleEvent[] };

const from: Readonly<Record<LifecycleAction['do'], readonly StatusKey[]>> = {
  publish: ['draft'],
  unpublish: ['published', 'routed'],
  draft: ['published', 'routed', 'postponed'],
  route: ['draft', 'published', 'routed'],
  unroute: ['routed'],
  request: ['published', 'routed'],
  decline: ['published', 'routed'],
  undecline: ['published', 'routed'],
  assign: ['draft', 'published', 'routed'],
  unassign: ['assigned'],
  confirm: ['assigned'],
  'set-eta': ['assigned'],
  'on-my-way': ['assigned'],
  delay: ['assigned'],
  'acknowledge-delay': ['assigned'],
  'at-risk': ['assigned'],
  'check-in': ['assigned'],
  'check-out': ['assigned'],
  'mark-done': ['assigned'],
  'reject-completion': ['work_done'],
  approve: ['work_done'],
  pay: ['approved'],
  cancel: ['draft', 'published', 'routed', 'assigned', 'postponed'],
  postpone: ['draft', 'published', 'routed', 'assigned'],
  delete: ['draft', 'published', 'routed', 'cancelled', 'postponed'],
};

/** Dollars; the vendor's own number is not published. */
const cancellationFee = 50;

/** True when `action` is possible now; the `actions` arrays of the API are built from it. */
export function allows(record: WorkOrderRecord, action: LifecycleAction['do']): boolean {
  if (!from[action].includes(record.status)) return false;
  const onSite = record.timeLogs.some((log) => log.out === null);
  if (action === 'check-out') return onSite;
  if (['check-in', 'confirm', 'set-eta', 'on-my-way', 'delay'].includes(action)) return !onSite;
  if (action === 'acknowledge-delay') return record.subStatus === 'delayed';
  return true;
}

/**
 * What an action changes and which webhook events it fires (several for some actions, reference 3.3). Pure; `now` is ms
 * UTC. Refuses what the state does not allow.
 */
export function lifecycle(record: WorkOrderRecord, action: LifecycleAction, now: number): LifecycleResult {
  if (!allows(record, action.do)) return { refused: `A work order that is ${record.status} cannot be: ${action.do}.` };
  const reach = (key: MilestoneKey): WorkOrderRecord['milestones'] => ({ ...record.milestones, [key]: now });
  const lose = (...keys: MilestoneKey[]): WorkOrderRecord['milestones'] => {
    const milestones = { ...record.milestones };
    for (const key of keys) delete milestones[key];
    return milestones;
  };
  const event = (name: WebhookEventName, params: Readonly<Record<string, unknown>> = {}): LifecycleEvent => ({
    name,
    params,
  });
  const taskDone = (key: 'checkin' | 'checkout' | 'closeoutnotes') => completeTask(record, key, now);

  switch (action.do) {
    case 'publish':
      return {
        patch: { status: 'published', milestones: reach('published') },
        events: [event('workorder.status.published')],
      };
    case 'unpublish':
    case 'draft':
      return {
        patch: {
          ...atRest,
          status: 'draft',
          routedTo: [],
          requests: [],
          counterOffers: [],
          assigneeId: null,
          milestones: lose('published', 'routed', 'assigned'),
        },
        events: [event('workorder.status.draft')],
      };
    case 'route': {
      const fresh = action.providerIds.filter((id) => !record.routedTo.includes(id));
      if (fresh.length === 0) return { refused: 'The work order is routed to this provider already.' };
      const statusChanges = record.status !== 'routed';
      return {
        patch: {
          status: 'routed',
          routedTo: [...record.routedTo, ...fresh],
          milestones: statusChanges ? reach('routed') : record.milestones,
        },
        // One `routed` per provider, one status event for the work order (reference section 4, FN_WO_ROUTED).
        events: [
          ...fresh.map((id) => event('workorder.routed', { technician: { id } })),
          ...(statusChanges ? [event('workorder.status.routed')] : []),
        ],
      };
    }
    case 'unroute': {
      if (!record.routedTo.includes(action.providerId)) return { refused: 'The provider is not routed.' };
      const routedTo = record.routedTo.filter((id) => id !== action.providerId);
      if (routedTo.length > 0) return { patch: { routedTo }, events: [] };
      const back: StatusKey = record.milestones.published === undefined ? 'draft' : 'published';
      return {
        patch: { routedTo, status: back, milestones: lose('routed') },
        events: [event(back === 'draft' ? 'workorder.status.draft' : 'workorder.status.published')],
      };
    }
    case 'request':
      if (record.requests.includes(action.providerId)) return { refused: 'The provider has requested it already.' };
      return {
        patch: { requests: [...record.requests, action.providerId] },
        events: [event('workorder.requested', { technician: { id: action.providerId } })],
      };
    case 'decline':
      if (record.declined.includes(action.providerId)) return { refused: 'The provider has declined it already.' };
      return {
        patch: {
          declined: [...record.declined, action.providerId],
          requests: record.requests.filter((id) => id !== action.providerId),
        },
        events: [event('workorder.declined', { technician: { id: action.providerId } })],
      };
    case 'undecline':
      if (!record.declined.includes(action.providerId)) return { refused: 'The provider has not declined it.' };
      return {
        patch: { declined: record.declined.filter((id) => id !== action.providerId) },
        events: [event('workorder.undeclined', { technician: { id: action.providerId } })],
      };
    case 'assign':
      return {
        patch: {
          ...atRest,
          status: 'assigned',
          subStatus: 'unconfirmed',
          assigneeId: action.providerId,
          routedTo: [],
          requests: [],
          counterOffers: [],
          milestones: reach('assigned'),
        },
        events: [event('workorder.status.assigned', { technician: { id: action.providerId } })],
      };
    case 'unassign': {
      const back: StatusKey = record.milestones.published === undefined ? 'draft' : 'published';
      return {
        patch: {
          ...atRest,
          status: back,
          assigneeId: null,
          timeLogs: closeTimeLogs(record, now),
          milestones: lose('assigned'),
        },
        events: [
          event('workorder.status.assigned_cancelled', { technician: { id: record.assigneeId } }),
          event(back === 'draft' ? 'workorder.status.draft' : 'workorder.status.published'),
        ],
      };
    }
    case 'confirm':
      return {
        patch: {
          subStatus: 'confirmed',
          confirmed: true,
          eta: { start: record.schedule?.start ?? now, status: 'confirmed', updatedAt: now },
        },
        events: [event('workorder.status.confirmed')],
      };
    case 'set-eta':
      // "ETA Set" is a sub-state of its own; no event tells of it (reference 2 and 3.4).
      return {
        patch: { subStatus: 'eta_set', eta: { start: action.start, status: 'set', updatedAt: now } },
        events: [],
      };
    case 'on-my-way':
      return {
        patch: {
          subStatus: 'on_my_way',
          eta: { start: record.eta?.start ?? record.schedule?.start ?? now, status: 'onmyway', updatedAt: now },
        },
        events: [event('workorder.status.on_my_way')],
      };
    case 'delay':
      // The old documents count the webhook's `estimated_delay` in seconds, StatusDto in minutes (reference 2 and 3.2).
      return {
        patch: { subStatus: 'delayed', delayMinutes: action.minutes },
        events: [event('workorder.status.delayed', { estimated_delay: action.minutes * 60 })],
      };
    case 'acknowledge-delay':
      return { patch: { subStatus: record.confirmed ? 'confirmed' : 'unconfirmed' }, events: [] };
    case 'at-risk':
      return { patch: { subStatus: 'at_risk' }, events: [event('workorder.status.at_risk')] };
    case 'check-in': {
      const task = taskDone('checkin');
      return {
        patch: { subStatus: 'checked_in', delayMinutes: 0, tasks: task.tasks, timeLogs: openTimeLog(record, now) },
        events: [event('workorder.status.checked_in'), ...task.events],
      };
    }
    case 'check-out': {
      const task = taskDone('checkout');
      return {
        patch: { subStatus: 'checked_out', tasks: task.tasks, timeLogs: closeTimeLogs(record, now) },
        events: [event('workorder.status.checked_out'), ...task.events],
      };
    }
    case 'mark-done': {
      const task = taskDone('closeoutnotes');
      return {
        patch: {
          status: 'work_done',
          subStatus: 'none',
          closingNotes: action.closingNotes,
          tasks: task.tasks,
          timeLogs: closeTimeLogs(record, now),
          milestones: reach('workdone'),
        },
        events: [event('workorder.status.work_done'), ...task.events],
      };
    }
    case 'reject-completion':
      return {
        patch: { status: 'assigned', subStatus: 'checked_out', milestones: lose('workdone') },
        events: [event('workorder.status.assigned')],
      };
    case 'approve':
      return {
        patch: { status: 'approved', milestones: reach('approved') },
        events: [event('workorder.status.approved')],
      };
    case 'pay':
      return { patch: { status: 'paid', milestones: reach('paid') }, events: [event('workorder.status.paid')] };
    case 'cancel':
      return {
        patch: {
          ...over(record, now),
          status: 'cancelled',
          cancelReason: action.reason,
          // "Cancelling after assignment may cost a fee" (reference 1.9).
          cancellationFee: record.status === 'assigned' ? cancellationFee : 0,
          milestones: reach('canceled'),
        },
        events: [event('workorder.status.cancelled', { cancel_reason: action.reason })],
      };
    case 'postpone':
      return { patch: { ...over(record, now), status: 'postponed' }, events: [event('workorder.status.postponed')] };
    case 'delete':
      return { patch: { ...over(record, now), status: 'deleted' }, events: [event('workorder.status.deleted')] };
    default:
      return assertNever(action);
  }
}
