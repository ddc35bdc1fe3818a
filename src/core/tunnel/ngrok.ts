import type { TunnelConfig } from '../../shared/domain/tunnels.ts';
import { AppError } from '../../shared/errors.ts';
import type { Connection, Connector, Watch } from './connector.ts';
import type { TunnelMeans } from './means.ts';
import { ngrokFailure } from './ngrok-errors.ts';
import type { NgrokListener, NgrokSession } from './ngrok-sdk.ts';
import type { TunnelTarget } from './port.ts';
import { publicOrigin } from './public-url.ts';

export type NgrokConfig = Extract<TunnelConfig, { kind: 'ngrok' }>;

/** ngrok's heartbeat comes every 10 s by default and may be late by 15 s; one within this time proves that the session stands (ms). */
const heartbeatMs = 15_000;

/**
 * ngrok through its own library. The session is ours alone (not the library's shared one), so that closing it frees its place in the account.
 * The library connects again by itself after a break; its heartbeats say when it is back. Its calls cannot be cancelled: an attempt that was given up
 * closes what it gets, and the next one waits for that.
 */
export function ngrokTunnel(config: NgrokConfig, means: TunnelMeans): Connector {
  let before: Promise<void> = Promise.resolve();
  return {
    async connect(target, watch) {
      const opening = before.then(() => open(config, means, target, watch));
      before = opening.then(
        async (connection) => {
          if (watch.signal.aborted) await connection.close();
        },
        () => {},
      );
      return Promise.race([opening, stopped(watch.signal)]);
    },
  };
}

async function open(config: NgrokConfig, means: TunnelMeans, target: TunnelTarget, watch: Watch): Promise<Connection> {
  if (watch.signal.aborted) throw stoppedError();
  const authtoken = (await means.secret('tunnel.ngrokAuthtoken'))?.trim() ?? '';
  if (authtoken === '')
    throw new AppError({
      code: 'tunnel.ngrok-authtoken',
      kind: 'auth',
      message: 'The ngrok authtoken is missing. Copy it from dashboard.ngrok.com, "Your Authtoken".',
    });
  const sdk = await means.loadNgrok().catch((cause: unknown) => {
    throw new AppError({
      code: 'tunnel.ngrok-missing',
      kind: 'permanent',
      message: `ngrok's library has no build for this computer (${process.platform} ${process.arch}). Choose cloudflared or SSH.`,
      cause,
    });
  });
  watch.step('Signing in to ngrok');
  const pulse = new Pulse(watch);
  const builder = new sdk.SessionBuilder()
    .authtoken(authtoken)
    .clientInfo('dispatch-bridge', '1')
    .handleStopCommand(() => watch.lost(endedElsewhere()))
    .handleHeartbeat(() => pulse.beat())
    .handleDisconnection((_address, error) => {
      pulse.broke(ngrokFailure({ message: error }));
      // Anything else makes the library throw where nobody can catch it; closing the session ends this as well.
      return true;
    });
  const release = means.clock.hold();
  let session: NgrokSession | null = null;
  try {
    session = await builder.connect();
    watch.step(config.domain === '' ? 'Asking ngrok for an address' : `Opening ${config.domain}`);
    const endpoint = session.httpEndpoint();
    if (config.domain.trim() !== '') endpoint.domain(config.domain.trim());
    const listener = await endpoint.listenAndForward(`http://127.0.0.1:${target.port}`);
    return standing(session, listener, pulse, means);
  } catch (thrown) {
    await session?.close().catch(() => {});
    throw thrown instanceof AppError ? thrown : ngrokFailure(thrown);
  } finally {
    release();
  }
}

function standing(session: NgrokSession, listener: NgrokListener, pulse: Pulse, means: TunnelMeans): Connection {
  const url = publicOrigin(listener.url() ?? '');
  pulse.address = () => publicOrigin(listener.url() ?? url);
  return {
    url,
    check: () => pulse.next((signal) => means.clock.sleep(heartbeatMs, signal)),
    async close() {
      const release = means.clock.hold();
      await listener.close().catch(() => {});
      await session.close().catch(() => {});
      release();
    },
  };
}

/** The session's breaks, and its heartbeats: the first one after a break says that the library connected again. */
class Pulse {
  /** Where the listener is reached now; null until there is one. */
  address: (() => string) | null = null;
  readonly #watch: Watch;
  readonly #waiting = new Set<() => void>();
  #broken = false;

  constructor(watch: Watch) {
    this.#watch = watch;
  }

  beat(): void {
    for (const waiting of this.#waiting) waiting();
    if (!this.#broken || this.address === null) return;
    this.#broken = false;
    this.#watch.standing(this.address());
  }

  broke(error: AppError): void {
    this.#broken = true;
    this.#watch.interrupted(error);
  }

  /** Whether a heartbeat comes before `pause` is over. */
  async next(pause: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    const over = new AbortController();
    let heard = false;
    const waiting = (): void => {
      heard = true;
      over.abort();
    };
    this.#waiting.add(waiting);
    await pause(over.signal);
    this.#waiting.delete(waiting);
    return heard;
  }
}

function stopped(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(stoppedError());
    signal.addEventListener('abort', () => reject(stoppedError()), { once: true });
  });
}

function stoppedError(): AppError {
  return new AppError({ code: 'tunnel.stopped', kind: 'transient', message: 'The tunnel was stopped.' });
}

function endedElsewhere(): AppError {
  return new AppError({
    code: 'tunnel.ngrok-ended',
    kind: 'permanent',
    message: 'The tunnel was ended in the ngrok dashboard. Start it again here when it is wanted.',
  });
}
