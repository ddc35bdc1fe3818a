import { join } from 'node:path';
import type { SecretStore } from '../../core/secrets.ts';
import type { Clock } from '../../shared/clock.ts';
import type { SecretName } from '../../shared/config.ts';
import { AppError } from '../../shared/errors.ts';
import { type Environment, EnvironmentSecrets, hasSecrets } from './environment-secrets.ts';
import { type Keychain, KeychainSecrets } from './keychain-secrets.ts';
import { variableOf, vendorSecrets } from './names.ts';

export interface OpenSecretsOptions {
  readonly env: Environment;
  readonly profile: string;
  /** The profile's folder. */
  readonly folder: string;
  readonly load: () => Promise<Keychain>;
  readonly clock: Clock;
}

/** The secrets of a command, and every value of them that has passed through, so that each sink can strike them out. */
export interface OpenSecrets {
  readonly store: SecretStore;
  readonly known: () => readonly string[];
}

/** Environment variables when one of them is set; the keychain otherwise. Which of the two is never a mixture. */
export function openSecrets({ env, profile, folder, load, clock }: OpenSecretsOptions): OpenSecrets {
  const store = hasSecrets(env)
    ? new EnvironmentSecrets(env, join(folder, 'generated-secrets.json'))
    : new KeychainSecrets({ service: `dispatch-bridge/${profile}`, load, clock });
  const known = new Set<string>();
  return {
    known: () => [...known],
    store: {
      backend: store.backend,
      async get(name) {
        const value = await store.get(name);
        if (value !== null) known.add(value);
        return value;
      },
      set(name, value) {
        known.add(value);
        return store.set(name, value);
      },
      clear: (name) => store.clear(name),
    },
  };
}

/** Those of the wanted secrets that are missing. */
export async function missingSecrets(
  store: SecretStore,
  wanted: readonly SecretName[] = vendorSecrets,
): Promise<readonly SecretName[]> {
  const values = await Promise.all(wanted.map((name) => store.get(name)));
  return wanted.filter((_name, index) => values[index] === null);
}

/** Throws `secrets.missing` that names each variable of the vendors to set; without a tunnel's secret polling goes on. */
export async function needSecrets(store: SecretStore): Promise<void> {
  const missing = await missingSecrets(store);
  if (missing.length === 0) return;
  throw new AppError({
    code: 'secrets.missing',
    kind: 'permanent',
    message: `${missing.length === 1 ? 'A secret is' : `${missing.length} secrets are`} missing in ${store.backend.name}. Set ${missing.map(variableOf).join(', ')}.`,
  });
}

/** For commands that talk to nobody: what the engine makes for itself is forgotten with it. */
export function noSecrets(): SecretStore {
  const values = new Map<SecretName, string>();
  return {
    backend: { kind: 'session', name: 'this run only', warning: null },
    get: async (name) => values.get(name) ?? null,
    async set(name, value) {
      values.set(name, value);
    },
    async clear(name) {
      values.delete(name);
    },
  };
}
