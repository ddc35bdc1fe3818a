import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AppInfo } from '../shared/ipc/contract.ts';
import { profileKind } from '../shared/profile-kind.ts';

export type ProfileKind = AppInfo['profileKind'];

/** One environment: its own folder, keychain service, process and Chromium data. */
export interface Profile {
  readonly name: string;
  /** By name alone: `sandbox...` and `demo...` practise, `staging` is staging, everything else is production. */
  readonly kind: ProfileKind;
  /** `<root>/profiles/<name>`: database, settings, logs. */
  readonly folder: string;
  /** Chromium's own data; also what the single-instance lock is tied to, hence one lock a profile. */
  readonly browserFolder: string;
  /** Keychain service. */
  readonly keychainService: string;
}

export function describeProfile(root: string, name: string): Profile {
  const folder = join(root, 'profiles', name);
  return {
    name,
    kind: profileKind(name),
    folder,
    browserFolder: join(folder, 'browser'),
    keychainService: `dispatch-bridge/${name}`,
  };
}

/** Makes the profile's folders, readable by this user only. */
export function prepareProfile(profile: Profile): void {
  mkdirSync(profile.folder, { recursive: true, mode: 0o700 });
  mkdirSync(profile.browserFolder, { recursive: true, mode: 0o700 });
}
