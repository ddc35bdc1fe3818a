import { join } from 'node:path';
import type { ProfileView } from '../../shared/domain/promotion.ts';
import { AppError } from '../../shared/errors.ts';
import type { Launch } from './launch.ts';
import { type CurrentProfile, listProfiles } from './list-profiles.ts';

/** What the window does with the profiles of this computer. */
export interface ProfileServices {
  list(current: CurrentProfile): Promise<readonly ProfileView[]>;
  /** Opens it in a window of its own; makes it when it is not there. */
  open(name: string): Promise<void>;
  /** Another profile's configuration as a document. */
  document(name: string): Promise<string>;
}

export interface ProfileServicesOptions {
  /** Folder that holds `profiles/`. */
  readonly root: string;
  /** The profile of this process. */
  readonly current: string;
  readonly launch: (profile: string) => Launch;
  readonly start: (launch: Launch, profile: string) => Promise<void>;
  readonly now: () => number;
}

export function profileServices({ root, current, launch, start, now }: ProfileServicesOptions): ProfileServices {
  return {
    list: (own) => listProfiles(root, own),
    open: (name) => start(launch(name), name),
    async document(name) {
      // Closing a second handle of the database this process holds would drop its lock.
      if (name !== current) {
        const { profileDocument } = await import('./profile-document.ts');
        return profileDocument(join(root, 'profiles', name), name, now());
      }
      throw new AppError({
        code: 'config.same-profile',
        kind: 'permanent',
        message: 'This is the configuration of this very profile. Choose another one.',
        context: { profile: name },
      });
    },
  };
}
