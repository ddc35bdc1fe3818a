import { useEffect } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import { onPush } from '../../bridge.ts';

/** A busy engine says several times a second that something changed; figures are not asked for more often than this. */
const soonestMs = 5_000;

/** Asks again at regular times, and sooner when the engine's status changed; never while nobody sees the window. */
export function useKeepFresh(again: () => void, everyMs: number): void {
  useEffect(() => {
    let askedAt = systemClock.now();
    let cancel = (): void => {};
    const ask = (): void => {
      if (document.visibilityState !== 'visible') return;
      askedAt = systemClock.now();
      again();
    };
    const askUnlessFresh = (): void => {
      if (systemClock.now() - askedAt >= soonestMs) ask();
    };
    const next = (): void => {
      cancel = systemClock.after(everyMs, () => {
        askUnlessFresh();
        next();
      });
    };
    next();
    const off = onPush('status', askUnlessFresh);
    document.addEventListener('visibilitychange', askUnlessFresh);
    return () => {
      cancel();
      off();
      document.removeEventListener('visibilitychange', askUnlessFresh);
    };
  }, [again, everyMs]);
}
