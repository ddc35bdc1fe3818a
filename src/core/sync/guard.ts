import type { AppErrorInfo } from '../../shared/errors.ts';
import type { ClaimedJob } from '../store/port.ts';
import type { SyncContext } from './context.ts';

/** The window in which bulk creates and publishes are counted (ms). */
const windowMs = 600_000;
const publishKey = 'guard.publishes';
const publishHeldCode = 'guard.bulk-publish';
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
  const guarded = async () => {
    const held = await createsHeld(context, job, ticketId);
    return held === null ? { held, opened: await open() } : { held };
  };
  const limit = context.config().limits.createsPerTenMinutes;
  return (await recentCreates(context)) + ampleMargin < limit ? guarded() : inTurn(context, guarded);
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
  return inTurn(context, () => countPublish(context, job, workOrderId));
}

async function countPublish(context: SyncContext, job: ClaimedJob, workOrderId: number): Promise<AppErrorInfo | null> {
  const limit = context.config().limits.publishesPerTenMinutes;
  const recent = await recentPublishes(context);
  // The same job may carry the approval of its create: that is no word about money.
  const approved = job.lastError?.code === publishHeldCode && (await context.store.isApproved(job.id));
  if (recent.length < limit || approved) {
    const now = context.clock.now();
    await context.store.setValue(publishKey, [...recent, now], now);
    return null;
  }
  return {
    code: publishHeldCode,
    kind: 'permanent',
    message: `Work order ${workOrderId} waits for your approval before it is published: ${recent.length} were published in the last ten minutes, and the limit is ${limit}.`,
    context: { workOrderId, published: recent.length, limit },
    action: { do: 'approve' },
  };
}

/** Field Nation refused a publish: it was counted and is not to count. */
export function forgetPublish(context: SyncContext): Promise<void> {
  return inTurn(context, async () => {
    const recent = await recentPublishes(context);
    await context.store.setValue(publishKey, recent.slice(0, -1), context.clock.now());
  });
}

async function recentPublishes(context: SyncContext): Promise<readonly number[]> {
  const value = await context.store.value(publishKey);
  const since = context.clock.now() - windowMs;
  return Array.isArray(value) ? value.filter((at): at is number => typeof at === 'number' && at > since) : [];
}

/** Tickets a person ticked one by one when pressing Start. */
export async function approvedAtStart(context: SyncContext): Promise<readonly number[]> {
  const value = await context.store.value('start.approved');
  return Array.isArray(value) ? value.filter((id): id is number => typeof id === 'number') : [];
}
