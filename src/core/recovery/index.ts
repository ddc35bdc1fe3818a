import { AppError } from '../../shared/errors.ts';
import type { WatchOptions } from '../watch-commands.ts';
import type { RecoveryCommands } from './port.ts';

export function recoveryCommands(_options: WatchOptions): RecoveryCommands & { stop(): Promise<void> } {
  const none = () => Promise.reject(AppError.from(new Error('not made yet')));
  const idle = () =>
    ({ state: 'idle', ticketsRead: 0, workOrdersRead: 0, proposals: [], message: '', at: null }) as const;
  return {
    backups: none,
    backUpNow: none,
    scanLinks: () => ({ ...idle(), proposals: [] }),
    scan: () => ({ ...idle(), proposals: [] }),
    stopScan: () => ({ ...idle(), proposals: [] }),
    linkFound: none,
    diagnostics: none,
    audit: async () => [],
    note: async () => {},
    async stop() {},
  };
}
