/**
 * The only door to time. Nothing else in the product reads `Date.now` or starts a timer, so that tests can run the
 * engine and the sandbox on one virtual clock over real sockets.
 */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Runs `fn` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, fn: () => void): () => void;
  /** Resolves after `delayMs`, or at once when `signal` aborts (it never rejects). */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
  /**
   * Says that real input or output is under way; a virtual clock does not move until the returned function is called.
   * The system clock ignores it. Call it around every socket, file or worker round trip.
   */
  hold(): () => void;
}

/** The machine's own clock. Timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, fn) {
    const timer = setTimeout(fn, Math.min(delayMs, 0x7fffffff));
    (timer as { unref?: () => void }).unref?.();
    return () => clearTimeout(timer);
  },
  sleep(delayMs, signal) {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const cancel = systemClock.after(delayMs, done);
      function done(): void {
        cancel();
        signal?.removeEventListener('abort', done);
        resolve();
      }
      signal?.addEventListener('abort', done, { once: true });
    });
  },
  hold: () => () => {},
};
