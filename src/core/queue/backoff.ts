/** Attempts before a job needs a person: about five and a half hours online. */
export const maxAttempts = 14;

/** Delay before attempt `attempts + 1`: `min(1 h, 5 s * 2^(n-1)) * random(0.5..1)`, in ms. `random` gives 0 <= x < 1. */
export function backoffMs(attempts: number, random: () => number): number {
  const exponent = Math.min(Math.max(attempts, 1) - 1, 20);
  const full = Math.min(3_600_000, 5_000 * 2 ** exponent);
  return Math.round(full * (0.5 + random() / 2));
}
