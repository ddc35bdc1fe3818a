import type { Figures, HealthItem } from '../../shared/domain/monitor.ts';
import type { Remote } from '../../shared/domain/records.ts';
import type { RemoteHealth } from '../../shared/domain/status.ts';
import { lapse, several } from './words.ts';

/** Requests of the last hour. */
type Asked = Omit<Figures['remotes'][number], 'budget'>;

const tones: Readonly<Record<RemoteHealth['state'], HealthItem['tone']>> = {
  'not-set-up': 'off',
  unknown: 'waiting',
  ok: 'ok',
  paused: 'waiting',
  'sign-in': 'attention',
  offline: 'attention',
  failing: 'error',
};

/** Whether ConnectWise or Field Nation answers, how fast, and what is left of its budget. */
export function remoteHealth(remote: Remote, health: RemoteHealth, asked: Asked, perMinute: number): HealthItem {
  const { state } = health;
  const bad = state === 'offline' || state === 'failing' || state === 'sign-in' || state === 'paused';
  const toSetup = state === 'sign-in' || state === 'not-set-up';
  return {
    id: remote,
    tone: tones[state],
    message: state === 'ok' ? answers(asked) : health.message,
    // Until then it answered.
    since: bad ? health.lastSuccessAt : null,
    facts: [
      { name: 'Requests in the last hour', value: String(asked.requests) },
      { name: 'Failed', value: String(asked.failed) },
      ...(asked.latency === null
        ? []
        : [
            { name: 'Half answered within', value: lapse(asked.latency.p50Ms) },
            { name: '95 of 100 within', value: lapse(asked.latency.p95Ms) },
          ]),
      { name: 'Left this minute', value: `${Math.min(health.budgetLeft, perMinute)} of ${perMinute}` },
      { name: 'Under way', value: String(health.inFlight) },
    ],
    ...(toSetup ? { action: { do: 'open-setup', step: remote } as const } : {}),
  };
}

function answers({ requests, failed, latency }: Asked): string {
  if (latency === null || requests === 0) return 'Answers. It was not asked in the last hour.';
  const words = `Answers in ${lapse(latency.p50Ms)}. ${several(requests, 'request')} in the last hour`;
  return failed === 0 ? `${words}, none failed.` : `${words}, ${failed} failed.`;
}
