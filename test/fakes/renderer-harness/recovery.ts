import type { DispatchBridgeApi } from '../../../src/shared/ipc/contract.ts';

type Channels = Extract<keyof DispatchBridgeApi, `recovery:${string}` | `diagnostics:${string}` | `audit:${string}`>;

const idle = () => ({
  state: 'idle' as const,
  ticketsRead: 0,
  workOrdersRead: 0,
  proposals: [],
  message: '',
  at: null,
});

/** Backups, diagnostics and the trail of the made-up day. */
export function recoveryBridge(now: number): Pick<DispatchBridgeApi, Channels> {
  const backup = {
    name: 'now',
    madeAt: now,
    sizeBytes: 0,
    schemaVersion: 6,
    reason: 'person' as const,
    problem: null,
  };
  return {
    'recovery:backups': async () => ({ backups: [], quarantine: [], folder: '' }),
    'recovery:back-up-now': async () => backup,
    'recovery:restore': async () => ({ safetyCopy: '' }),
    'recovery:scan-links': async () => idle(),
    'recovery:scan': async () => idle(),
    'recovery:stop-scan': async () => idle(),
    'recovery:link-found': async ({ pairs }) => ({ linked: pairs.length, refused: [] }),
    'diagnostics:preview': async () => [],
    'diagnostics:save': async () => null,
    'audit:page': async () => [],
  };
}
