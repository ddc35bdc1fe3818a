import { AppError } from '../../shared/errors.ts';
import type { WatchOptions } from '../watch-commands.ts';
import type { ConfigurationCommands } from './port.ts';

export function configurationCommands(_options: WatchOptions): ConfigurationCommands {
  const none = () => Promise.reject(AppError.from(new Error('not made yet')));
  return { document: none, compare: none, takeOver: none };
}
