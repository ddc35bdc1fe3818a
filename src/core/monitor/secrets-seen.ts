import type { SecretName } from '../../shared/config.ts';
import type { SecretStore } from '../secrets.ts';

/** A keychain that remembers what passed through it, so that a redactor can strike it out wherever it appears. */
export interface SecretsSeen {
  readonly store: SecretStore;
  values(): readonly string[];
}

export function secretsSeen(keychain: SecretStore): SecretsSeen {
  const values = new Set<string>();
  const remember = (value: string | null): void => {
    if (value !== null && value !== '') values.add(value);
  };
  return {
    values: () => [...values],
    store: {
      backend: keychain.backend,
      async get(name: SecretName) {
        const value = await keychain.get(name);
        remember(value);
        return value;
      },
      async set(name: SecretName, value: string) {
        remember(value);
        await keychain.set(name, value);
      },
      clear: (name: SecretName) => keychain.clear(name),
    },
  };
}
