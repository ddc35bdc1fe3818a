import type { SecretStore } from '../../core/secrets.ts';
import type { SecretName } from '../../shared/config.ts';
import { AppError } from '../../shared/errors.ts';
import type { Keychain } from './keychain.ts';

/** A profile's secrets in the operating system's keychain, one entry a name under the profile's own service. */
export class KeychainSecretStore implements SecretStore {
  readonly backend: SecretStore['backend'];
  readonly #keychain: Keychain;
  readonly #service: string;
  readonly #onKept: () => void;

  constructor(options: {
    readonly keychain: Keychain;
    readonly service: string;
    readonly backendName: string;
    readonly warning: string | null;
    /** Called after a secret was saved here. */
    readonly onKept: () => void;
  }) {
    this.#keychain = options.keychain;
    this.#service = options.service;
    this.#onKept = options.onKept;
    this.backend = { kind: 'keychain', name: options.backendName, warning: options.warning };
  }

  get(name: SecretName): Promise<string | null> {
    return this.#ask('read', name, () => this.#keychain.getPassword(this.#service, name));
  }

  async set(name: SecretName, value: string): Promise<void> {
    await this.#ask('save', name, () => this.#keychain.setPassword(this.#service, name, value));
    this.#onKept();
  }

  async clear(name: SecretName): Promise<void> {
    await this.#ask('remove', name, () => this.#keychain.deletePassword(this.#service, name));
  }

  async #ask<T>(what: string, name: SecretName, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (cause) {
      throw new AppError({
        code: 'secrets.keychain',
        kind: 'transient',
        message: `${this.backend.name} did not ${what} '${name}'. Unlock the keychain, then try again.`,
        context: {
          backend: this.backend.name,
          secret: name,
          reason: cause instanceof Error ? cause.message : String(cause),
        },
        cause,
      });
    }
  }
}
