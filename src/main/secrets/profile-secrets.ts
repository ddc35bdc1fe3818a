import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import { runProgram } from '../process/run-program.ts';
import type { Profile } from '../profile.ts';
import type { ProfileMemoryFile } from '../profile-memory.ts';
import { keychainBackendName } from './backend-name.ts';
import { loadKeychain } from './keytar-store.ts';
import { openSecrets } from './open-secrets.ts';

export interface ProfileSecretsParts {
  readonly profile: Profile;
  readonly memory: ProfileMemoryFile;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The profile's credentials in the keychain of this computer, or for this run only where there is none. */
export function openProfileSecrets({ profile, memory, clock, logger }: ProfileSecretsParts) {
  return openSecrets({
    service: profile.keychainService,
    platform: process.platform,
    load: loadKeychain,
    backendName: () => keychainBackendName(process.platform, runProgram),
    rememberedBackend: memory.value.secretBackend,
    rememberBackend: (secretBackend) => memory.change({ secretBackend }),
    clock,
    logger,
  });
}
