import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, shell } from 'electron';
import { listKeptFiles } from '../core/store/recover.ts';
import { userName } from '../core/user-name.ts';
import type { Clock } from '../shared/clock.ts';
import { languageOf } from '../shared/strings/languages.ts';
import type { Arguments } from './args.ts';
import { electronFacts } from './diagnostics/electron-facts.ts';
import { chooseFile } from './files/choose-file.ts';
import { openFolder } from './files/open-folder.ts';
import { openText } from './files/open-text.ts';
import { saveAs, saveParts } from './files/save-parts.ts';
import type { Services } from './ipc/handlers/services.ts';
import { type OwnProcess, profileLaunch } from './profiles/launch.ts';
import { openProfile } from './profiles/open-profile.ts';
import { profileServices } from './profiles/services.ts';

/** The services that are parts with a life of their own; the composition makes them. */
type LivingServices = Pick<
  Services,
  | 'version'
  | 'profile'
  | 'host'
  | 'secrets'
  | 'memory'
  | 'preferences'
  | 'sandbox'
  | 'pushes'
  | 'trayAvailable'
  | 'autostart'
  | 'updates'
  | 'testNotification'
>;

export interface AppServicesOptions {
  readonly living: LivingServices;
  readonly args: Arguments;
  /** Folder of the main bundle, with a trailing slash. */
  readonly bundle: URL;
  readonly storeWorker: URL;
  readonly clock: Clock;
}

/** Everything handlers work with: beside the living parts what Electron, the operating system and the profile's folder offer. */
export function appServices({ living, args, bundle, storeWorker, clock }: AppServicesOptions): Services {
  const { profile } = living;
  const ownProcess: OwnProcess = {
    execPath: process.execPath,
    argv: process.argv,
    env: process.env,
    appPath: process.defaultApp === true ? app.getAppPath() : null,
    dataDir: args.dataDir,
  };
  return {
    ...living,
    platform: process.platform,
    openInBrowser: (url) => shell.openExternal(url),
    saveAs,
    saveParts,
    openText,
    chooseFile,
    openFolder,
    licences: () => readFile(new URL('../THIRD-PARTY-LICENCES.txt', bundle), 'utf8').catch(() => null),
    quit: () => app.quit(),
    systemLanguage: () => languageOf('system', app.getPreferredSystemLanguages()).language,
    runtime: [
      { name: 'Electron', version: process.versions.electron },
      { name: 'Chromium', version: process.versions.chrome },
      { name: 'Node', version: process.versions.node },
    ],
    recovery: {
      keptFiles: () => listKeptFiles({ dataDir: profile.folder, worker: storeWorker, clock }),
      facts: electronFacts({ paused: args.paused, hidden: args.hidden }),
      saveBytes: saveAs,
      now: clock.now,
    },
    profiles: profileServices({
      root: join(profile.folder, '..', '..'),
      current: profile.name,
      launch: (name) => profileLaunch(ownProcess, name),
      start: openProfile,
      now: clock.now,
    }),
    person: userName(),
  };
}
