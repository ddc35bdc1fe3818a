import type { Clock } from '../../shared/clock.ts';

/**
 * A clock that can be told that one of its holds will not be released by itself: a request this sandbox leaves
 * hanging on purpose keeps the caller's hold, and virtual time has to pass for the caller to give up.
 */
export interface HangAwareClock extends Clock {
  /** One hold counts as absent until the returned function is called. */
  excuse(): () => void;
}

function isHangAware(clock: Clock): clock is HangAwareClock {
  return typeof (clock as Partial<HangAwareClock>).excuse === 'function';
}

/** Excuses the caller of a request that will never be answered; a no-op on the system clock. */
export function excuseCaller(clock: Clock): () => void {
  return isHangAware(clock) ? clock.excuse() : () => {};
}
