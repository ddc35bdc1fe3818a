import { create } from 'zustand';
import { systemClock } from '../../shared/clock.ts';

const tickMs = 1000;

/** One clock for every relative time on the page, so that they all turn over together. */
const useTick = create<{ readonly now: number }>()(() => ({ now: systemClock.now() }));

function tick(): void {
  systemClock.after(tickMs, () => {
    if (document.visibilityState === 'visible') useTick.setState({ now: systemClock.now() });
    tick();
  });
}
tick();

/** A value derived from now; the component renders again only when the derived value changes. */
export function useFromNow<T extends string | number | boolean>(derive: (now: number) => T): T {
  return useTick((state) => derive(state.now));
}
