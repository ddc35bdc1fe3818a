/** One look at the process: minutes since the start, and bytes. */
export interface Look {
  readonly minute: number;
  readonly bytes: number;
}

export interface Trend {
  /** Bytes a minute, by least squares. */
  readonly perMinute: number;
  /** How much of what is seen the line explains, 0 to 1. */
  readonly fit: number;
  /** Growth over the time judged, in bytes and as a share of where the line begins. */
  readonly grown: number;
  readonly share: number;
  readonly steady: boolean;
}

/** What a program may need before its memory says anything: the first third of the run. */
const warmUp = 1 / 3;
const least = { looks: 6, bytes: 24 * 1_048_576, share: 0.2, fit: 0.6 };

/**
 * Whether memory grows steadily after the warm-up: a straight line through the looks rises by more than 24 MB and by more than a fifth of
 * where it begins, and explains most of what is seen. A collector that works later than before makes single looks high, not the line.
 */
export function memoryTrend(all: readonly Look[]): Trend {
  const looks = all.slice(Math.floor(all.length * warmUp));
  const n = looks.length;
  if (n < 2) return { perMinute: 0, fit: 0, grown: 0, share: 0, steady: false };
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / n;
  const x = mean(looks.map((look) => look.minute));
  const y = mean(looks.map((look) => look.bytes));
  const sxx = looks.reduce((sum, look) => sum + (look.minute - x) ** 2, 0);
  const sxy = looks.reduce((sum, look) => sum + (look.minute - x) * (look.bytes - y), 0);
  const syy = looks.reduce((sum, look) => sum + (look.bytes - y) ** 2, 0);
  const perMinute = sxx === 0 ? 0 : sxy / sxx;
  const fit = sxx === 0 || syy === 0 ? 0 : sxy ** 2 / (sxx * syy);
  const minutes = (looks.at(-1)?.minute ?? 0) - (looks[0]?.minute ?? 0);
  const grown = perMinute * minutes;
  const start = y + perMinute * ((looks[0]?.minute ?? 0) - x);
  const share = start <= 0 ? 0 : grown / start;
  const steady = n >= least.looks && grown > least.bytes && share > least.share && fit > least.fit;
  return { perMinute, fit, grown, share, steady };
}
