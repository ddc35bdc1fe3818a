import type { JobId, TicketId } from '../../shared/domain/records.ts';
import type { Store } from '../store/port.ts';

/* Tickets a person asked to send by hand, whatever their status. Kept until their work order is there, or the person took it back. */

const key = 'send.asked';

type Values = Pick<Store, 'value' | 'setValue'>;

const turns = new WeakMap<Values, Promise<unknown>>();

/** The list is read and written as a whole: runs go side by side, and each would otherwise undo what the other did. */
function inTurn(store: Values, work: () => Promise<void>): Promise<void> {
  const next = (turns.get(store) ?? Promise.resolve()).then(work);
  turns.set(
    store,
    next.catch(() => {}),
  );
  return next;
}

export async function askedToSend(store: Pick<Store, 'value'>): Promise<readonly TicketId[]> {
  const value = await store.value(key);
  return Array.isArray(value) ? value.filter((id): id is number => typeof id === 'number') : [];
}

export function askToSend(store: Values, id: TicketId, now: number): Promise<void> {
  return inTurn(store, async () => {
    const asked = await askedToSend(store);
    if (!asked.includes(id)) await store.setValue(key, [...asked, id], now);
  });
}

export function forgetAsked(store: Values, id: TicketId, now: number): Promise<void> {
  return inTurn(store, async () => {
    const asked = await askedToSend(store);
    if (asked.includes(id))
      await store.setValue(
        key,
        asked.filter((one) => one !== id),
        now,
      );
  });
}

/** Whoever discards what waits of a ticket takes back that it was asked for; else it would go out when somebody saves it. */
export async function forgetDiscarded(
  store: Values & Pick<Store, 'attention'>,
  ids: readonly JobId[],
  now: number,
): Promise<void> {
  if ((await askedToSend(store)).length === 0) return;
  for (const { id, target } of await store.attention(listLength))
    if (ids.includes(id) && target.kind === 'ticket') await forgetAsked(store, target.ticketId, now);
}

/** More than ever wait at once. */
const listLength = 100_000;
