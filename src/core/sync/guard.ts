import type { AppErrorInfo } from '../../shared/errors.ts';
import type { ClaimedJob } from '../store/port.ts';
import type { SyncContext } from './context.ts';

/** The window in which bulk creates and publishes are counted (ms). */
const windowMs = 600_000;
const publishKey = 'guard.publishes';

/** Null when another work order may be created now; otherwise why this one waits for a person. */
export async function createsHeld(
  context: SyncContext,
  job: ClaimedJob,
  ticketId: number,
): Promise<AppErrorInfo | null> {
  const limit = context.config().limits.createsPerTenMinutes;
  const made = await context.store.countIntents('create-work-order', context.clock.now() - windowMs);
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

/** As `createsHeld`, for publishing, which spends money. */
export async function publishHeld(
  context: SyncContext,
  job: ClaimedJob,
  workOrderId: number,
): Promise<AppErrorInfo | null> {
  const limit = context.config().limits.publishesPerTenMinutes;
  const recent = await recentPublishes(context);
  if (recent.length < limit || (await context.store.isApproved(job.id))) return null;
  return {
    code: 'guard.bulk-publish',
    kind: 'permanent',
    message: `Work order ${workOrderId} waits for your approval before it is published: ${recent.length} were published in the last ten minutes, and the limit is ${limit}.`,
    context: { workOrderId, published: recent.length, limit },
    action: { do: 'approve' },
  };
}

export async function countPublish(context: SyncContext): Promise<void> {
  const now = context.clock.now();
  await context.store.setValue(publishKey, [...(await recentPublishes(context)), now], now);
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
