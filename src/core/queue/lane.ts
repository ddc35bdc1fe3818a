import type { Clock } from '../../shared/clock.ts';
import type { Remote } from '../../shared/domain/records.ts';
import { AppError, type AppErrorInfo } from '../../shared/errors.ts';
import { Emitter } from '../../shared/lifecycle.ts';
import { remoteNames } from '../http/classify.ts';
import type { LaneRow } from '../store/figures-port.ts';
import { Budget } from './budget.ts';
import type { Lane, LaneState } from './lane-port.ts';

export interface LaneOptions {
  readonly remote: Remote;
  readonly clock: Clock;
  /** 0 <= x < 1; spreads the waiting time of an open breaker. */
  readonly random: () => number;
  /** Requests a minute; `Infinity` switches the budget off (benchmarks). */
  readonly perMinute: number;
  /** Requests under way at once. */
  readonly concurrency: number;
  /** What the store kept from the last run. */
  readonly restored?: LaneRow;
  /** Called when the pause or the breaker changes. */
  readonly onPersist?: (row: LaneRow) => void;
}

/** Failures in a row that open the breaker. */
const breakerThreshold = 5;
const breakerBaseMs = 15_000;
const breakerCapMs = 5 * 60_000;
/** "Retry-After: 0" must not become a storm. */
const shortestPauseMs = 1_000;
const offlineBaseMs = 5_000;
const offlineCapMs = 2 * 60_000;
const longestRestoredPauseMs = 2 * 3_600_000;
/** While a person has to sign in there is no time to wait for; the queue may ask again then. */
const signInRecheckMs = 60_000;

interface Waiter {
  readonly admit: () => void;
  readonly refuse: (error: AppError) => void;
}

/** One remote's lane (lane-port.ts). The queue sees its pauses as errors that use no attempt: `offline`, `rate-limited`, `auth`. */
export function createLane(options: LaneOptions): Lane {
  return new RemoteLane(options);
}

