const shortestMs = 1_000;
const longestMs = 60_000;

/**
 * Delay before the next attempt after `failures` in a row (1 = first), in ms: doubles from 1 s to 1 min, a random half to whole of it, never below
 * 1 s. `random` gives 0 <= x < 1. Short, because callbacks are lost meanwhile.
 */
export function tunnelBackoffMs(failures: number, random: () => number): number {
  const exponent = Math.min(Math.max(failures, 1) - 1, 10);
  const full = Math.min(longestMs, shortestMs * 2 ** exponent);
  return Math.max(shortestMs, Math.round(full * (0.5 + random() / 2)));
}
