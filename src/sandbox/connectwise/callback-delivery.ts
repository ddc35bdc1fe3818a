import { settleHealth } from './callback-health.ts';
import { type Change, deliveryUrl, messageFor } from './callback-message.ts';
import { attemptDelivery, type Sending } from './callback-sending.ts';
import { type CallbackObjects, callbackObjects, isUnder } from './callback-subjects.ts';
import { memberNamed, textOf } from './records.ts';
import { switchOf, type World } from './world.ts';

/** Whether deletions of this type are among those that never produce a callback (reference section 2.7). */
function isSilent(world: World, change: Change): boolean {
  if (change.action !== 'deleted') return false;
  const silent = switchOf(world, 'connectwise.silentDeletions').split(',');
  return silent.some((type) => type.trim().toLowerCase() === change.type);
}

/**
 * Sends a change to every callback entry that wants it. Returns at once; deliveries go out on the clock. `objects` says
 * under what the record falls where its table does not (see `callbackObjects`). Gives back how many entries hear of it.
 */
export function announce(world: World, change: Change, objects?: CallbackObjects): number {
  if (isSilent(world, change)) return 0;
  settleHealth(world);
  const author = memberNamed(world.store, change.memberIdentifier)?.id ?? null;
  const under = objects ?? callbackObjects(world, change.type, change.record);
  let heard = 0;
  for (const entry of world.store.table('callbacks').all()) {
    if (entry.inactiveFlag === true || textOf(entry, 'type').toLowerCase() !== change.type) continue;
    if (!isUnder(entry, under)) continue;
    // Suppression goes by the member who made the entry, not by the integration (reference section 2.7).
    if (entry.isSelfSuppressedFlag === true && entry.memberId === author) continue;
    heard += 1;
    const url = deliveryUrl(textOf(entry, 'url'), change.record.id, change.action);
    const copies = Math.max(1, switchOf(world, 'connectwise.callbackCopies'));
    for (let copy = 0; copy < copies; copy += 1) {
      const sending: Sending = {
        callbackId: entry.id,
        url,
        level: textOf(entry, 'level'),
        type: change.type,
        action: change.action,
        recordId: change.record.id,
        memberId: change.memberIdentifier,
        message: isElsewhere(url) ? null : messageFor(world, entry, change),
      };
      world.context.clock.after(switchOf(world, 'connectwise.callbackDelayMs'), () =>
        attemptDelivery(world, sending, 1),
      );
    }
  }
  return heard;
}

const elsewhere = ['example', 'invalid', 'fieldnation.com', 'fndev.net'];

/**
 * Addresses of other vendors' services, Field Nation's broker among them. What goes there never leaves this machine: it is
 * practice data, and a practice token.
 */
export function isElsewhere(url: string): boolean {
  let host: string;
  try {
    host = new URL(url).hostname.toLowerCase();
  } catch {
    return false;
  }
  return elsewhere.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
