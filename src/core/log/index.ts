import { AppError } from '../../shared/errors.ts';
import type { WatchOptions } from '../watch-commands.ts';
import type { LogCommands } from './port.ts';

export function logCommands(_options: WatchOptions): LogCommands {
  const none = () => Promise.reject(AppError.from(new Error('not made yet')));
  return {
    count: none,
    details: none,
    at: none,
    async *lines() {},
    savedFilters: none,
    saveFilters: none,
    why: none,
  };
}
