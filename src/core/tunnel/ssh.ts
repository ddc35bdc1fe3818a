import { connect as connectSocket, type Socket } from 'node:net';
import type { Client, ConnectConfig } from 'ssh2';
import type { TunnelConfig } from '../../shared/domain/tunnels.ts';
import { AppError } from '../../shared/errors.ts';
import type { Connection, Connector, Watch } from './connector.ts';
import type { TunnelMeans } from './means.ts';
import type { TunnelTarget } from './port.ts';
import { publicOrigin } from './public-url.ts';
import { readSshAuth, type SshAuth } from './ssh-auth.ts';
import { sshFailure } from './ssh-errors.ts';
import { Forwarder } from './ssh-forward.ts';
import { judgeHostKey } from './ssh-host-key.ts';

export type SshConfig = Extract<TunnelConfig, { kind: 'ssh' }>;

/** Asked whether it lives this often; three unanswered questions in a row end the connection with the next one (ms). */
const everyMs = 15_000;
/** How long an answer may take after sleep (ms). */
const answerMs = 5_000;

/**
 * A reverse forward on an SSH server of one's own (RFC 4254 section 7.1): the server listens on `remoteAddress:remotePort` for us and hands every
 * connection through to the listener. The server's host key is compared with the accepted one before anything about us is sent. TLS ends in front of
 * that port, on the server.
 */
export function sshTunnel(config: SshConfig, means: TunnelMeans, keepaliveMs = everyMs): Connector {
  return { connect: (target, watch) => connect(config, means, keepaliveMs, target, watch) };
}

async function connect(
  config: SshConfig,
  means: TunnelMeans,
  keepaliveMs: number,
  target: TunnelTarget,
  watch: Watch,
): Promise<Connection> {
  const url = publicOrigin(config.url);
  checkComplete(config);
  // Loaded when it is wanted: most installations never use it.
  const { default: ssh2 } = await import('ssh2');
  const auth = await readSshAuth(config, means, ssh2.utils);
  if (watch.signal.aborted) throw interrupted();
  watch.step(`Connecting to ${config.host}`);
  const session = new Session(config, means, watch, new ssh2.Client());
  try {
    await session.open(auth, keepaliveMs);
    await session.forward(target);
  } catch (thrown) {
    await session.close();
    throw thrown;
  }
  return { url, check: () => session.check(), close: () => session.close() };
}

function checkComplete(config: SshConfig): void {
  const missing =
    config.host.trim() === ''
      ? 'Enter the name of the SSH server.'
      : config.user.trim() === ''
        ? `Enter the user to sign in with at ${config.host}.`
        : config.remotePort === 0
          ? `Enter the port on ${config.host} that its web server forwards to. It has to stay the same, so the server cannot choose it.`
          : null;
  if (missing !== null)
    throw new AppError({ code: 'tunnel.ssh-incomplete', kind: 'permanent', message: missing, context: {} });
}

/** One connection to the server, from the socket to the forward. */
class Session {
  readonly #config: SshConfig;
  readonly #means: TunnelMeans;
  readonly #watch: Watch;
  readonly #client: Client;
  readonly #closed: Promise<void>;
  #gone: () => void = () => {};
  #socket: Socket | null = null;
  #forwarder: Forwarder | null = null;
  /** The first thing that went wrong: what ssh2 reports after it only follows from it. */
  #problem: AppError | null = null;
  #fail: (error: AppError) => void = () => {};
  #closing = false;
  #standing = false;

