import type { Clock } from '../../shared/clock.ts';

/** Field Nation's budget: so many requests a minute, with a burst on top (reference 1.4: 60 a minute, bursts to 100). */
export interface RequestBudget {
  /** Takes one request: null when it may pass, else the seconds to wait. A rate of 0 lets everything pass. */
  take(perMinute: number, burst: number): number | null;
  remaining(): number;
}

export function createRequestBudget(clock: Clock): RequestBudget {
  let tokens: number | null = null;
  let filledAt = clock.now();
  return {
    take(perMinute, burst) {
      if (perMinute <= 0) return null;
      const now = clock.now();
      tokens = Math.min(burst, (tokens ?? burst) + ((now - filledAt) / 60_000) * perMinute);
      filledAt = now;
      if (tokens >= 1) {
        tokens -= 1;
        return null;
      }
      return Math.max(1, Math.ceil(((1 - tokens) / perMinute) * 60));
    },
    remaining: () => Math.max(0, Math.floor(tokens ?? 0)),
  };
}
