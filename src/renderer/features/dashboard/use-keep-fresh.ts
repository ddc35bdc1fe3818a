import { useEffect } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import { onPush } from '../../bridge.ts';
import { FreshKeeper } from './fresh-keeper.ts';

/** Asks again at regular times, and sooner when the engine's status changed or the window is seen again. */
export function useKeepFresh(again: () => void, everyMs: number): void {
  useEffect(() => {
    const seen = (): boolean => document.visibilityState === 'visible';
    const keeper = new FreshKeeper({ clock: systemClock, everyMs, seen, ask: again });
    const changed = (): void => keeper.changed();
    const off = onPush('status', changed);
    document.addEventListener('visibilitychange', changed);
    return () => {
      keeper.dispose();
      off();
      document.removeEventListener('visibilitychange', changed);
    };
  }, [again, everyMs]);
}
