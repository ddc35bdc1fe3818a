import type { Clock } from '../shared/clock.ts';

/** A window that does not load must not keep the engine from starting. */
const pageMs = 1_500;
/** From the answer to the page's request until the last byte of its script has left this thread. */
const handoverMs = 30;
/** After this the window shows, or the computer is so busy that nothing would be gained by waiting longer. */
const settleMs = 3_000;

/**
 * In which order a start spends the main thread, so that the window is there first. Chromium, the page's files and every module of ours share
 * that thread: what is not needed for the next moment waits for it.
 */
export class StartOrder {
  /** The page process was asked for and starts beside us; or there is to be no window. */
  readonly windowAsked: Promise<void>;
  /** The page has its script and works through it. */
  readonly pageServed: Promise<void>;
  /** The start is over. */
  readonly settled: Promise<void>;
  readonly #clock: Clock;
  #resolveAsked = (): void => {};
  #resolveServed = (): void => {};

  constructor(clock: Clock) {
    this.#clock = clock;
    this.windowAsked = new Promise((resolve) => {
      this.#resolveAsked = resolve;
    });
    this.pageServed = new Promise((resolve) => {
      this.#resolveServed = resolve;
    });
    this.settled = this.windowAsked.then(() => clock.sleep(settleMs));
  }

  askedForWindow(loading: boolean): void {
    this.#resolveAsked();
    if (loading) this.#clock.after(pageMs, this.#resolveServed);
    else this.#resolveServed();
  }

  servedScript(): void {
    this.#clock.after(handoverMs, this.#resolveServed);
  }

  /** Whatever still waits goes on, so that it can be undone. */
  stopping(): void {
    this.#resolveAsked();
    this.#resolveServed();
  }
}
