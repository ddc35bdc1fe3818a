import type { Clock } from '../../../shared/clock.ts';
import type { Disposable } from '../../../shared/lifecycle.ts';

/**
 * Notices that the machine slept by the clock having jumped between two ticks. Some Linux machines never send a resume event, so
 * this runs beside it; waking twice does no harm.
 */
export class WakeWatch implements Disposable {
  static readonly tickMs = 30_000;
  /** A tick this late means the machine was asleep, not busy. */
  static readonly jumpMs = 60_000;
  readonly #clock: Clock;
  readonly #wake: (asleepMs: number) => void;
  #cancel: () => void;

  constructor(clock: Clock, wake: (asleepMs: number) => void) {
    this.#clock = clock;
    this.#wake = wake;
    this.#cancel = this.#tick();
  }

  dispose(): void {
    this.#cancel();
  }

  #tick(): () => void {
    const from = this.#clock.now();
    return this.#clock.after(WakeWatch.tickMs, () => {
      const late = this.#clock.now() - from - WakeWatch.tickMs;
      this.#cancel = this.#tick();
      if (late >= WakeWatch.jumpMs) this.#wake(late);
    });
  }
}
