import type { SecretStore } from '../../../core/secrets.ts';
import type { AppInfo } from '../../../shared/ipc/contract.ts';
import type { Autostart } from '../../autostart/port.ts';
import type { EngineHost } from '../../engine-host.ts';
import type { PreferencesFile } from '../../preferences.ts';
import type { Profile } from '../../profile.ts';
import type { ProfileMemoryFile } from '../../profile-memory.ts';
import type { ProfileServices } from '../../profiles/services.ts';
import type { RecoveryServices } from '../../recovery/services.ts';
import type { SandboxHost } from '../../sandbox-host.ts';
import type { Updates } from '../../updates/updates.ts';
import type { PushBatcher } from '../push-batcher.ts';

/** What handlers work with. Made in composition.ts; tests pass their own. */
export interface Services {
  readonly version: string;
  readonly platform: string;
  readonly profile: Profile;
  readonly host: EngineHost;
  /** Resolves once the keychain has been tried. */
  readonly secrets: Promise<SecretStore>;
  readonly memory: ProfileMemoryFile;
  readonly preferences: PreferencesFile;
  readonly sandbox: SandboxHost;
  readonly pushes: PushBatcher;
  /** Resolves once it is known whether a tray icon would be seen. */
  readonly trayAvailable: Promise<boolean>;
  /** Hands a URL to the system's browser. */
  readonly openInBrowser: (url: string) => Promise<void>;
  /** Asks where to save a text and saves it; null when the person called it off. */
  readonly saveAs: (suggestedName: string, text: string) => Promise<string | null>;
  /** As `saveAs`, for a text that comes in parts; they are only made once a place was chosen. */
  readonly saveParts: (suggestedName: string, parts: () => AsyncIterable<string>) => Promise<string | null>;
  /** Lets the person choose a JSON file and reads it; null when the person called it off. */
  readonly openText: () => Promise<string | null>;
  /** Lets the person choose a program or a private key; null when they called it off. */
  readonly chooseFile: (what: 'program' | 'key') => Promise<string | null>;
  readonly autostart: Autostart;
  readonly updates: Updates;
  /** Shows a folder in the system's file manager; rejects with what is in its way. */
  readonly openFolder: (path: string) => Promise<void>;
  /** Licences of everything that is shipped, as text; null in a build without the list. */
  readonly licences: () => Promise<string | null>;
  /** Drains the engine and ends the app. */
  readonly quit: () => void;
  /** The system's first language where there is a catalogue for it. */
  readonly systemLanguage: () => AppInfo['systemLanguage'];
  /** Versions of what the app runs on. */
  readonly runtime: AppInfo['runtime'];
  /** Backups of this profile, and what diagnostics tell of the app. */
  readonly recovery: RecoveryServices;
  /** The profiles of this computer. */
  readonly profiles: ProfileServices;
  /** Who sits at this computer, as the operating system names them. */
  readonly person: string;
  /** Shows a notification of this computer; rejects with what is in its way. */
  readonly testNotification: () => Promise<void>;
}

/** What the badge says: a profile that practises is marked as such whatever its name is. */
export function effectiveKind(services: Pick<Services, 'profile' | 'memory'>): AppInfo['profileKind'] {
  return services.memory.value.usesSandbox ? 'sandbox' : services.profile.kind;
}
