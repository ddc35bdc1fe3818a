import type { Clock } from '../../shared/clock.ts';

export interface Rate {
  /** So many a second for as long as it lasts. */
  readonly perSecond: number;
  /** So many at once. */
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Sources remembered at a time; the one not seen for longest gives way, so that made-up addresses cannot fill the memory. */
const maxSources = 1_000;

/** A token bucket for each source. */
export class RateLimit {
  readonly #clock: Clock;
  readonly #rate: Rate;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock, rate: Rate) {
    this.#clock = clock;
    this.#rate = rate;
  }

  /** Takes one; false when the source has used up what it may. */
  take(source: string): boolean {
    const now = this.#clock.now();
    const { perSecond, burst } = this.#rate;
    const bucket = this.#buckets.get(source) ?? { tokens: burst, at: now };
    // A clock that was set back gives nothing and takes nothing.
    const passed = Math.max(0, now - bucket.at);
    bucket.tokens = Math.min(burst, bucket.tokens + (passed * perSecond) / 1000);
    bucket.at = now;
    this.#buckets.delete(source);
    this.#buckets.set(source, bucket);
    if (this.#buckets.size > maxSources) {
      const [oldest] = this.#buckets.keys();
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  /** Sources remembered now. */
  get size(): number {
    return this.#buckets.size;
  }
}
