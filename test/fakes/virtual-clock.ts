import type { Clock } from '../../src/shared/clock.ts';

interface Timer {
  readonly dueMs: number;
  readonly order: number;
  readonly fn: () => void;
}

export interface VirtualClockOptions {
  /** Start, ms since 1970 UTC. Default 2026-11-22T08:00:00Z. */
  readonly startMs?: number;
  /**
   * How long (real ms, counted only while this process gets to run) a hold may stand without anything happening before
   * time moves on anyway: a peer that never answers keeps its caller's hold, and only time makes the caller give up.
   */
  readonly stallMs?: number;
}

const quietTurns = 6;
const pollMs = 2;

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * A clock that tests move by hand over real sockets. Time only moves between two moments of quiet: no hold is open over
 * several turns of the event loop. Timers fire one at a time, in order of their due time and then of their making.
 */
export class VirtualClock implements Clock {
  #nowMs: number;
  #order = 0;
  #timers = new Set<Timer>();
  #holds = 0;
  #excused = 0;
  /** Counts everything that happens to the clock, so that a stall can be told from slow progress. */
  #activity = 0;
  #stalls = 0;
  readonly #stallMs: number;

  constructor(options: VirtualClockOptions = {}) {
    this.#nowMs = options.startMs ?? Date.UTC(2026, 10, 22, 8, 0, 0);
    this.#stallMs = options.stallMs ?? 1000;
  }

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, fn: () => void): () => void {
    this.#activity += 1;
    this.#order += 1;
    const timer: Timer = { dueMs: this.#nowMs + Math.max(0, delayMs), order: this.#order, fn };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = (): void => {
        cancel();
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const cancel = this.after(delayMs, done);
      signal?.addEventListener('abort', done, { once: true });
    });
  }

  hold(): () => void {
    this.#holds += 1;
    this.#activity += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holds -= 1;
      this.#activity += 1;
    };
  }

  /** Counts one hold as absent until the returned function is called (a request that a fault leaves hanging). */
  excuse(): () => void {
    this.#excused += 1;
    this.#activity += 1;
    let excused = true;
    return () => {
      if (!excused) return;
      excused = false;
      this.#excused -= 1;
      this.#activity += 1;
    };
  }

  /** Timers waiting to fire. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Holds open now. */
  get holds(): number {
    return this.#holds;
  }

  /** How often time had to move although a hold was open. */
  get stalls(): number {
    return this.#stalls;
  }

  /** Waits until real input and output are quiet. Does not move time. */
  async settle(): Promise<void> {
    let quiet = 0;
    let idleMs = 0;
    let seen = this.#activity;
    while (quiet < quietTurns) {
      await turn();
      if (this.#activity !== seen) {
        seen = this.#activity;
        quiet = 0;
        idleMs = 0;
      } else if (this.#holds - this.#excused <= 0) {
        quiet += 1;
      } else if (idleMs >= this.#stallMs) {
        this.#stalls += 1;
        return;
      } else {
        quiet = 0;
        // Pure turns would starve worker threads of this process's share of the machine.
        await pause(pollMs);
        idleMs += pollMs;
      }
    }
  }

  #nextTimer(untilMs: number): Timer | null {
    let next: Timer | null = null;
    for (const timer of this.#timers) {
      if (timer.dueMs > untilMs) continue;
      if (next === null || timer.dueMs < next.dueMs || (timer.dueMs === next.dueMs && timer.order < next.order)) {
        next = timer;
      }
    }
    return next;
  }

  #fire(timer: Timer): void {
    this.#timers.delete(timer);
    this.#nowMs = Math.max(this.#nowMs, timer.dueMs);
    this.#activity += 1;
    timer.fn();
  }

  /** Moves time on by `ms`, firing every timer on the way and letting its consequences play out before the next. */
  async advance(ms: number): Promise<void> {
    const targetMs = this.#nowMs + ms;
    for (;;) {
      await this.settle();
      const timer = this.#nextTimer(targetMs);
      if (timer === null) break;
      this.#fire(timer);
    }
    this.#nowMs = Math.max(this.#nowMs, targetMs);
    await this.settle();
  }

  /**
   * Moves time from timer to timer until `predicate` holds. Throws when it still does not after `maxMs` of virtual time
   * (default one hour) or when nothing is left that could change it.
   */
  async runUntil(
    predicate: () => boolean | Promise<boolean>,
    options: { readonly maxMs?: number; readonly what?: string } = {},
  ): Promise<void> {
    const startMs = this.#nowMs;
    const maxMs = options.maxMs ?? 3_600_000;
    for (;;) {
      await this.settle();
      if (await predicate()) return;
      const timer = this.#nextTimer(startMs + maxMs);
      if (timer === null) {
        const what = options.what ?? 'the awaited condition';
        throw new Error(
          `After ${this.#nowMs - startMs} ms of virtual time ${what} still does not hold; ${this.#timers.size} timers wait beyond ${maxMs} ms, ${this.#holds} holds are open.`,
        );
      }
      this.#fire(timer);
    }
  }
}
