import type { SecretStore } from '../../src/core/secrets.ts';
import type { SecretName } from '../../src/shared/config.ts';

/** Secrets that live as long as the object: what a keychain is to the engine, minus the operating system. */
export function memorySecrets(initial: Partial<Record<SecretName, string>> = {}): SecretStore {
  const values = new Map<SecretName, string>(Object.entries(initial) as [SecretName, string][]);
  return {
    get: async (name) => values.get(name) ?? null,
    set: async (name, value) => {
      values.set(name, value);
    },
    clear: async (name) => {
      values.delete(name);
    },
    backend: { kind: 'session', name: 'memory', warning: null },
  };
}
