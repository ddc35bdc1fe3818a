import type { DispatchBridgeApi } from '../../../src/shared/ipc/contract.ts';

type Channels = Extract<keyof DispatchBridgeApi, `monitor:${string}`>;

/** Figures and health of the made-up day. */
export function monitorBridge(_scenario: string, now: number): Pick<DispatchBridgeApi, Channels> {
  return {
    'monitor:figures': async ({ range }) => ({
      range,
      from: now,
      to: now,
      stepMs: 60_000,
      points: [],
      totals: {
        events: 0,
        perMinute: 0,
        succeeded: 0,
        failed: 0,
        successRate: null,
        errorRate: null,
        latency: null,
        queueNow: 0,
        queueMax: 0,
      },
      directions: [],
      remotes: [],
    }),
    'monitor:health': async () => [],
  };
}
