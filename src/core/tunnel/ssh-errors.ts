import { AppError, type AppErrorInfo, type ErrorKind } from '../../shared/errors.ts';
import type { SshConfig } from './ssh.ts';

/** Socket errors in words; all of them may pass by themselves. */
const sockets: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses the connection. Its SSH server may be restarting, or listens on another port',
  ECONNRESET: 'broke the connection off',
  EPIPE: 'broke the connection off',
  ENOTFOUND: 'is not known to the DNS. Its name may be mistyped, or this computer is offline',
  EAI_AGAIN: 'could not be looked up: the DNS does not answer',
  ETIMEDOUT: 'does not answer',
  EHOSTUNREACH: 'cannot be reached from this network',
  ENETUNREACH: 'cannot be reached: this computer is offline',
};

/**
 * What ssh2 or the socket reported, as an AppError. Null = the connection closed without a word. Only a refused sign-in needs a person
 * (`tunnel.ssh-auth`, `tunnel.ssh-agent`); everything else is tried again. ssh2 gives a `level` to its errors, sockets a `code`.
 */
export function sshFailure(config: Pick<SshConfig, 'host' | 'port' | 'user' | 'auth'>, thrown: unknown): AppError {
  const { host, port, user } = config;
  const { level, code, message } = (thrown ?? {}) as { level?: unknown; code?: unknown; message?: unknown };
  const make = (name: string, kind: ErrorKind, words: string, more: AppErrorInfo['context'] = {}): AppError =>
    new AppError({ code: name, kind, message: words, context: { host, port, ...more }, cause: thrown });
  if (level === 'agent')
    return make(
      'tunnel.ssh-agent',
      'permanent',
      'The SSH agent does not answer. Start it again, or choose a key file.',
    );
  if (level === 'client-authentication') {
    const with_ = config.auth === 'agent' ? 'none of the keys of the SSH agent' : 'not this key';
    return make(
      'tunnel.ssh-auth',
      'auth',
      `${host} accepts ${with_} for the user ${user}. Add the public key to ${user}'s authorized_keys on the server.`,
      { user },
    );
  }
  const words = typeof code === 'string' ? sockets[code] : undefined;
  if (words !== undefined)
    return make('tunnel.ssh-unreachable', 'offline', `${host} (port ${port}) ${words}.`, { reason: String(code) });
  if (level === 'client-timeout')
    return make('tunnel.ssh-silent', 'transient', `${host} stopped answering. The tunnel is opened again.`);
  if (level === 'handshake' || level === 'protocol')
    return make(
      'tunnel.ssh-protocol',
      'transient',
      `${host} (port ${port}) does not agree on an SSH connection: ${String(message)}.`,
    );
  return make('tunnel.ssh-dropped', 'transient', `The connection to ${host} broke. The tunnel is opened again.`, {
    ...(typeof message === 'string' ? { reason: message } : {}),
  });
}
