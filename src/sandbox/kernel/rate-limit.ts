import type { Clock } from '../../shared/clock.ts';

/** A budget of requests in a sliding minute. */
export interface RateLimit {
  /** Takes one request from the budget: null when there was room, else the seconds until there will be. */
  take(requestsPerMinute: number): number | null;
}

const windowMs = 60_000;

export function createRateLimit(clock: Clock): RateLimit {
  let taken: number[] = [];
  return {
    take(requestsPerMinute) {
      const now = clock.now();
      taken = taken.filter((at) => at > now - windowMs);
      if (taken.length < requestsPerMinute) {
        taken.push(now);
        return null;
      }
      const oldest = taken[taken.length - requestsPerMinute] ?? now;
      return Math.max(1, Math.ceil((oldest + windowMs - now) / 1000));
    },
  };
}
