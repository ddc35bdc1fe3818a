import type { Engine } from '../core/engine-port.ts';
import { ownWork } from '../core/recovery/audit.ts';
import type { SecretStore } from '../core/secrets.ts';
import type { Logger } from '../shared/logger.ts';
import { connectSandbox, pointsAtSandbox } from './connections.ts';
import type { ProfileMemoryFile } from './profile-memory.ts';
import type { SandboxHost } from './sandbox-host.ts';

export interface SandboxAtStart {
  readonly engine: Engine;
  readonly sandbox: SandboxHost;
  readonly memory: ProfileMemoryFile;
  readonly secrets: SecretStore;
  readonly logger: Logger;
}

/**
 * Brings the sandbox up before the engine starts, in a profile that practises with it. When its ports were taken meanwhile the
 * connections follow to the new ones; without a keychain its keys are filled in again. A sandbox that does not start is logged, and the
 * app goes on: both remotes then show as offline.
 */
export async function keepSandboxRunning({ engine, sandbox, memory, secrets, logger }: SandboxAtStart): Promise<void> {
  if (!memory.value.usesSandbox) return;
  try {
    const info = await sandbox.start();
    const keyKept = (await secrets.get('connectwise.privateKey')) !== null;
    if (!keyKept || !pointsAtSandbox(engine.config(), info)) await connectSandbox(engine, secrets, info, ownWork);
  } catch (error) {
    logger.error({ error: String(error) }, 'The sandbox did not start with the app');
  }
}
