import { AppError } from '../../shared/errors.ts';
import type { MonitorCommands } from '../monitor/port.ts';
import type { WatchOptions } from '../watch-commands.ts';
import type { AlertCommands } from './port.ts';

export function alertCommands(
  _options: WatchOptions,
  _monitor: MonitorCommands,
): AlertCommands & { start(): void; stop(): Promise<void> } {
  return {
    list: async () => ({ active: [], past: [] }),
    onTell: () => () => {},
    save: () => Promise.reject(AppError.from(new Error('not made yet'))),
    test: () => Promise.reject(AppError.from(new Error('not made yet'))),
    start() {},
    async stop() {},
  };
}
