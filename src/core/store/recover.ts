import { hostname } from 'node:os';
import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import { Channel } from './channel.ts';
import type { Recovered, RecoverHow } from './rpc.ts';

export interface RecoverStoreOptions {
  readonly dataDir: string;
  readonly how: RecoverHow;
  readonly worker: URL;
  readonly now: () => number;
  readonly version: string;
  readonly logger: Logger;
  readonly clock: Clock;
}

/**
 * Puts a profile right whose store does not open: the files move to `quarantine/<time>/`, then the newest good backup or an empty database
 * takes their place, with the value `store.recovered` for the next start to read. Throws `store.no-backup` (nothing was moved) and
 * `store.locked`.
 */
export async function recoverStore(options: RecoverStoreOptions): Promise<Recovered> {
  const at = options.now();
  const channel = new Channel<{ shutdown(): void }>(
    options.worker,
    {
      mode: 'recover',
      dataDir: options.dataDir,
      how: options.how,
      openedAt: at,
      holder: { pid: process.pid, host: hostname(), since: at, version: options.version },
    },
    options.clock,
  );
  try {
    const recovered = (await channel.ready()) as Recovered;
    options.logger.warn({ how: options.how, ...recovered }, 'The database was replaced');
    return recovered;
  } finally {
    await channel.exited();
  }
}
