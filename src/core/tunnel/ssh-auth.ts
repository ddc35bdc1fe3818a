import type { AgentAuthMethod, PublicKeyAuthMethod, utils } from 'ssh2';
import { AppError } from '../../shared/errors.ts';
import type { TunnelMeans } from './means.ts';
import type { SshConfig } from './ssh.ts';

/** How ssh2 signs in; exactly one way, so that a failure has one reason. */
export type SshAuth = AgentAuthMethod | PublicKeyAuthMethod;

/** Reads what signing in needs; throws what a person has to mend (`tunnel.ssh-agent`, `tunnel.ssh-key-*`, `tunnel.ssh-passphrase-*`; permanent). */
export async function readSshAuth(
  config: SshConfig,
  means: Pick<TunnelMeans, 'agent' | 'readText' | 'secret'>,
  ssh: Pick<typeof utils, 'parseKey'>,
): Promise<SshAuth> {
  if (config.auth === 'agent') {
    const agent = means.agent();
    if (agent === null)
      throw problem(
        'tunnel.ssh-agent',
        'No SSH agent runs here. Start one and add your key to it (ssh-add), or choose a key file.',
      );
    return { type: 'agent', username: config.user, agent };
  }
  const file = config.keyFile;
  if (file.trim() === '') throw problem('tunnel.ssh-key-file', 'Choose the private key file to sign in with.');
  const privateKey = await means.readText(file).catch((cause: unknown) => {
    throw problem('tunnel.ssh-key-file', `The key file ${file} cannot be read (${codeOf(cause)}).`, file);
  });
  const passphrase = await means.secret('tunnel.sshPassphrase');
  const parsed = ssh.parseKey(privateKey, passphrase === null || passphrase === '' ? undefined : passphrase);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key === undefined || key instanceof Error) throw unreadable(file, key?.message ?? '');
  if (!key.isPrivateKey())
    throw problem('tunnel.ssh-key-public', `${file} holds a public key. Choose the private one beside it.`, file);
  // Already opened: the work that guards a passphrase takes a second and would be done twice.
  return { type: 'publickey', username: config.user, key };
}

/** The sentences are ssh2's; what they mean is told apart by the only words it gives. */
function unreadable(file: string, message: string): AppError {
  if (/no passphrase given/i.test(message))
    return problem(
      'tunnel.ssh-passphrase-missing',
      `The key ${file} is protected by a passphrase. Enter it; it is kept in the keychain.`,
      file,
    );
  if (/passphrase|integrity/i.test(message))
    return problem('tunnel.ssh-passphrase-wrong', `The passphrase does not open the key ${file}.`, file);
  return problem(
    'tunnel.ssh-key-unreadable',
    `${file} is no private key in a form that can be read (OpenSSH, PEM or PuTTY's).`,
    file,
  );
}

function problem(code: string, message: string, file?: string): AppError {
  return new AppError({ code, kind: 'permanent', message, context: file === undefined ? {} : { file } });
}

function codeOf(thrown: unknown): string {
  const code = (thrown as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'unknown reason';
}
