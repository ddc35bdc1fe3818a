import type { EngineStatus, RemoteHealth } from '../shared/domain/status.ts';

/** What is shown when there is no engine to ask: it is still opening, or could not open and says why. */
export function stoppedStatus(at: number, headline: string): EngineStatus {
  const unknown: RemoteHealth = {
    state: 'unknown',
    message: '',
    pausedUntil: null,
    lastSuccessAt: null,
    budgetLeft: 0,
    inFlight: 0,
  };
  return {
    at,
    state: 'stopped',
    headline,
    pausedUntil: null,
    connectwise: unknown,
    fieldnation: unknown,
    intake: {
      state: 'off',
      mode: 'none',
      port: null,
      message: '',
      lastDeliveryAt: null,
      refused: 0,
      tunnel: { kind: 'none', state: 'off', url: null },
      needs: null,
    },
    queue: { waiting: 0, running: 0, held: 0, dead: 0, inbox: 0, oldestWaitingAt: null },
    links: { open: 0, creating: 0, closed: 0 },
    conflicts: 0,
    attention: 0,
    lastSyncAt: null,
    nextPollAt: null,
  };
}
