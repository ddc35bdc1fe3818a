import type { AlertFacts } from '../../../src/core/alerts/facts.ts';
import { type Config, emptyConfig } from '../../../src/shared/config.ts';
import { type AlertsConfig, alertsConfigSchema } from '../../../src/shared/domain/alerts.ts';
import type { EngineStatus, RemoteHealth } from '../../../src/shared/domain/status.ts';

/** 2026-11-23, a Monday, 10:00 UTC. */
export const t0 = Date.UTC(2026, 10, 23, 10);
export const minute = 60_000;

export const healthy: RemoteHealth = {
  state: 'ok',
  message: 'It answers.',
  pausedUntil: null,
  lastSuccessAt: t0,
  budgetLeft: 10,
  inFlight: 0,
};

export const status: EngineStatus = {
  at: t0,
  state: 'running',
  headline: 'Everything is in step.',
  pausedUntil: null,
  connectwise: healthy,
  fieldnation: healthy,
  intake: {
    state: 'listening',
    mode: 'public',
    port: 4100,
    message: 'The tunnel is up.',
    lastDeliveryAt: null,
    refused: 0,
    tunnel: { kind: 'ngrok', state: 'up', url: 'https://x.example.com' },
    needs: null,
  },
  queue: { waiting: 0, running: 0, held: 0, dead: 0, inbox: 0, oldestWaitingAt: null },
  links: { open: 3, creating: 0, closed: 0 },
  conflicts: 0,
  attention: 0,
  lastSyncAt: t0,
  nextPollAt: null,
};

export function alertsConfig(rules: object = {}, rest: object = {}): AlertsConfig {
  return alertsConfigSchema.parse({ rules, ...rest });
}

export function configWith(alerts: AlertsConfig): Config {
  return { ...emptyConfig, started: true, alerts };
}

/** A calm moment, with what differs. */
export function facts(change: Partial<AlertFacts> = {}): AlertFacts {
  return {
    now: t0,
    config: configWith(alertsConfig()),
    status,
    runs: { succeeded: 0, failed: 0 },
    newestStopped: '',
    findings: [],
    tunnelDownSince: null,
    diskFree: 50e9,
    ...change,
  };
}
