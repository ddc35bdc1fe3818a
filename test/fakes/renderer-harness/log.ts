import type { Activity } from '../../../src/shared/domain/activity.ts';
import type { DispatchBridgeApi } from '../../../src/shared/ipc/contract.ts';

type Channels = Exclude<Extract<keyof DispatchBridgeApi, `log:${string}`>, 'log:page' | 'log:entry'>;

/** The log's depths in the made-up day. */
export function logBridge(log: readonly Activity[]): Pick<DispatchBridgeApi, Channels> {
  return {
    'log:count': async () => ({ count: log.length, capped: false }),
    'log:details': async () => null,
    'log:at': async () => null,
    'log:export': async () => null,
    'log:saved-filters': async () => [],
    'log:save-filters': async (filters) => filters,
    'log:why': async ({ ticketId }) => ({
      ticketId,
      at: 0,
      outcome: 'unknown',
      conclusion: '',
      checks: [],
      linkId: null,
    }),
  };
}
