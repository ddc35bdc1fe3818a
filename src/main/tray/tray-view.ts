import { assertNever } from '../../shared/assert.ts';
import type { EngineStatus, RemoteHealth } from '../../shared/domain/status.ts';

export const trayStates = ['idle', 'syncing', 'paused', 'offline', 'attention', 'error'] as const;
export type TrayState = (typeof trayStates)[number];

export interface TrayView {
  readonly state: TrayState;
  readonly tooltip: string;
  /** Pausing makes sense only once sync runs. */
  readonly canPause: boolean;
  readonly canResume: boolean;
}

/**
 * What the tray shows for a status. A pure function, so that icon, words and menu can never disagree. `clockTime` writes a
 * time of day as this technician reads it ("14:30").
 */
export function trayView(status: EngineStatus, clockTime: (atMs: number) => string): TrayView {
  const running = status.state === 'running';
  const trouble = remoteTrouble(status);
  const base = { canPause: running || status.state === 'watching', canResume: status.state === 'paused' };
  switch (status.state) {
    case 'stopped':
      return { ...base, state: 'error', tooltip: short(status.headline || 'Sync has stopped. Open to see why.') };
    case 'setup':
      return { ...base, state: 'idle', tooltip: 'Not set up yet. Open to continue.' };
    case 'paused':
      return {
        ...base,
        state: 'paused',
        tooltip: status.pausedUntil === null ? 'Paused.' : `Paused until ${clockTime(status.pausedUntil)}.`,
      };
    case 'watching':
    case 'running':
      if (trouble !== null) return { ...base, ...trouble };
      if (status.attention > 0) {
        const words = status.attention === 1 ? '1 item needs you.' : `${status.attention} items need you.`;
        return { ...base, state: 'attention', tooltip: words };
      }
      if (!running) return { ...base, state: 'idle', tooltip: 'Set up, not started. Open to start.' };
      if (status.intake.needs !== null) return { ...base, state: 'attention', tooltip: short(status.intake.needs) };
      return { ...base, ...work(status.queue) };
    default:
      return assertNever(status.state);
  }
}

function work(queue: EngineStatus['queue']): Pick<TrayView, 'state' | 'tooltip'> {
  const waiting = queue.waiting > 0 ? ` ${queue.waiting} waiting.` : '';
  if (queue.running > 0) return { state: 'syncing', tooltip: `Syncing.${waiting}` };
  return { state: 'idle', tooltip: `In step.${waiting}` };
}

function remoteTrouble(status: EngineStatus): Pick<TrayView, 'state' | 'tooltip'> | null {
  const remotes: readonly (readonly [string, string, RemoteHealth])[] = [
    ['ConnectWise', 'the key', status.connectwise],
    ['Field Nation', 'the sign-in', status.fieldnation],
  ];
  // Signing in needs a person and comes before what may pass by itself.
  for (const [name, what, health] of remotes) {
    if (health.state === 'sign-in') {
      return { state: 'attention', tooltip: `${name} refuses ${what}. Open to sign in.` };
    }
  }
  const offline = remotes.filter(([, , health]) => health.state === 'offline').map(([name]) => name);
  if (offline.length > 0) {
    return {
      state: 'offline',
      tooltip: `${offline.join(' and ')} cannot be reached. Sync goes on when the network is back.`,
    };
  }
  for (const [name, , health] of remotes) {
    if (health.state === 'failing')
      return { state: 'error', tooltip: short(`${name} keeps failing. ${health.message}`) };
  }
  return null;
}

/** Windows cuts tooltips at 127 characters. */
function short(text: string): string {
  return text.length <= 127 ? text : `${text.slice(0, 126)}…`;
}
