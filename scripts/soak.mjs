import { join } from 'node:path';
import { enter } from './lib/bootstrap.mjs';
import { root } from './lib/paths.mjs';
import { main, run } from './lib/progress.mjs';

/*
 * `npm run soak -- --minutes N [--seed s]`: histories one after the other in one process (test/fault/soak.ts), with their figures every minute.
 * Ends with an error when a history fails or memory grows steadily.
 */
await main(async () => {
  await enter(process.argv[1]);
  const args = ['--expose-gc', '--disable-warning=ExperimentalWarning', join(root, 'test', 'fault', 'soak.ts')];
  const { code } = await run(process.execPath, [...args, ...process.argv.slice(2)], {
    show: true,
    check: false,
    cwd: root,
  });
  process.exitCode = code;
});
