import type { RegisteredCallback } from '../../shared/domain/callbacks.ts';
import type { BoardStatus, Subscription } from '../psa/port.ts';
import { brokerOf } from './destination.ts';

type Aim = Pick<RegisteredCallback, 'type' | 'level' | 'objectId' | 'active'>;
type Statuses = readonly Pick<BoardStatus, 'id' | 'boardId'>[];

/**
 * The callback that gives the tickets of a board to Field Nation's Integration Broker already: an active one for all tickets, for the board, or for a
 * status of it. Null when there is none. A malformed one counts: it is better to ask a person than to make two work orders.
 */
export function brokerCovers(
  callbacks: readonly Subscription[],
  trigger: { readonly boardId: number },
  statuses: Statuses,
): Subscription | null {
  return callbacks.find((entry) => brokerOf(entry.url) !== null && covers(entry, trigger.boardId, statuses)) ?? null;
}

/** The same of entries as they are shown, which hold no address. */
export function shownBrokerCovers(
  entries: readonly RegisteredCallback[],
  trigger: { readonly boardId: number },
  statuses: Statuses,
): RegisteredCallback | null {
  return entries.find((entry) => entry.broker !== null && covers(entry, trigger.boardId, statuses)) ?? null;
}

function covers(entry: Aim, boardId: number, statuses: Statuses): boolean {
  if (!entry.active || entry.type.toLowerCase() !== 'ticket') return false;
  const level = entry.level.toLowerCase();
  if (level === 'owner') return true;
  if (level === 'board') return entry.objectId === boardId;
  return level === 'status' && statuses.some((status) => status.boardId === boardId && status.id === entry.objectId);
}
