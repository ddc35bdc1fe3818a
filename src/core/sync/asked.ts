import type { JobId, TicketId } from '../../shared/domain/records.ts';
import type { Store } from '../store/port.ts';

/*
 * What persons said about single tickets: "send this one" (kept until its work order is there, or it was taken back), and "not another visit"
 * (kept until the ticket left the trigger).
 */

type Values = Pick<Store, 'value' | 'setValue'>;

const askedKey = 'send.asked';
const declinedKey = 'revisit.declined';

const turns = new WeakMap<Values, Promise<unknown>>();

/** A list is read and written as a whole: runs go side by side, and each would otherwise undo what the other did. */
function inTurn(store: Values, work: () => Promise<void>): Promise<void> {
  const next = (turns.get(store) ?? Promise.resolve()).then(work);
  turns.set(
    store,
    next.catch(() => {}),
  );
  return next;
}

async function read(store: Pick<Store, 'value'>, key: string): Promise<readonly TicketId[]> {
  const value = await store.value(key);
  return Array.isArray(value) ? value.filter((id): id is number => typeof id === 'number') : [];
}

function change(store: Values, key: string, now: number, next: (ids: readonly TicketId[]) => readonly TicketId[]) {
  return inTurn(store, async () => {
    const before = await read(store, key);
    const after = next(before);
    if (after.length !== before.length) await store.setValue(key, [...after], now);
  });
}

const withId = (id: TicketId) => (ids: readonly TicketId[]) => (ids.includes(id) ? ids : [...ids, id]);
const withoutId = (id: TicketId) => (ids: readonly TicketId[]) => ids.filter((one) => one !== id);

export function askedToSend(store: Pick<Store, 'value'>): Promise<readonly TicketId[]> {
  return read(store, askedKey);
}

export function askToSend(store: Values, id: TicketId, now: number): Promise<void> {
  return change(store, askedKey, now, withId(id));
}

export function forgetAsked(store: Values, id: TicketId, now: number): Promise<void> {
  return change(store, askedKey, now, withoutId(id));
}

/** True when a person discarded the question whether this ticket gets another visit. */
export async function isDeclined(store: Pick<Store, 'value'>, id: TicketId): Promise<boolean> {
  return (await read(store, declinedKey)).includes(id);
}

export function forgetDeclined(store: Values, id: TicketId, now: number): Promise<void> {
  return change(store, declinedKey, now, withoutId(id));
}

/** Code of the question whether a ticket gets another visit. */
export const revisitCode = 'ticket.revisit';

/** What discarding says: a ticket asked for is not to go out when somebody saves it, and another visit is not wanted. */
export async function forgetDiscarded(
  store: Values & Pick<Store, 'attention'>,
  ids: readonly JobId[],
  now: number,
): Promise<void> {
  for (const { id, target, link, lastError } of await store.attention(listLength)) {
    if (!ids.includes(id)) continue;
    if (target.kind === 'ticket') await forgetAsked(store, target.ticketId, now);
    if (lastError?.code === revisitCode && link !== null) await change(store, declinedKey, now, withId(link.ticketId));
  }
}

/** More than ever wait at once. */
const listLength = 100_000;
