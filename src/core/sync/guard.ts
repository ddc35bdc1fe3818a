import type { AppErrorInfo } from '../../shared/errors.ts';
import type { ClaimedJob } from '../store/port.ts';
import type { SyncContext } from './context.ts';

/** The window in which bulk creates, publishes and cancels are counted (ms). */
const windowMs = 600_000;

/**
 * What a run does to a work order that spends money, ends something, or fills a board. Routing offers the work to providers, so it counts as
 * publishing.
 */
export type GuardedAction = 'publish' | 'cancel' | 'make-ticket';

const guarded: Readonly<Record<GuardedAction, { readonly key: string; readonly code: string; readonly done: string }>> =
  {
    publish: { key: 'guard.publishes', code: 'guard.bulk-publish', done: 'published' },
    cancel: { key: 'guard.cancels', code: 'guard.bulk-cancel', done: 'cancelled' },
    'make-ticket': { key: 'guard.tickets', code: 'guard.bulk-ticket', done: 'made into tickets' },
  };

const limitOf = {
  publish: 'publishesPerTenMinutes',
  cancel: 'cancelsPerTenMinutes',
  'make-ticket': 'createsPerTenMinutes',
} as const satisfies Record<GuardedAction, string>;

/** More than can run at once: this far below a limit no turns are needed. */
const ampleMargin = 100;

const turns = new WeakMap<SyncContext, Promise<unknown>>();

/**
 * Counting and the step that is counted belong together: runs go side by side, and each would otherwise see the same room below the limit.
 */
function inTurn<T>(context: SyncContext, work: () => Promise<T>): Promise<T> {
  const next = (turns.get(context) ?? Promise.resolve()).then(work);
  turns.set(
    context,
    next.catch(() => {}),
  );
  return next;
}

/** Opens one more create unless the bulk guard holds it back; `open` must commit the intent that the guard counts. */
export async function createUnlessHeld<T>(
  context: SyncContext,
  job: ClaimedJob,
  ticketId: number,
  open: () => Promise<T>,
): Promise<{ readonly held: AppErrorInfo } | { readonly held: null; readonly opened: T }> {
  const openOne = async () => {
    const held = await createsHeld(context, job, ticketId);
    return held === null ? { held, opened: await open() } : { held };
  };
  const limit = context.config().limits.createsPerTenMinutes;
  return (await recentCreates(context)) + ampleMargin < limit ? openOne() : inTurn(context, openOne);
}

function recentCreates(context: SyncContext): Promise<number> {
  return context.store.countIntents('create-work-order', context.clock.now() - windowMs);
}

/** Null when another work order may be created now; otherwise why this one waits for a person. */
async function createsHeld(context: SyncContext, job: ClaimedJob, ticketId: number): Promise<AppErrorInfo | null> {
  const limit = context.config().limits.createsPerTenMinutes;
  const made = await recentCreates(context);
  if (made < limit || (await context.store.isApproved(job.id)) || (await approvedAtStart(context)).includes(ticketId))
    return null;
  return {
    code: 'guard.bulk-create',
    kind: 'permanent',
    message: `Ticket ${ticketId} waits for your approval: ${made} work orders were created in the last ten minutes, and the limit is ${limit}.`,
    context: { ticketId, made, limit },
    action: { do: 'approve' },
  };
}

/** As for creates, for publishing, which spends money; null counts this one at once, before it is sent. */
export function publishHeld(context: SyncContext, job: ClaimedJob, workOrderId: number): Promise<AppErrorInfo | null> {
  return actionHeld(context, job, workOrderId, 'publish');
}

/** As `publishHeld`, for any guarded action. */
export function actionHeld(
  context: SyncContext,
  job: ClaimedJob,
  workOrderId: number,
  action: GuardedAction,
  /** What it is about to be, in words: `published`, `routed`, `cancelled`. */
  about: string = guarded[action].done,
): Promise<AppErrorInfo | null> {
  return inTurn(context, () => countAction(context, job, workOrderId, action, about));
}

/** True when a person approved this very hold; the approval of a create is no word about money. */
export async function isApprovedFor(context: SyncContext, job: ClaimedJob, action: GuardedAction): Promise<boolean> {
  return job.lastError?.code === guarded[action].code && (await context.store.isApproved(job.id));
}

async function countAction(
  context: SyncContext,
  job: ClaimedJob,
  workOrderId: number,
  action: GuardedAction,
  about: string,
): Promise<AppErrorInfo | null> {
  const { key, code, done } = guarded[action];
  const { limits } = context.config();
  const limit = limits[limitOf[action]];
  const recent = await recentActions(context, action);
  if (recent.length < limit || (await isApprovedFor(context, job, action))) {
    const now = context.clock.now();
    await context.store.setValue(key, [...recent, now], now);
    return null;
  }
  return {
    code,
    kind: 'permanent',
    message: `Work order ${workOrderId} waits for your approval before it is ${about}: ${recent.length} were ${done} in the last ten minutes, and the limit is ${limit}.`,
    context: { workOrderId, [done]: recent.length, limit },
    action: { do: 'approve' },
  };
}

/** Field Nation refused a publish: it was counted and is not to count. */
export function forgetPublish(context: SyncContext): Promise<void> {
  return forgetAction(context, 'publish');
}

/** As `forgetPublish`, for any guarded action. */
export function forgetAction(context: SyncContext, action: GuardedAction): Promise<void> {
  return inTurn(context, async () => {
    const recent = await recentActions(context, action);
    await context.store.setValue(guarded[action].key, recent.slice(0, -1), context.clock.now());
  });
}

async function recentActions(context: SyncContext, action: GuardedAction): Promise<readonly number[]> {
  const value = await context.store.value(guarded[action].key);
  const since = context.clock.now() - windowMs;
  return Array.isArray(value) ? value.filter((at): at is number => typeof at === 'number' && at > since) : [];
}

/** Tickets a person ticked one by one when pressing Start. */
export async function approvedAtStart(context: SyncContext): Promise<readonly number[]> {
  const value = await context.store.value('start.approved');
  return Array.isArray(value) ? value.filter((id): id is number => typeof id === 'number') : [];
}
