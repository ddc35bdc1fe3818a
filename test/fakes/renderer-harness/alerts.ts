import { alertsConfigSchema } from '../../../src/shared/domain/alerts.ts';
import type { DispatchBridgeApi } from '../../../src/shared/ipc/contract.ts';

type Channels = Extract<keyof DispatchBridgeApi, `alerts:${string}`>;

/** Alerts of the made-up day. */
export function alertBridge(): Pick<DispatchBridgeApi, Channels> {
  const config = alertsConfigSchema.parse({});
  return {
    'alerts:list': async () => ({ active: [], past: [] }),
    'alerts:settings': async () => ({ config, secretsSet: [] }),
    'alerts:save': async (saved) => ({ config: alertsConfigSchema.parse(saved.config), secretsSet: [] }),
    'alerts:test': async () => {},
  };
}
