import { systemClock } from '../../../shared/clock.ts';

/** Work put off until nothing new was asked for during a while. */
export interface Later {
  /** Asks for it, and puts it off again when it was asked for already. */
  readonly ask: () => void;
  /** Does it now when it was asked for. */
  readonly now: () => Promise<void>;
  readonly forget: () => void;
}

/** Work that waits for a pause of `delayMs`. */
export function later(delayMs: number, work: () => Promise<void>): Later {
  let cancel: (() => void) | null = null;
  const forget = (): void => {
    cancel?.();
    cancel = null;
  };
  return {
    ask: () => {
      forget();
      cancel = systemClock.after(delayMs, () => {
        cancel = null;
        void work();
      });
    },
    now: async () => {
      if (cancel === null) return;
      forget();
      await work();
    },
    forget,
  };
}

/** Tells the answer to the newest question from answers to older ones. */
export function newestOnly(): { readonly next: () => () => boolean } {
  let newest = 0;
  return {
    next: () => {
      newest += 1;
      const mine = newest;
      return () => mine === newest;
    },
  };
}
