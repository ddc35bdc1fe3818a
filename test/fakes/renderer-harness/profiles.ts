import type { DispatchBridgeApi } from '../../../src/shared/ipc/contract.ts';

type Channels = Extract<keyof DispatchBridgeApi, `config:${string}` | `profiles:${string}`>;

/** Configurations and the other profiles of the made-up day. */
export function profileBridge(): Pick<DispatchBridgeApi, Channels> {
  return {
    'config:export': async () => null,
    'config:compare': async () => null,
    'config:take-over': async () => ({
      source: 'file',
      madeAt: null,
      differences: [],
      mappingDifferences: [],
      ids: [],
      problems: [],
      kept: [],
      applied: true,
    }),
    'profiles:list': async () => [],
    'profiles:open': async () => {},
  };
}
