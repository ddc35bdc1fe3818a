import { join } from 'node:path';
import type { Placed } from './arguments.ts';
import type { Environment } from './secrets/environment-secrets.ts';

export interface Machine {
  readonly platform: string;
  readonly env: Environment;
  readonly home: string;
}

/** The folder the app keeps its data in (Electron's `userData`), so that `--profile production` means the app's own profile. */
export function defaultDataDir({ platform, env, home }: Machine): string {
  const name = 'Dispatch Bridge';
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), name);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', name);
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), name);
}

/** `<data folder>/profiles/<name>`, as in the app. */
export function profileFolder(placed: Placed, machine: Machine): string {
  return join(placed.dataDir ?? defaultDataDir(machine), 'profiles', placed.profile);
}
