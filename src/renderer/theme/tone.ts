import type { EngineStatus, RemoteHealth } from '../../shared/domain/status.ts';

/** The five things a status can say. Colour, icon and word always come together (ui/status-mark.tsx). */
export type Tone = 'ok' | 'working' | 'waiting' | 'attention' | 'error';

const tunnelTones: Readonly<Record<EngineStatus['intake']['tunnel']['state'], Tone>> = {
  off: 'waiting',
  starting: 'working',
  up: 'ok',
  down: 'attention',
  failed: 'attention',
};

const healthTones: Readonly<Record<RemoteHealth['state'], Tone>> = {
  'not-set-up': 'waiting',
  unknown: 'waiting',
  ok: 'ok',
  paused: 'waiting',
  'sign-in': 'attention',
  offline: 'attention',
  failing: 'error',
};

export function healthTone(state: RemoteHealth['state']): Tone {
  return healthTones[state];
}

/** Polling alone is a choice, not a fault. What a person has to do comes before what passes by itself. */
export function intakeTone(intake: EngineStatus['intake']): Tone {
  if (intake.state === 'failed') return 'error';
  if (intake.needs !== null) return 'attention';
  if (intake.tunnel.kind === 'none') {
    return intake.mode === 'loopback' && intake.state === 'listening' ? 'ok' : 'waiting';
  }
  return tunnelTones[intake.tunnel.state];
}

/** How the first sentence of the dashboard is marked. */
export function engineTone(status: EngineStatus): Tone {
  if (status.state === 'stopped') return 'error';
  if (status.connectwise.state === 'failing' || status.fieldnation.state === 'failing') return 'error';
  if (status.attention > 0 || healthTone(status.connectwise.state) === 'attention') return 'attention';
  if (healthTone(status.fieldnation.state) === 'attention') return 'attention';
  if (status.state === 'running' && status.intake.needs !== null) return 'attention';
  if (status.state === 'running') return status.queue.running + status.queue.waiting > 0 ? 'working' : 'ok';
  return 'waiting';
}
