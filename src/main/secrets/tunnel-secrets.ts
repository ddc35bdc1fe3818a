import type { SecretStore } from '../../core/secrets.ts';
import type { SecretName } from '../../shared/config.ts';

/** As the window hands them over: left out = the one in the keychain stays, null = it is forgotten. */
export interface GivenTunnelSecrets {
  readonly ngrokAuthtoken?: string | null | undefined;
  readonly cloudflaredToken?: string | null | undefined;
  readonly sshPassphrase?: string | null | undefined;
}

/** Puts what was given into the keychain. Throws `secrets.keychain`. */
export async function keepTunnelSecrets(secrets: SecretStore, given: GivenTunnelSecrets): Promise<void> {
  // In a passphrase a blank may be meant.
  await keep(secrets, 'tunnel.ngrokAuthtoken', lastWord(given.ngrokAuthtoken));
  await keep(secrets, 'tunnel.cloudflaredToken', lastWord(given.cloudflaredToken));
  await keep(secrets, 'tunnel.sshPassphrase', given.sshPassphrase);
}

/** Tokens are pasted with stray blanks, or as the command both vendors show them in: `cloudflared service install <token>`. */
function lastWord(token: string | null | undefined): string | null | undefined {
  return token?.trim().split(/\s+/).at(-1) ?? token;
}

async function keep(secrets: SecretStore, name: SecretName, value: string | null | undefined): Promise<void> {
  if (value === null) await secrets.clear(name);
  // Only blanks: nothing was given.
  else if (value !== undefined && value !== '') await secrets.set(name, value);
}
