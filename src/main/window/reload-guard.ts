import type { Clock } from '../../shared/clock.ts';

/** A page that crashes is loaded again, but not for ever: after three times in five minutes a person decides. */
export class ReloadGuard {
  readonly #clock: Clock;
  #reloads: readonly number[] = [];
  static readonly limit = 3;
  static readonly windowMs = 5 * 60_000;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** True when one more reload is fine; counts it. */
  mayReload(): boolean {
    const now = this.#clock.now();
    this.#reloads = this.#reloads.filter((at) => now - at < ReloadGuard.windowMs);
    if (this.#reloads.length >= ReloadGuard.limit) return false;
    this.#reloads = [...this.#reloads, now];
    return true;
  }
}
