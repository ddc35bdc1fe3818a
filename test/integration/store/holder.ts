import { openStore } from '../../../src/core/store/open.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { silentLogger } from '../../../src/shared/logger.ts';

/* Another Dispatch Bridge on the profile given as the first argument. It says so and stays until it is ended. */
await openStore({
  dataDir: process.argv[2] ?? '',
  worker: new URL('../../../src/core/store/worker.ts', import.meta.url),
  now: () => Date.UTC(2026, 10, 22, 8),
  version: '0.1.0',
  logger: silentLogger,
  clock: systemClock,
});
process.stdout.write('open\n');
