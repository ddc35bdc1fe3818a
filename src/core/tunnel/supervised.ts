import type { Clock } from '../../shared/clock.ts';
import type { TunnelKind } from '../../shared/domain/tunnels.ts';
import type { AppError } from '../../shared/errors.ts';
import { Emitter } from '../../shared/lifecycle.ts';
import type { Logger } from '../../shared/logger.ts';
import { Attempt, type Fall } from './attempt.ts';
import { tunnelBackoffMs } from './backoff.ts';
import type { Connector } from './connector.ts';
import type { Tunnel, TunnelState, TunnelTarget } from './port.ts';

export interface SupervisedOptions {
  readonly kind: TunnelKind;
  readonly connector: Connector;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
}

/** A connection that stood this long makes the next failure the first one again. */
const steadyMs = 5 * 60_000;

/** One `start` until its `stop`, or until a person is needed. */
interface Run {
  readonly target: TunnelTarget;
  readonly ending: AbortController;
  attempt: Attempt | null;
  /** Ends the pause between two attempts; null while there is none. */
  hurry: (() => void) | null;
}

/**
 * The state machine of every tunnel that opens something: a loop that makes one attempt after another, so that there are never two at once. A new
 * start waits until the one before has let go of everything.
 */
export class SupervisedTunnel implements Tunnel {
  readonly kind: TunnelKind;
  readonly #options: SupervisedOptions;
  readonly #changes = new Emitter<TunnelState>();
  #state: TunnelState = { kind: 'off' };
  #run: Run | null = null;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: SupervisedOptions) {
    this.kind = options.kind;
    this.#options = options;
  }

  get state(): TunnelState {
    return this.#state;
  }

  onChange(listener: (state: TunnelState) => void): () => void {
    return this.#changes.on(listener);
  }

  start(target: TunnelTarget): void {
    const current = this.#run;
    if (current !== null && current.target.port === target.port && this.#state.kind !== 'failed') {
      current.hurry?.();
      return;
    }
    current?.ending.abort();
    const run: Run = { target, ending: new AbortController(), attempt: null, hurry: null };
    this.#run = run;
    this.#ended = this.#ended.then(() => this.#loop(run));
    this.#set(run, { kind: 'starting', step: 'Starting' });
  }

  wake(): void {
    this.#run?.hurry?.();
    this.#run?.attempt?.wake();
  }

  stop(): Promise<void> {
    const run = this.#run;
    this.#run = null;
    run?.ending.abort();
    if (this.#state.kind !== 'off') {
      this.#state = { kind: 'off' };
      this.#changes.emit(this.#state);
    }
    return this.#ended;
  }

  async #loop(run: Run): Promise<void> {
    let failures = 0;
    while (!run.ending.signal.aborted) {
      const fall = await this.#attempt(run);
      if (run.ending.signal.aborted) return;
      const { error } = fall;
      this.#options.logger.warn({ tunnel: this.kind, code: error.code, ...error.context }, error.message);
      if (needsPerson(error)) {
        this.#set(run, { kind: 'failed', error: error.toInfo() });
        return;
      }
      if (fall.stoodMs >= steadyMs || fall.atOnce) failures = 0;
      failures += fall.atOnce ? 0 : 1;
      const delayMs = fall.atOnce
        ? 0
        : Math.max(tunnelBackoffMs(failures, this.#options.random), error.retryAfterMs ?? 0);
      await this.#pause(run, error, delayMs);
    }
  }

  async #attempt(run: Run): Promise<Fall> {
    const attempt = new Attempt({
      connector: this.#options.connector,
      clock: this.#options.clock,
      target: run.target,
      ending: run.ending.signal,
      onState: (state) => this.#set(run, state),
    });
    run.attempt = attempt;
    try {
      return await attempt.run();
    } finally {
      run.attempt = null;
    }
  }

  async #pause(run: Run, error: AppError, delayMs: number): Promise<void> {
    const over = new AbortController();
    const end = (): void => over.abort();
    run.ending.signal.addEventListener('abort', end, { once: true });
    run.hurry = end;
    this.#set(run, { kind: 'down', error: error.toInfo(), retryAt: this.#options.clock.now() + delayMs });
    if (delayMs > 0) await this.#options.clock.sleep(delayMs, over.signal);
    run.hurry = null;
    run.ending.signal.removeEventListener('abort', end);
  }

  #set(run: Run, state: TunnelState): void {
    if (this.#run !== run || run.ending.signal.aborted) return;
    this.#state = state;
    if (state.kind === 'up') this.#options.logger.info({ tunnel: this.kind, url: state.url }, 'The tunnel is up');
    this.#changes.emit(state);
  }
}

function needsPerson(error: AppError): boolean {
  return error.kind === 'permanent' || error.kind === 'auth' || error.kind === 'conflict';
}
