import { AppError } from '../../shared/errors.ts';
import type { WatchOptions } from '../watch-commands.ts';
import type { MonitorCommands } from './port.ts';

/** Figures and health; `start` begins to sample the queue. */
export function monitorCommands(_options: WatchOptions): MonitorCommands & { start(): void; stop(): void } {
  return {
    figures: () => Promise.reject(AppError.from(new Error('not made yet'))),
    health: () => Promise.reject(AppError.from(new Error('not made yet'))),
    start() {},
    stop() {},
  };
}
