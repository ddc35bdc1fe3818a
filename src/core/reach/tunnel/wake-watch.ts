import type { Clock } from '../../../shared/clock.ts';
import type { Disposable } from '../../../shared/lifecycle.ts';

export interface WakeListener {
  /** The machine slept, or its clock was set forward: nothing inside can tell the two apart. */
  readonly woke: (asleepMs: number) => void;
  /** The clock was set back while the app ran. */
  readonly setBack: (byMs: number) => void;
}

/**
 * Notices that the machine slept by the clock having jumped between two ticks. Some Linux machines never send a resume event, so
 * this runs beside it; waking twice does no harm. A clock that goes back was wrong before: what waits for a time would wait for
 * hours.
 */
export class WakeWatch implements Disposable {
  static readonly tickMs = 30_000;
  /** A tick this late means the machine was asleep, not busy. */
  static readonly jumpMs = 60_000;
  readonly #clock: Clock;
  readonly #listener: WakeListener;
  #cancel: () => void;

  constructor(clock: Clock, listener: WakeListener) {
    this.#clock = clock;
    this.#listener = listener;
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
      if (late >= WakeWatch.jumpMs) this.#listener.woke(late);
      else if (late <= -WakeWatch.jumpMs) this.#listener.setBack(-late);
    });
  }
}
