import type { BoardStatus, Subscription } from '../psa/port.ts';
import { brokerOf } from './destination.ts';

/**
 * The callback that gives the tickets of a board to Field Nation's Integration Broker already: an active one for all tickets, for the board, or for a
 * status of it. Null when there is none. A malformed one counts: it is better to ask a person than to make two work orders.
 */
export function brokerCovers(
  callbacks: readonly Subscription[],
  trigger: { readonly boardId: number },
  statuses: readonly Pick<BoardStatus, 'id' | 'boardId'>[],
): Subscription | null {
  const ofBoard = new Set(statuses.filter(({ boardId }) => boardId === trigger.boardId).map(({ id }) => id));
  const covers = (entry: Subscription): boolean => {
    if (!entry.active || entry.type.toLowerCase() !== 'ticket' || brokerOf(entry.url) === null) return false;
    const level = entry.level.toLowerCase();
    if (level === 'owner') return true;
    return level === 'board' ? entry.objectId === trigger.boardId : level === 'status' && ofBoard.has(entry.objectId);
  };
  return callbacks.find(covers) ?? null;
}