class RemoteLane implements Lane {
  readonly remote: Remote;
  readonly #options: LaneOptions;
  readonly #clock: Clock;
  readonly #budget: Budget;
  readonly #changes = new Emitter<LaneState>();
  #waiters: Waiter[] = [];
  #wake: (() => void) | null = null;
  #inFlight = 0;
  #trialUnderWay = false;
  #pausedUntil: number | null = null;
  /** When the pause was last known to be under way: later than now, the clock has been set back since. */
  #pausedAt = 0;
  #needsSignIn = false;
  #reason: AppErrorInfo | null = null;
  #breaker: LaneState['breaker'] = 'closed';
  #failures = 0;
  #opened = 0;
  #offline = 0;
  #lastSuccessAt: number | null = null;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.remote = options.remote;
    this.#clock = options.clock;
    this.#budget = new Budget(options.perMinute, options.clock.now());
    const row = options.restored;
    // A pause that ends so far ahead was noted by a clock that has been put right since.
    const plausible = (row?.pausedUntil ?? 0) <= options.clock.now() + longestRestoredPauseMs;
    if (row !== undefined && plausible) {
      this.#reason = row.pauseReason;
      this.#pausedUntil = row.pausedUntil;
      this.#pausedAt = options.clock.now();
      this.#needsSignIn = row.pauseReason?.kind === 'auth' && row.pausedUntil === null;
      this.#failures = row.consecutiveFailures;
      // An open breaker goes on waiting if it knows until when; otherwise one trial request tells more.
      const waits = row.breaker === 'open' && row.pausedUntil !== null;
      this.#breaker = row.breaker === 'closed' ? 'closed' : waits ? 'open' : 'half-open';
    }
  }

  async run<T>(request: () => Promise<T>): Promise<T> {
    await this.#turn();
    const trial = this.#breaker === 'half-open';
    try {
      const result = await request();
      this.#succeeded();
      return result;
    } catch (error) {
      this.#failed(error);
      throw error;
    } finally {
      this.#inFlight -= 1;
      if (trial) this.#trialUnderWay = false;
      this.#pump();
    }
  }

  state(): LaneState {
    this.#expire();
    return {
      remote: this.remote,
      pausedUntil: this.#needsSignIn ? null : this.#pausedUntil,
      needsSignIn: this.#needsSignIn,
      reason: this.#reason,
      breaker: this.#breaker,
      inFlight: this.#inFlight,
      budgetLeft: this.#budget.left(this.#clock.now()),
      lastSuccessAt: this.#lastSuccessAt,
    };
  }

  resume(): void {
    this.#pausedUntil = null;
    this.#needsSignIn = false;
    this.#reason = null;
    this.#offline = 0;
    if (this.#breaker === 'open') this.#breaker = 'half-open';
    this.#changed();
    this.#pump();
  }

  blockedUntil(): number | null {
    this.#expire();
    if (this.#needsSignIn) return this.#clock.now() + signInRecheckMs;
    return this.#pausedUntil;
  }

  onChange(listener: (state: LaneState) => void): () => void {
    return this.#changes.on(listener);
  }

  #turn(): Promise<void> {
    this.#expire();
    const pause = this.#pauseError();
    if (pause !== null) return Promise.reject(pause);
    return new Promise((admit, refuse) => {
      this.#waiters.push({ admit, refuse });
      this.#pump();
    });
  }

  /** Lets waiting requests go as far as concurrency, budget and breaker allow. */
  #pump(): void {
    this.#wake?.();
    this.#wake = null;
    this.#expire();
    const pause = this.#pauseError();
    if (pause !== null) {
      for (const waiter of this.#waiters.splice(0)) waiter.refuse(pause);
      return;
    }
    while (this.#waiters.length > 0 && this.#inFlight < this.#options.concurrency) {
      if (this.#breaker === 'half-open' && (this.#trialUnderWay || this.#inFlight > 0)) return;
      const waitMs = this.#budget.take(this.#clock.now());
      if (waitMs > 0) {
        this.#wake = this.#clock.after(waitMs, () => {
          this.#wake = null;
          this.#pump();
        });
        return;
      }
      const next = this.#waiters.shift();
      if (next === undefined) return;
      if (this.#breaker === 'half-open') this.#trialUnderWay = true;
      this.#inFlight += 1;
      next.admit();
    }
  }

  #succeeded(): void {
    this.#lastSuccessAt = this.#clock.now();
    const recovered = this.#breaker !== 'closed' || this.#reason !== null;
    this.#failures = 0;
    this.#opened = 0;
    this.#offline = 0;
    // A request that was under way when the pause began does not end a pause the remote asked for.
    if (this.#pausedUntil === null && !this.#needsSignIn) this.#reason = null;
    if (this.#breaker === 'half-open') this.#breaker = 'closed';
    if (recovered) this.#changed();
  }

  #failed(error: unknown): void {
    if (!(error instanceof AppError)) return;
    const now = this.#clock.now();
    switch (error.kind) {
      case 'rate-limited':
        this.#pause(now + Math.max(shortestPauseMs, error.retryAfterMs ?? 60_000), error);
        return;
      case 'offline': {
        // Several requests under way at the moment the network went count once.
        if (error.code === 'http.aborted' || (this.#pausedUntil !== null && now < this.#pausedUntil)) return;
        this.#offline += 1;
        const waitMs = Math.min(offlineCapMs, offlineBaseMs * 2 ** (this.#offline - 1));
        this.#pause(now + waitMs, error);
        return;
      }
      case 'auth':
        this.#needsSignIn = true;
        this.#pausedUntil = null;
        this.#reason = error.toInfo();
        this.#changed();
        return;
      case 'transient':
      case 'ambiguous':
        if (error.code === 'http.aborted') return;
        this.#failures += 1;
        if (this.#failures >= breakerThreshold || this.#breaker === 'half-open') this.#open(error);
        return;
      case 'permanent':
      case 'conflict':
        // The remote answered; only the request was wrong.
        this.#succeeded();
        return;
      case 'bug':
        return;
    }
  }

  #open(error: AppError): void {
    this.#opened += 1;
    this.#breaker = 'open';
    const fullMs = Math.min(breakerCapMs, breakerBaseMs * 2 ** (this.#opened - 1));
    const waitMs = Math.round(fullMs * (0.5 + this.#options.random() / 2));
    this.#pause(this.#clock.now() + waitMs, error);
  }

  #pause(until: number, error: AppError): void {
    this.#pausedUntil = Math.max(until, this.#pausedUntil ?? 0);
    this.#pausedAt = this.#clock.now();
    this.#reason = error.toInfo();
    this.#changed();
  }

  /** A pause whose time has come ends by itself; an open breaker then lets one request try. */
  #expire(): void {
    if (this.#pausedUntil === null) return;
    const now = this.#clock.now();
    if (now < this.#pausedAt) this.#pausedUntil -= this.#pausedAt - now;
    this.#pausedAt = now;
    if (now < this.#pausedUntil) return;
    this.#pausedUntil = null;
    if (this.#breaker === 'open') this.#breaker = 'half-open';
    else if (!this.#needsSignIn) this.#reason = null;
    this.#changed();
  }

  #pauseError(): AppError | null {
    const reason = this.#reason;
    if (this.#needsSignIn && reason !== null) return AppError.fromInfo(reason);
    if (this.#pausedUntil === null || reason === null) return null;
    const retryAfterMs = Math.max(0, this.#pausedUntil - this.#clock.now());
    if (this.#breaker !== 'open') return AppError.fromInfo({ ...reason, retryAfterMs });
    return new AppError({
      code: 'lane.breaker-open',
      kind: 'offline',
      message: `${remoteNames[this.remote]} failed ${breakerThreshold} times in a row, so it is left alone for ${Math.ceil(retryAfterMs / 1000)} s. Last: ${reason.message}`,
      context: { remote: this.remote, lastCode: reason.code },
      retryAfterMs,
    });
  }

  #changed(): void {
    this.#options.onPersist?.({
      remote: this.remote,
      pausedUntil: this.#needsSignIn ? null : this.#pausedUntil,
      pauseReason: this.#reason,
      breaker: this.#breaker,
      consecutiveFailures: this.#failures,
    });
    this.#changes.emit(this.state());
  }
}
