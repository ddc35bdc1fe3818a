import type { RegisteredCallback } from '../../shared/domain/callbacks.ts';
import type { CallbackList } from '../../shared/ipc/callback-channels.ts';
import type { Engine } from '../engine-port.ts';
import { shownBrokerCovers } from './broker.ts';

/** What the Callbacks page shows at first: the entries, where they should point, and whether the Integration Broker sends the board as well. */
export async function callbackOverview(
  engine: Pick<Engine, 'callbacks' | 'config' | 'statuses'>,
): Promise<CallbackList> {
  const entries = await engine.callbacks.list();
  const { trigger } = engine.config();
  return {
    entries: [...entries],
    address: engine.callbacks.address(),
    triggerBoard: trigger === null ? null : { id: trigger.boardId, name: trigger.boardName },
    brokerCovers: await coverage(engine, entries),
  };
}

async function coverage(
  engine: Pick<Engine, 'config' | 'statuses'>,
  entries: readonly RegisteredCallback[],
): Promise<CallbackList['brokerCovers']> {
  const { trigger, intake } = engine.config();
  if (trigger === null) return null;
  const chosen = intake.brokerBoards?.find((one) => one.boardId === trigger.boardId)?.createdBy ?? null;
  const toBroker = entries.some((entry) => entry.broker !== null && entry.active);
  const covering = toBroker ? shownBrokerCovers(entries, trigger, await engine.statuses(trigger.boardId)) : null;
  if (covering !== null) return { callbackId: covering.id, createdBy: chosen };
  // Left to the broker whose callback is gone: nobody makes work orders of this board, which has to be seen.
  return chosen === 'broker' ? { callbackId: null, createdBy: chosen } : null;
}
