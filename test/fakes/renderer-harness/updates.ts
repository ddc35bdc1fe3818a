import type { UpdateState } from '../../../src/shared/domain/updates.ts';
import type { DispatchBridgeApi } from '../../../src/shared/ipc/contract.ts';

type Channels = Extract<keyof DispatchBridgeApi, `updates:${string}`> | 'app:licences' | 'app:open-folder' | 'app:quit';

/** About and updates of the made-up day. */
export function updateBridge(): Pick<DispatchBridgeApi, Channels> {
  const none = async (): Promise<UpdateState> => ({
    state: 'none',
    current: '0.1.0',
    version: null,
    releasedAt: null,
    notes: '',
    progress: null,
    checkedAt: null,
    skipped: false,
    why: '',
  });
  return {
    'app:licences': async () => '',
    'app:open-folder': async () => {},
    'app:quit': async () => {},
    'updates:state': none,
    'updates:check': none,
    'updates:download': none,
    'updates:install': async () => {},
    'updates:skip': none,
  };
}
