import { assertNever } from '../../shared/assert.ts';
import type { EngineStatus } from '../../shared/domain/status.ts';
import type { AppInfo } from '../../shared/ipc/contract.ts';
import { t, tn } from '../../shared/strings/t.ts';

export const trayStates = ['idle', 'syncing', 'paused', 'offline', 'attention', 'error'] as const;
export type TrayState = (typeof trayStates)[number];

/** Whose tray icon it is: the mark on the icon, and the name before its words unless it is production. */
export interface TrayProfile {
  readonly name: string;
  readonly kind: AppInfo['profileKind'];
}

export interface TrayView {
  readonly state: TrayState;
  /** Which mark the icon carries; production has none. */
  readonly mark: AppInfo['profileKind'];
  /** What is the matter, in one sentence. */
  readonly headline: string;
  /** The headline, after the profile's name unless it is production. At most 127 characters, where Windows cuts. */
  readonly tooltip: string;
  /** Pausing makes sense only once sync runs. */
  readonly canPause: boolean;
  readonly canResume: boolean;
  /** Runs under way, which quitting waits for. */
  readonly running: number;
  /** How much waits for a person: dead letters, held items, conflicts. */
  readonly needsYou: number;
}

type Shown = Pick<TrayView, 'state' | 'headline'>;

/**
 * What the tray shows for a status. A pure function, so that icon, words and menu can never disagree. `clockTime` writes a
 * time of day as this technician reads it ("14:30").
 */
export function trayView(status: EngineStatus, profile: TrayProfile, clockTime: (atMs: number) => string): TrayView {
  const { state, headline } = shown(status, clockTime);
  const named = profile.name === 'production' ? headline : t('tray.named', { name: profile.name, text: headline });
  return {
    state,
    mark: profile.kind,
    headline,
    tooltip: cut(named, 127),
    canPause: status.state === 'running' || status.state === 'watching',
    canResume: status.state === 'paused',
    running: status.queue.running,
    needsYou: status.attention,
  };
}

function shown(status: EngineStatus, clockTime: (atMs: number) => string): Shown {
  switch (status.state) {
    case 'stopped':
      return { state: 'error', headline: status.headline || t('tray.stopped') };
    case 'setup':
      return { state: 'idle', headline: t('tray.setup') };
    case 'paused': {
      const { pausedUntil } = status;
      const headline =
        pausedUntil === null ? t('tray.paused') : t('tray.pausedUntil', { time: clockTime(pausedUntil) });
      return { state: 'paused', headline };
    }
    case 'watching':
    case 'running': {
      const trouble = remoteTrouble(status);
      if (trouble !== null) return trouble;
      if (status.attention > 0) return { state: 'attention', headline: tn('tray.needsYou', status.attention) };
      if (status.state === 'watching') return { state: 'idle', headline: t('tray.watching') };
      if (status.intake.needs !== null) return { state: 'attention', headline: status.intake.needs };
      return work(status.queue);
    }
    default:
      return assertNever(status.state);
  }
}

function work({ running, waiting: n }: EngineStatus['queue']): Shown {
  if (running > 0) return { state: 'syncing', headline: n > 0 ? t('tray.syncingWaiting', { n }) : t('tray.syncing') };
  return { state: 'idle', headline: n > 0 ? t('tray.inStepWaiting', { n }) : t('tray.inStep') };
}

function remoteTrouble({ connectwise, fieldnation }: EngineStatus): Shown | null {
  // Signing in needs a person and comes before what may pass by itself.
  if (connectwise.state === 'sign-in') return { state: 'attention', headline: t('tray.keyRefused') };
  if (fieldnation.state === 'sign-in') return { state: 'attention', headline: t('tray.signInRefused') };
  if (connectwise.state === 'offline' && fieldnation.state === 'offline')
    return { state: 'offline', headline: t('tray.offlineBoth') };
  for (const [remote, health] of [
    [t('remote.connectwise'), connectwise],
    [t('remote.fieldnation'), fieldnation],
  ] as const) {
    if (health.state === 'offline') return { state: 'offline', headline: t('tray.offline', { remote }) };
    if (health.state === 'failing')
      return { state: 'error', headline: t('tray.failing', { remote, message: health.message }).trim() };
  }
  return null;
}

/** The text, ended by an ellipsis where it is longer than there is room for. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