  constructor(config: SshConfig, means: TunnelMeans, watch: Watch, client: Client) {
    this.#config = config;
    this.#means = means;
    this.#watch = watch;
    this.#client = client;
    this.#closed = new Promise((resolve) => {
      this.#gone = resolve;
    });
    client.on('close', () => this.#broken(sshFailure(config, null)));
    client.on('error', (error) => this.#broken(sshFailure(config, error)));
  }

  /** Connects, proves the server's key, signs in. */
  open(auth: SshAuth, keepaliveMs: number): Promise<void> {
    const release = this.#means.clock.hold();
    return new Promise<void>((resolve, reject) => {
      this.#fail = reject;
      this.#watch.signal.addEventListener('abort', () => this.#standing || this.#broken(interrupted()), { once: true });
      const socket = connectSocket({ host: this.#config.host, port: this.#config.port, noDelay: true });
      this.#socket = socket;
      socket.once('close', () => this.#gone());
      this.#client.once('ready', resolve);
      this.#client.once('handshake', () => this.#watch.step(`Signing in to ${this.#config.host}`));
      try {
        this.#client.connect(this.#settings(auth, socket, keepaliveMs));
      } catch (thrown) {
        reject(sshFailure(this.#config, thrown));
      }
    }).finally(release);
  }

  /** Asks the server to listen for us. */
  forward(target: TunnelTarget): Promise<void> {
    const { remoteAddress, remotePort, host } = this.#config;
    this.#watch.step(`Asking ${host} to listen on ${remoteAddress}:${remotePort}`);
    this.#forwarder = new Forwarder(target.port, this.#means.logger);
    this.#client.on('tcp connection', (_details, accept, reject) => this.#forwarder?.take(accept, reject));
    const release = this.#means.clock.hold();
    return new Promise<void>((resolve, reject) => {
      this.#fail = reject;
      if (this.#problem !== null) return reject(this.#problem);
      this.#client.forwardIn(remoteAddress, remotePort, (error) => {
        this.#standing = error === undefined;
        if (error === undefined) resolve();
        else reject(this.#problem ?? refused(this.#config));
      });
    }).finally(release);
  }

  /** Any answer proves that the server is there: it is asked to end a forward that does not exist. */
  async check(): Promise<boolean> {
    if (this.#problem !== null || this.#closing) return false;
    const release = this.#means.clock.hold();
    const over = new AbortController();
    const answered = new Promise<boolean>((resolve) => {
      try {
        this.#client.unforwardIn('127.0.0.1', 1, () => resolve(this.#problem === null));
      } catch {
        resolve(false);
      }
    });
    const late = this.#means.clock.sleep(answerMs, over.signal).then(() => false);
    const stands = await Promise.race([answered, late]);
    over.abort();
    release();
    return stands;
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#forwarder?.close();
    if (this.#socket === null) return;
    this.#client.end();
    // What is still to be written goes out; a peer that is gone keeps nobody waiting.
    this.#socket.destroySoon();
    const socket = this.#socket;
    const cancel = this.#means.clock.after(1_000, () => socket.destroy());
    const release = this.#means.clock.hold();
    await this.#closed;
    release();
    cancel();
  }

  #settings(auth: SshAuth, socket: Socket, keepaliveMs: number): ConnectConfig {
    return {
      sock: socket,
      username: this.#config.user,
      authHandler: [auth],
      // The attempt has a deadline of its own, on the clock.
      readyTimeout: 0,
      // ssh2's own timer, not the clock: only the library can send this question.
      keepaliveInterval: keepaliveMs,
      keepaliveCountMax: 3,
      hostVerifier: (key: Buffer) => {
        const problem = judgeHostKey(this.#config, key);
        if (problem !== null) this.#broken(problem);
        return problem === null;
      },
    };
  }

  #broken(error: AppError): void {
    if (this.#problem !== null || this.#closing) return;
    this.#problem = error;
    this.#forwarder?.close();
    this.#fail(error);
    this.#watch.lost(error);
    this.#socket?.destroy();
  }
}

function refused(config: SshConfig): AppError {
  const { host, remoteAddress, remotePort } = config;
  return new AppError({
    code: 'tunnel.ssh-port-refused',
    kind: 'transient',
    message:
      `${host} does not listen on ${remoteAddress}:${remotePort} for us. Either the port is taken there, often for some minutes by our own connection ` +
      'before a break, or the account may not forward ports (AllowTcpForwarding, PermitListen). It is tried again by itself.',
    context: { host, remoteAddress, remotePort },
  });
}

function interrupted(): AppError {
  return new AppError({ code: 'tunnel.stopped', kind: 'transient', message: 'The tunnel was stopped.' });
}
