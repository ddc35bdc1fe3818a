import type { TicketId } from '../../shared/domain/records.ts';
import type { Store } from '../store/port.ts';

/* Tickets a person asked to send by hand, whatever their status. Kept until their work order is there. */

const key = 'send.asked';

export async function askedToSend(store: Pick<Store, 'value'>): Promise<readonly TicketId[]> {
  const value = await store.value(key);
  return Array.isArray(value) ? value.filter((id): id is number => typeof id === 'number') : [];
}

export async function askToSend(store: Pick<Store, 'value' | 'setValue'>, id: TicketId, now: number): Promise<void> {
  const asked = await askedToSend(store);
  if (!asked.includes(id)) await store.setValue(key, [...asked, id], now);
}

export async function forgetAsked(store: Pick<Store, 'value' | 'setValue'>, id: TicketId, now: number): Promise<void> {
  const asked = await askedToSend(store);
  if (asked.includes(id))
    await store.setValue(
      key,
      asked.filter((one) => one !== id),
      now,
    );
}
