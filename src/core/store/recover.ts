import { hostname } from 'node:os';
import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import { Channel } from './channel.ts';
import type { KeptFiles } from './kept-files.ts';
import type { Recovered, RecoverOrder, WorkerMode } from './rpc.ts';

export interface RecoverStoreOptions extends RecoverOrder {
  readonly dataDir: string;
  readonly worker: URL;
  readonly now: () => number;
  readonly version: string;
  readonly logger: Logger;
  readonly clock: Clock;
}

/**
 * Puts a backup or an empty database in the place of a profile's database, which nobody has open: for one that cannot be opened, or because a
 * person wants an earlier state. The new one gets the value `store.recovered` for the next start to read. Throws `store.no-backup` and
 * `store.bad-backup` (nothing was moved) and `store.locked`.
 */
export async function recoverStore(options: RecoverStoreOptions): Promise<Recovered> {
  const { dataDir, how, backup, keepCurrent, why, logger } = options;
  const at = options.now();
  const recovered = (await once(options, {
    mode: 'recover',
    dataDir,
    order: {
      how,
      ...(backup === undefined ? {} : { backup }),
      ...(keepCurrent === undefined ? {} : { keepCurrent }),
      ...(why === undefined ? {} : { why }),
    },
    openedAt: at,
    holder: { pid: process.pid, host: hostname(), since: at, version: options.version },
  })) as Recovered;
  logger.warn({ how, ...recovered }, 'The database was replaced');
  return recovered;
}

/** Backups and quarantine of a profile, whatever state its database is in, open or not. */
export async function listKeptFiles(options: {
  readonly dataDir: string;
  readonly worker: URL;
  readonly clock: Clock;
}): Promise<KeptFiles> {
  return (await once(options, { mode: 'kept-files', dataDir: options.dataDir })) as KeptFiles;
}

/** A thread that does one thing and ends. */
async function once(options: { readonly worker: URL; readonly clock: Clock }, mode: WorkerMode): Promise<unknown> {
  const channel = new Channel<{ shutdown(): void }>(options.worker, mode, options.clock);
  try {
    return await channel.ready();
  } finally {
    await channel.exited();
  }
}
