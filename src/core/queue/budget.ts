const minuteMs = 60_000;

/**
 * A token bucket with a small burst: `perMinute` tokens flow in evenly, and at most a sixth of a minute's worth (never more than ten)
 * waits unused, so that a quiet minute does not become a storm.
 */
export class Budget {
  readonly #perMinute: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;
  /** Times of the requests of the last minute, for display. */
  #sent: number[] = [];

  constructor(perMinute: number, now: number) {
    this.#perMinute = perMinute;
    this.#burst = Math.max(1, Math.min(10, Math.floor(perMinute / 6)));
    this.#tokens = this.#burst;
    this.#at = now;
  }

  /** Takes one token and returns 0, or returns the milliseconds until there will be one. */
  take(now: number): number {
    if (this.#perMinute === Number.POSITIVE_INFINITY) return 0;
    this.#tokens = Math.min(this.#burst, this.#tokens + (Math.max(0, now - this.#at) * this.#perMinute) / minuteMs);
    this.#at = now;
    if (this.#tokens < 1 - 1e-9) return Math.max(1, Math.ceil(((1 - this.#tokens) * minuteMs) / this.#perMinute));
    this.#tokens -= 1;
    this.#sent.push(now);
    this.#trim(now);
    return 0;
  }

  /** Requests that may still be sent in the minute that ends now; a large finite number when the budget is off. */
  left(now: number): number {
    if (this.#perMinute === Number.POSITIVE_INFINITY) return Number.MAX_SAFE_INTEGER;
    this.#trim(now);
    return Math.max(0, this.#perMinute - this.#sent.length);
  }

  #trim(now: number): void {
    const first = this.#sent.findIndex((at) => at > now - minuteMs);
    if (first === -1) this.#sent = [];
    else if (first > 0) this.#sent.splice(0, first);
  }
}
