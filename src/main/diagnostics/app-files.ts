import { join } from 'node:path';
import type { Step } from '../../core/recovery/diagnostics/bundle.ts';
import type { KeptFiles } from '../../core/store/kept-files.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';
import type { Preferences } from '../../shared/ipc/contract.ts';
import type { AppFacts } from './facts.ts';
import { logTail } from './log-tail.ts';

export interface AppFilesInput {
  readonly facts: AppFacts;
  readonly version: string;
  readonly profileKind: string;
  readonly folder: string;
  readonly preferences: Preferences;
  readonly keychain: { readonly kind: string; readonly name: string; readonly warning: string | null };
  /** Why there is no engine; null when there is one, whose own files then come beside these. */
  readonly problem: AppErrorInfo | null;
  readonly keptFiles: () => Promise<KeptFiles>;
}

/** The app's part of the bundle. */
export function appSteps(input: AppFilesInput): readonly Step[] {
  const { facts } = input;
  return [
    {
      name: 'app.json',
      about: 'Versions of the app and what it runs on.',
      read: () => ({
        version: input.version,
        profileKind: input.profileKind,
        runtime: facts.versions(),
        system: facts.system(),
        keychain: input.keychain,
        preferences: input.preferences,
      }),
    },
    {
      name: 'surroundings.json',
      about: 'Proxy, languages, time zone and displays of this computer.',
      read: () => facts.surroundings(),
    },
    { name: 'libraries.json', about: 'Libraries of the app and their versions.', read: () => facts.dependencies() },
    ...(input.problem === null
      ? []
      : [
          {
            name: 'problem.json',
            about: 'Why Dispatch Bridge did not start, with the backups there are.',
            read: async () => ({ problem: input.problem, ...(await input.keptFiles()) }),
          },
        ]),
    {
      name: 'developers-log.txt',
      about: 'The end of the log for developers.',
      read: () => logTail(join(input.folder, 'logs')),
    },
  ];
}
