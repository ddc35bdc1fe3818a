import type { Figures, HealthItem } from '../../shared/domain/monitor.ts';
import type { Remote } from '../../shared/domain/records.ts';
import type { RemoteHealth } from '../../shared/domain/status.ts';
import { count, fact } from './fact.ts';
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
    ...(state === 'ok' ? answers(asked) : { message: health.message, ...unasked(remote, state) }),
    // Until then it answered.
    since: bad ? health.lastSuccessAt : null,
    facts: [
      fact('requests', 'Requests in the last hour', count(asked.requests)),
      fact('failed', 'Failed', count(asked.failed)),
      ...(asked.latency === null
        ? []
        : [
            fact('half-within', 'Half answered within', { unit: 'ms', n: asked.latency.p50Ms }),
            fact('most-within', '95 of 100 within', { unit: 'ms', n: asked.latency.p95Ms }),
          ]),
      fact('left', 'Left this minute', { unit: 'of', n: Math.min(health.budgetLeft, perMinute), all: perMinute }),
      fact('under-way', 'Under way', count(health.inFlight)),
    ],
    ...(toSetup ? { action: { do: 'open-setup', step: remote } as const } : {}),
  };
}

function answers({ requests, failed, latency }: Asked): Pick<HealthItem, 'message' | 'said'> {
  if (latency === null || requests === 0)
    return { message: 'Answers. It was not asked in the last hour.', said: { code: 'not-asked' } };
  const words = `Answers in ${lapse(latency.p50Ms)}. ${several(requests, 'request')} in the last hour`;
  return {
    message: failed === 0 ? `${words}, none failed.` : `${words}, ${failed} failed.`,
    said: { code: 'answers', p50Ms: latency.p50Ms, requests, failed },
  };
}

/** What the status says of a remote nobody has asked (core/status.ts). */
function unasked(remote: Remote, state: RemoteHealth['state']): Pick<HealthItem, 'said'> {
  if (state === 'not-set-up') return { said: { code: 'remote-not-set-up', remote } };
  return state === 'unknown' ? { said: { code: 'remote-unknown', remote } } : {};
}
