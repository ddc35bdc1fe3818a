import { constants } from 'node:os';
import type { Clock } from '../../shared/clock.ts';

/** The part of `process` that is used. */
export interface EndingProcess {
  on(event: 'SIGTERM' | 'SIGINT' | 'SIGHUP', listener: () => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
  exit(code: number): void;
}

/**
 * A terminal and a service manager tell every process of a group, and the launcher passes on what it was told: within this time one wish
 * arrives twice (ms).
 */
const sameWishMs = 1_000;

/**
 * Resolves at the first SIGTERM, SIGINT or SIGHUP, and when the launcher is gone. A second wish, later than the echo of the first, ends the process
 * at once: what was acknowledged is in the database, and a start takes up what was under way.
 */
export function listenForTheEnd(target: EndingProcess, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    let firstAt: number | null = null;
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      target.on(signal, () => {
        if (firstAt === null) {
          firstAt = clock.now();
          resolve();
        } else if (clock.now() - firstAt >= sameWishMs) {
          target.exit(128 + constants.signals[signal]);
        }
      });
    }
    target.on('disconnect', resolve);
  });
}
