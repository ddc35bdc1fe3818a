import type { Clock } from '../../../shared/clock.ts';

/** A busy engine says several times a second that something changed; figures are not asked for more often than this. */
const soonestMs = 5_000;

export interface FreshKeeperOptions {
  readonly clock: Clock;
  /** Asks again after this long even when nothing was said. */
  readonly everyMs: number;
  /** False while nobody sees the window. */
  readonly seen: () => boolean;
  readonly ask: () => void;
}

/** Asks again at regular times, and sooner when something changed: at once, or as soon as the last answer is old enough. Never while nobody looks. */
export class FreshKeeper {
  readonly #options: FreshKeeperOptions;
  #askedAt: number;
  #cancelNext: () => void;

  /** Begins when the first question was asked. */
  constructor(options: FreshKeeperOptions) {
    this.#options = options;
    this.#askedAt = options.clock.now();
    this.#cancelNext = this.#after(options.everyMs);
  }

  changed(): void {
    const { clock, seen } = this.#options;
    if (!seen()) return;
    const wait = Math.max(0, this.#askedAt + soonestMs - clock.now());
    this.#cancelNext();
    if (wait === 0) this.#ask();
    else this.#cancelNext = this.#after(wait);
  }

  dispose(): void {
    this.#cancelNext();
  }

  #after(delayMs: number): () => void {
    return this.#options.clock.after(delayMs, () => this.#ask());
  }

  #ask(): void {
    const { clock, everyMs, seen, ask } = this.#options;
    this.#cancelNext = this.#after(everyMs);
    if (!seen()) return;
    this.#askedAt = clock.now();
    ask();
  }
}
