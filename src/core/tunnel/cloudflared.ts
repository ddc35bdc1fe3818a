import type { TunnelConfig } from '../../shared/domain/tunnels.ts';
import { AppError } from '../../shared/errors.ts';
import { exitProblem, refusal, startProblem } from './cloudflared-errors.ts';
import { readCloudflaredLine } from './cloudflared-lines.ts';
import { cloudflaredProgram } from './cloudflared-program.ts';
import type { Connection, Connector, Watch } from './connector.ts';
import type { ProgramExit, RunningProgram, TunnelMeans } from './means.ts';
import type { TunnelTarget } from './port.ts';
import { publicOrigin } from './public-url.ts';

export type CloudflaredConfig = Extract<TunnelConfig, { kind: 'cloudflared' }>;

/** It waits up to 30 s for requests under way when asked to end; ours are answered at once (ms). */
const graceMs = 2_000;
const readyMs = 5_000;

/**
 * Cloudflare's own program, run beside this one. Its log says the address and which connections to Cloudflare stand; it connects again by itself after
 * a break. A named tunnel's token travels in its environment, never on its command line, which every user of the machine can read.
 */
export function cloudflaredTunnel(config: CloudflaredConfig, means: TunnelMeans): Connector {
  return { connect: (target, watch) => connect(config, means, target, watch) };
}

async function connect(
  config: CloudflaredConfig,
  means: TunnelMeans,
  target: TunnelTarget,
  watch: Watch,
): Promise<Connection> {
  const named = config.mode === 'named' ? await namedTunnel(config, means) : null;
  watch.step('Looking for cloudflared');
  const program = await cloudflaredProgram(config.program, means, watch.signal);
  if (watch.signal.aborted) throw stopped();
  watch.step('Starting cloudflared');
  const child =
    named === null
      ? means.programs.start(
          program,
          ['tunnel', '--url', `http://127.0.0.1:${target.port}`, '--no-autoupdate'],
          plainLog,
        )
      : means.programs.start(program, ['tunnel', '--no-autoupdate', 'run'], { ...plainLog, TUNNEL_TOKEN: named.token });
  const running = new Running(child, program, means, watch, named?.url ?? null);
  try {
    await running.registered;
  } catch (thrown) {
    await running.close();
    throw thrown;
  }
  return { url: running.url, check: () => running.check(), close: () => running.close() };
}

/** A person's own settings must not hide the lines that are read here. */
const plainLog = { TUNNEL_LOGLEVEL: 'info' };

async function namedTunnel(config: CloudflaredConfig, means: TunnelMeans): Promise<{ url: string; token: string }> {
  const url = publicOrigin(
    config.hostname === '' || config.hostname.includes('://') ? config.hostname : `https://${config.hostname}`,
  );
  const token = (await means.secret('tunnel.cloudflaredToken'))?.trim() ?? '';
  if (token === '')
    throw new AppError({
      code: 'tunnel.cloudflared-token',
      kind: 'auth',
      message:
        'The token of the Cloudflare tunnel is missing. Copy it from the Zero Trust dashboard: Networks, Tunnels, your tunnel, Install connector.',
    });
  return { url, token };
}

/** One run of the program, from its start to its end. */
class Running {
  /** Resolves when Cloudflare can reach us. */
  readonly registered: Promise<void>;
  readonly #child: RunningProgram;
  readonly #means: TunnelMeans;
  readonly #watch: Watch;
  readonly #quick: boolean;
  readonly #connections = new Set<string>();
  readonly #exited: Promise<ProgramExit>;
  #url: string | null;
  #metrics: string | null = null;
  #lastError: string | null = null;
  #up: () => void = () => {};
  #fail: (error: AppError) => void = () => {};
  #ended = false;
  #closing = false;

  constructor(child: RunningProgram, program: string, means: TunnelMeans, watch: Watch, url: string | null) {
    this.#child = child;
    this.#means = means;
    this.#watch = watch;
    this.#url = url;
    this.#quick = url === null;
    const release = means.clock.hold();
    this.registered = new Promise<void>((resolve, reject) => {
      this.#up = resolve;
      this.#fail = reject;
    }).finally(release);
    // Whoever waits for it hears it; a failure after that is told by `lost`.
    this.registered.catch(() => {});
    this.#exited = new Promise((resolve) => child.onExit(resolve));
    child.onLine((line) => this.#read(line));
    void this.#exited.then((exit) => {
      this.#ended = true;
      this.#broken(exit.problem === null ? exitProblem(exit, this.#lastError) : startProblem(program, exit.problem));
    });
    watch.signal.addEventListener('abort', () => this.#fail(stopped()), { once: true });
    if (watch.signal.aborted) this.#fail(stopped());
  }

  get url(): string {
    return this.#url ?? '';
  }

  /** Its own health page knows; an old version without one is judged by its log. */
  async check(): Promise<boolean> {
    if (this.#ended) return false;
    if (this.#metrics === null) return this.#connections.size > 0;
    const release = this.#means.clock.hold();
    const late = new AbortController();
    const cancel = this.#means.clock.after(readyMs, () => late.abort());
    try {
      return (await this.#means.localStatus(`http://${this.#metrics}/ready`, late.signal)) === 200;
    } catch {
      return false;
    } finally {
      cancel();
      release();
    }
  }

  /** Asks it to end, then makes it; resolves when it is gone. */
  async close(): Promise<void> {
    this.#closing = true;
    if (this.#ended) return;
    this.#child.terminate();
    const cancel = this.#means.clock.after(graceMs, () => this.#child.kill());
    const release = this.#means.clock.hold();
    await this.#exited;
    release();
    cancel();
  }

  #read(line: string): void {
    const said = readCloudflaredLine(line);
    if (said === null) return;
    switch (said.says) {
      case 'address':
        if (this.#quick) this.#url = said.url;
        this.#watch.step('Connecting to Cloudflare');
        break;
      case 'registered':
        this.#connections.add(said.connection);
        break;
      case 'unregistered':
        if (this.#connections.delete(said.connection) && this.#connections.size === 0)
          this.#watch.interrupted(interruptedByItself());
        return;
      case 'metrics':
        this.#metrics = said.address;
        return;
      case 'refused':
        this.#broken(refusal(said.reason, this.#quick));
        return;
      case 'error':
        this.#lastError = said.text;
        return;
    }
    if (this.#url === null || this.#connections.size === 0) return;
    this.#up();
    this.#watch.standing(this.#url);
  }

  #broken(error: AppError): void {
    if (this.#closing) return;
    this.#fail(error);
    this.#watch.lost(error);
  }
}

function interruptedByItself(): AppError {
  return new AppError({
    code: 'tunnel.cloudflared-interrupted',
    kind: 'transient',
    message: 'cloudflared lost its connection to Cloudflare and is connecting again.',
  });
}

function stopped(): AppError {
  return new AppError({ code: 'tunnel.stopped', kind: 'transient', message: 'The tunnel was stopped.' });
}
