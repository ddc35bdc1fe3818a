import type { EngineStatus } from '../../../src/shared/domain/status.ts';
import type { DispatchBridgeApi } from '../../../src/shared/ipc/contract.ts';
import { dayFigures } from './day/figures.ts';
import { dayHealth } from './day/health-items.ts';

type Channels = Extract<keyof DispatchBridgeApi, `monitor:${string}`>;

const soonMs = 30;

/** Figures and health of the made-up day. `loading` never answers. */
export function monitorBridge(
  scenario: string,
  status: () => EngineStatus,
  now: () => number,
): Pick<DispatchBridgeApi, Channels> {
  const answer = <T>(value: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      if (scenario === 'loading') return;
      setTimeout(() => (scenario === 'failing' ? reject(unread) : resolve(value())), soonMs);
    });
  return {
    'monitor:figures': ({ range }) =>
      answer(() =>
        dayFigures({
          now: now(),
          range,
          scale: scenario === 'many' ? 90_000 : 1,
          one: scenario === 'one',
          blank: scenario === 'ready',
          offline: scenario === 'offline',
        }),
      ),
    'monitor:health': () => answer(() => dayHealth(scenario, status(), now())),
  };
}

const unread = {
  code: 'store.read',
  kind: 'permanent',
  message:
    'The figures could not be read: the data file is locked by another program (a backup or virus scanner). Close it, then load again.',
  context: { file: 'bridge.db', code: 'SQLITE_BUSY' },
} as const;
