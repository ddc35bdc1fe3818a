import type { SecretName } from '../../shared/config.ts';
import type { SecretStore } from '../secrets.ts';

/** Every secret value that has passed through the stores it watches, so that a redactor can strike them out wherever they appear. */
export class KnownSecrets {
  readonly #values = new Set<string>();

  values(): readonly string[] {
    return [...this.#values];
  }

  /** A store that remembers what passes through it. */
  watch(store: SecretStore): SecretStore {
    const remember = (value: string | null): void => {
      if (value !== null && value !== '') this.#values.add(value);
    };
    return {
      backend: store.backend,
      async get(name: SecretName) {
        const value = await store.get(name);
        remember(value);
        return value;
      },
      async set(name: SecretName, value: string) {
        remember(value);
        await store.set(name, value);
      },
      clear: (name: SecretName) => store.clear(name),
    };
  }
}
