import type { Link, Ticket } from '../../shared/domain/records.ts';
import { asObject } from '../fieldnation/fields.ts';
import type { FieldChange } from '../psa/port.ts';
import type { SyncContext } from './context.ts';

/*
 * A ticket status that asks for something (publish, route, cancel) asks only when a person or ConnectWise set it. What the status map sets is
 * noted before it is sent, so that a run that ended in between does not take its own status for somebody else's wish.
 */

const keyOf = (link: Pick<Link, 'id'>): string => `own-status.${link.id}`;

/** Commits that this run is about to set a status that asks for something; nothing otherwise. */
export async function noteOwnStatus(
  context: Pick<SyncContext, 'store' | 'clock' | 'config'>,
  link: Pick<Link, 'id' | 'lastSyncedAt'>,
  changes: readonly FieldChange[],
): Promise<void> {
  const status = changes.find((change) => change.target === 'status')?.value;
  const { statusActions } = context.config().sync.inbound;
  if (typeof status !== 'number' || !statusActions.some((one) => one.ticketStatusId === status)) return;
  await context.store.setValue(keyOf(link), { status, after: link.lastSyncedAt }, context.clock.now());
}

/** True when the ticket's status is one that a run set which never came to its end. */
export async function isOwnStatus(
  context: Pick<SyncContext, 'store'>,
  link: Pick<Link, 'id' | 'lastSyncedAt'>,
  status: Ticket['status'],
): Promise<boolean> {
  const noted = asObject(await context.store.value(keyOf(link)));
  // A run that came to its end leaves another time of the last sync, and the status in the link.
  return noted?.status === status.id && noted.after === link.lastSyncedAt;
}
