import type { KeptFiles } from '../../core/store/kept-files.ts';
import type { AppFacts } from '../diagnostics/facts.ts';

/** What recovery and diagnostics need of the app. */
export interface RecoveryServices {
  /** Backups and quarantine of this profile, whether its store is open or not. */
  readonly keptFiles: () => Promise<KeptFiles>;
  readonly facts: AppFacts;
  readonly now: () => number;
  /** Asks where to save bytes and saves them; null when the person called it off. */
  readonly saveBytes: (suggestedName: string, bytes: Uint8Array) => Promise<string | null>;
}
