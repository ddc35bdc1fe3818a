import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { askSessionBus } from '../process/session-bus.ts';

/** Runs a program and gives back what it printed; rejects when it is missing, fails or takes longer than the timeout. */
export type RunProgram = (file: string, args: readonly string[]) => Promise<string>;

export interface TrayHostProbe {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly run: RunProgram;
  /** Whether a path exists; a parameter for tests. */
  readonly exists?: (path: string) => boolean;
}

const watcher = 'org.kde.StatusNotifierWatcher';
/** Every common desktop has at least one of these; each answers true or false. */
const questions: readonly (readonly [string, readonly string[]])[] = [
  ['gdbus', askSessionBus('NameHasOwner', watcher)],
  [
    'dbus-send',
    [
      ...['--session', '--print-reply', '--reply-timeout=2000', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'],
      ...['org.freedesktop.DBus.NameHasOwner', `string:${watcher}`],
    ],
  ],
  [
    'busctl',
    [
      ...['--user', '--timeout=2', 'call', 'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus'],
      ...['NameHasOwner', 's', watcher],
    ],
  ],
];

/**
 * Whether a tray icon would be seen. Windows and macOS always have a place for it; on Linux a StatusNotifierWatcher must own its
 * name on the session bus. Anything unclear means no: hiding a window nobody can bring back is the worse mistake.
 */
export async function trayHostPresent(probe: TrayHostProbe): Promise<boolean> {
  if (probe.platform === 'win32' || probe.platform === 'darwin') return true;
  if (!hasSessionBus(probe)) return false;
  for (const [file, args] of questions) {
    try {
      const answer = await probe.run(file, args);
      return /\btrue\b/.test(answer);
    } catch {
      // Not installed, or the bus does not answer: ask the next one.
    }
  }
  return false;
}

/** Asking without an address would start a bus of its own, which then outlives us. */
function hasSessionBus(probe: TrayHostProbe): boolean {
  const { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: runtime } = probe.env;
  if (address !== undefined && address !== '') return address !== 'disabled:';
  return runtime !== undefined && runtime !== '' && (probe.exists ?? existsSync)(join(runtime, 'bus'));
}
