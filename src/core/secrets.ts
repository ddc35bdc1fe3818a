import type { SecretName } from '../shared/config.ts';

/**
 * Where a profile's secrets live. main/ and cli/ implement it over the operating system's keychain (service
 * `dispatch-bridge/<profile>`); without one it keeps them for this run only and says so.
 */
export interface SecretStore {
  get(name: SecretName): Promise<string | null>;
  set(name: SecretName, value: string): Promise<void>;
  clear(name: SecretName): Promise<void>;
  /** `session`: no keychain here, gone when the app quits. */
  readonly backend: { readonly kind: 'keychain' | 'session'; readonly name: string; readonly warning: string | null };
}
