import type { Clock } from '../../shared/clock.ts';
import { excuseCaller, type HangAwareClock } from './hang.ts';

/** A clock that can be set forward: three days pass in a moment, with everything that was due in them. */
export interface SettableClock extends HangAwareClock {
  /** How far it is ahead of the clock below it, in ms. */
  ahead(): number;
  /** Jumps forward; what falls due fires at once, in order. Throws for a negative number: records carry its times. */
  advance(ms: number): void;
}

interface Timer {
  readonly dueMs: number;
  readonly order: number;
  readonly fn: () => void;
  cancel: () => void;
}

/** `base` goes on running underneath; until the first jump the two tell the same time. */
export function settableClock(base: Clock): SettableClock {
  const timers = new Set<Timer>();
  let aheadMs = 0;
  let order = 0;
  const now = (): number => base.now() + aheadMs;

  function arm(timer: Timer, delayMs: number): void {
    timer.cancel = base.after(delayMs, () => {
      timers.delete(timer);
      timer.fn();
    });
  }
  function after(delayMs: number, fn: () => void): () => void {
    const timer: Timer = { dueMs: now() + Math.max(0, delayMs), order: order++, fn, cancel: () => {} };
    timers.add(timer);
    arm(timer, delayMs);
    return () => {
      timers.delete(timer);
      timer.cancel();
    };
  }

  return {
    now,
    after,
    hold: () => base.hold(),
    excuse: () => excuseCaller(base),
    sleep(delayMs, signal) {
      return new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const done = (): void => {
          cancel();
          signal?.removeEventListener('abort', done);
          resolve();
        };
        const cancel = after(delayMs, done);
        signal?.addEventListener('abort', done, { once: true });
      });
    },
    ahead: () => aheadMs,
    advance(ms) {
      if (!(ms >= 0)) throw new Error("The sandbox's clock only goes forward.");
      aheadMs += ms;
      const waiting = [...timers].sort((a, b) => a.dueMs - b.dueMs || a.order - b.order);
      for (const timer of waiting) {
        timer.cancel();
        arm(timer, Math.max(0, timer.dueMs - now()));
      }
    },
  };
}
