import type { SecretStore } from '../../core/secrets.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Keychain } from './keychain.ts';
import { KeychainSecretStore } from './keychain-store.ts';
import { SessionSecretStore } from './session-store.ts';

export interface OpenSecretsOptions {
  /** `dispatch-bridge/<profile>`. */
  readonly service: string;
  readonly platform: string;
  readonly load: () => Promise<Keychain>;
  readonly backendName: () => Promise<string>;
  /** Backend that held this profile's secrets before; null on the first run. */
  readonly rememberedBackend: string | null;
  readonly rememberBackend: (name: string) => void;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long the keychain may take to answer the probe. An unlock dialogue waits for a person. */
  readonly timeoutMs?: number;
}

const probeAccount = 'self-test';

/**
 * Opens the keychain after proving that it keeps what it is given (write, read, remove a test entry). One that is missing,
 * refuses or hangs gives a store for this run only, with a sentence that says so; secrets are never written to a file instead.
 */
export async function openSecrets(options: OpenSecretsOptions): Promise<SecretStore> {
  let keychain: Keychain;
  try {
    keychain = await options.load();
    await withDeadline(probe(keychain, options.service), options.timeoutMs ?? 15_000, options.clock);
  } catch (error) {
    options.logger.warn({ error: String(error) }, 'No keychain: secrets are kept for this run only');
    return new SessionSecretStore(withoutKeychain(options));
  }
  const name = await options.backendName();
  const before = options.rememberedBackend;
  const moved = before !== null && before !== name;
  if (before === null) options.rememberBackend(name);
  if (moved) options.logger.warn({ before, now: name }, 'The keychain changed');
  return new KeychainSecretStore({
    keychain,
    service: options.service,
    backendName: name,
    warning: moved ? changed(before, name) : null,
    // Only once credentials are entered again is the new keychain the one that has them.
    onKept: () => options.rememberBackend(name),
  });
}

function changed(before: string, now: string): string {
  return `Credentials were kept in ${before}; this system now offers ${now}. Enter them again under Setup, or sign in with the desktop that has ${before}.`;
}

function withoutKeychain(options: OpenSecretsOptions): string {
  const fix =
    options.platform === 'linux'
      ? ' Install and unlock one (GNOME Keyring, KDE Wallet or KeePassXC) and start Dispatch Bridge again to keep them.'
      : ' Unlock it and start Dispatch Bridge again to keep them.';
  const before =
    options.rememberedBackend === null
      ? ''
      : ` Credentials saved earlier are in ${options.rememberedBackend} and cannot be read now.`;
  return `This system's keychain does not answer, so credentials are kept for this run only and are gone after quitting.${before}${fix}`;
}

async function probe(keychain: Keychain, service: string): Promise<void> {
  await keychain.setPassword(service, probeAccount, 'kept');
  const kept = await keychain.getPassword(service, probeAccount);
  await keychain.deletePassword(service, probeAccount);
  if (kept !== 'kept') throw new Error('The keychain took a test entry and did not give it back');
}

function withDeadline<T>(work: Promise<T>, timeoutMs: number, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(timeoutMs, () =>
      reject(new Error(`The keychain did not answer within ${timeoutMs} ms`)),
    );
    work.then(resolve, reject).finally(cancel);
  });
}
