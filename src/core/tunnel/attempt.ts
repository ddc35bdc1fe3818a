import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import type { Connection, Connector, Watch } from './connector.ts';
import type { TunnelState, TunnelTarget } from './port.ts';

/** How an attempt ended. */
export interface Fall {
  readonly error: AppError;
  /** How long the connection stood (ms); 0 = never. */
  readonly stoodMs: number;
  /** Try again without a pause: it fell while the machine slept. */
  readonly atOnce: boolean;
}

export interface AttemptOptions {
  readonly connector: Connector;
  readonly clock: Clock;
  readonly target: TunnelTarget;
  /** Aborts when the tunnel is stopped. */
  readonly ending: AbortSignal;
  readonly onState: (state: TunnelState) => void;
}

/** An attempt that has not connected by then is given up (ms). */
const connectMs = 60_000;
/** Connecting for longer than this when the machine wakes: the socket is likely dead, so it begins anew (ms). */
const staleMs = 10_000;
/** How long what connects again by itself is waited for (ms). */
const interruptedMs = 60_000;
/** How long the answer to "do you still stand" is waited for (ms). */
const checkMs = 20_000;
/** How long letting go may take before it is left to itself (ms). */
const closeMs = 5_000;

/** One attempt from connecting to its fall; lets go of everything before `run` resolves, and hears nothing after that. */
export class Attempt {
  readonly #options: AttemptOptions;
  readonly #clock: Clock;
  readonly #abort = new AbortController();
  readonly #begunAt: number;
  readonly #fallen: Promise<Omit<Fall, 'stoodMs'>>;
  #fall: (fall: Omit<Fall, 'stoodMs'>) => void = () => {};
  #over = false;
  #connection: Connection | null = null;
  #upAt: number | null = null;
  #cancelTimer: () => void = () => {};
  #checking = false;
  /** The address shown as up; null while connecting or interrupted. */
  #shown: string | null = null;
  /** An interruption the connector noticed before it had handed its connection over. */
  #early: AppError | null = null;

  constructor(options: AttemptOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#begunAt = options.clock.now();
    this.#fallen = new Promise((resolve) => {
      this.#fall = (fall) => {
        if (this.#over) return;
        this.#over = true;
        resolve(fall);
      };
    });
  }

  async run(): Promise<Fall> {
    const { ending, connector, target } = this.#options;
    const stopped = (): void => this.#fall({ error: stoppedError(), atOnce: false });
    ending.addEventListener('abort', stopped, { once: true });
    if (ending.aborted) stopped();
    this.#cancelTimer = this.#clock.after(connectMs, () => this.#fall({ error: tooLong(), atOnce: false }));
    const opening = this.#over ? null : open(connector, target, this.#watch());
    opening?.then(
      (connection) => this.#connected(connection),
      (thrown: unknown) => this.#fall({ error: AppError.from(thrown), atOnce: false }),
    );
    const fall = await this.#fallen;
    this.#cancelTimer();
    ending.removeEventListener('abort', stopped);
    this.#abort.abort();
    const stoodMs = this.#upAt === null ? 0 : this.#clock.now() - this.#upAt;
    if (opening !== null) await this.#letGo(opening);
    return { ...fall, stoodMs };
  }

  /** After sleep: a standing connection is asked, one that has been connecting for long begins anew. */
  wake(): void {
    if (this.#over) return;
    if (this.#connection !== null) void this.#check(this.#connection);
    else if (this.#clock.now() - this.#begunAt > staleMs) this.#fall({ error: asleep(), atOnce: true });
  }

  #watch(): Watch {
    return {
      signal: this.#abort.signal,
      step: (text) => {
        if (!this.#over && this.#connection === null) this.#options.onState({ kind: 'starting', step: text });
      },
      lost: (error) => this.#fall({ error, atOnce: false }),
      interrupted: (error) => this.#interrupted(error),
      standing: (url) => {
        this.#early = null;
        if (!this.#over && this.#connection !== null && url !== this.#shown) this.#up(url);
      },
    };
  }

  #connected(connection: Connection): void {
    this.#connection = connection;
    if (this.#over) return;
    if (this.#early === null) this.#up(connection.url);
    else this.#interrupted(this.#early);
  }

  #up(url: string): void {
    this.#cancelTimer();
    this.#upAt ??= this.#clock.now();
    this.#shown = url;
    this.#options.onState({ kind: 'up', url, since: this.#clock.now() });
  }

  #interrupted(error: AppError): void {
    if (this.#over) return;
    this.#early = error;
    if (this.#connection === null) return;
    this.#cancelTimer();
    this.#shown = null;
    this.#cancelTimer = this.#clock.after(interruptedMs, () => this.#fall({ error, atOnce: false }));
    this.#options.onState({ kind: 'down', error: error.toInfo(), retryAt: null });
  }

  async #check(connection: Connection): Promise<void> {
    if (this.#checking) return;
    this.#checking = true;
    const over = new AbortController();
    this.#abort.signal.addEventListener('abort', () => over.abort(), { once: true });
    const stands = await this.#within(connection.check(), checkMs, over);
    this.#checking = false;
    if (stands !== true) this.#fall({ error: asleep(), atOnce: true });
  }

  /** Waits until an attempt that was given up is really over, so that the next one does not run beside it. */
  async #letGo(opening: Promise<Connection>): Promise<void> {
    const closed = opening.then(
      (connection) => connection.close(),
      () => {},
    );
    await this.#within(closed, closeMs);
  }

  /** What the promise gives, or undefined when it rejects or takes longer than `ms`. */
  async #within<T>(promise: Promise<T>, ms: number, done = new AbortController()): Promise<T | undefined> {
    const result = await Promise.race([
      promise.catch(() => undefined),
      this.#clock.sleep(ms, done.signal).then(() => undefined),
    ]);
    done.abort();
    return result;
  }
}

/** A connector that throws instead of rejecting is no different. */
async function open(connector: Connector, target: TunnelTarget, watch: Watch): Promise<Connection> {
  return connector.connect(target, watch);
}

function stoppedError(): AppError {
  return new AppError({ code: 'tunnel.stopped', kind: 'transient', message: 'The tunnel was stopped.' });
}

function tooLong(): AppError {
  return new AppError({
    code: 'tunnel.timeout',
    kind: 'transient',
    message: `The tunnel did not connect within ${connectMs / 1000} s. It is tried again by itself.`,
  });
}

function asleep(): AppError {
  return new AppError({
    code: 'tunnel.asleep',
    kind: 'transient',
    message: 'The tunnel did not survive sleep or a change of the network. It is started again at once.',
  });
}
