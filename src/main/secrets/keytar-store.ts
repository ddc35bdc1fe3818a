import type { Keychain } from './keychain.ts';

/**
 * Loads the operating system's keychain. The only import of keytar: its native part may be missing or refuse to load (no
 * libsecret), which rejects here and is explained by `open-secrets.ts`.
 */
export async function loadKeychain(): Promise<Keychain> {
  const module = await import('keytar');
  // A CommonJS module: under ES imports its functions may sit on `default`.
  return 'default' in module ? (module.default as Keychain) : module;
}
