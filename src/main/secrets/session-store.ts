import type { SecretStore } from '../../core/secrets.ts';
import type { SecretName } from '../../shared/config.ts';

/** Secrets for this run only, in memory: what is left where the system has no keychain. Nothing is ever written to disk. */
export class SessionSecretStore implements SecretStore {
  readonly backend: SecretStore['backend'];
  readonly #values = new Map<SecretName, string>();

  constructor(warning: string) {
    this.backend = { kind: 'session', name: 'this run only', warning };
  }

  async get(name: SecretName): Promise<string | null> {
    return this.#values.get(name) ?? null;
  }

  async set(name: SecretName, value: string): Promise<void> {
    this.#values.set(name, value);
  }

  async clear(name: SecretName): Promise<void> {
    this.#values.delete(name);
  }
}
