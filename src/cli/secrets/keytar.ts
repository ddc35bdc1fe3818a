import type { Keychain } from './keychain-secrets.ts';

/**
 * Loads the operating system's keychain. The command's only import of keytar, and a late one: its native part may refuse to load (no libsecret in
 * a container), and whoever gives secrets by environment variables must not notice.
 */
export async function loadKeychain(): Promise<Keychain> {
  const module = await import('keytar');
  // A CommonJS module: under ES imports its functions may sit on `default`.
  return 'default' in module ? (module.default as Keychain) : module;
}
