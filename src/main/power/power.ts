import type { Logger } from '../../shared/logger.ts';

/** Electron's power monitor as far as it is used; the real one fits. */
export interface PowerEvents {
  on(event: 'suspend', listener: () => void): unknown;
  on(event: 'resume', listener: () => void): unknown;
  /** Electron gives the event but does not declare it. */
  on(event: 'shutdown', listener: (event?: { preventDefault(): void }) => void): unknown;
}

export interface PowerWatchOptions {
  readonly power: PowerEvents;
  readonly logger: Logger;
  readonly online: () => boolean;
  readonly wake: () => void;
  readonly quit: () => void;
}

/** What the app does when the computer sleeps, wakes up or shuts down. */
export function watchPower({ power, logger, online, wake, quit }: PowerWatchOptions): void {
  power.on('suspend', () => logger.info({}, 'The computer goes to sleep'));
  // The engine also notices by itself, later: not every machine sends this.
  power.on('resume', () => {
    logger.info({ online: online() }, 'The computer woke up');
    wake();
  });
  power.on('shutdown', (event) => {
    logger.info({}, 'The computer shuts down');
    // Asks the system to wait for the runs under way; the stop has a limit of its own.
    event?.preventDefault();
    quit();
  });
}
