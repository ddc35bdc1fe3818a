import type { NewAuditEntry } from '../../shared/domain/recovery.ts';
import type { Preferences } from '../../shared/ipc/contract.ts';

/** Preferences that change what the app does, beyond how one person likes the window. */
const words = {
  language: 'Language',
  autostart: 'Start with the computer',
  startHidden: 'Start without the window',
  closeToTray: 'Keep running when the window is closed',
  checkForUpdates: 'Look for updates',
} as const satisfies Partial<Record<keyof Preferences, string>>;

/** The lines of the trail for what differs. */
export function preferenceNotes(
  before: Preferences,
  after: Preferences,
): readonly Pick<NewAuditEntry, 'area' | 'what' | 'before' | 'after'>[] {
  return (Object.keys(words) as (keyof typeof words)[])
    .filter((name) => before[name] !== after[name])
    .map((name) => ({ area: 'app', what: words[name], before: shown(before[name]), after: shown(after[name]) }));
}

function shown(value: string | boolean): string {
  return typeof value === 'string' ? value : value ? 'on' : 'off';
}
