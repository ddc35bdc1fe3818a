import { enter } from './lib/bootstrap.mjs';
import { main, Stop, say } from './lib/progress.mjs';

/* `node scripts/collect-release.mjs <folder of machines' folders> <result>`: the last step of a release before people see it (docs/releasing.md). */
await main(async () => {
  await enter(process.argv[1]);
  const { collectRelease } = await import('./lib/packing/collect.mjs');
  const [from, to] = process.argv.slice(2);
  if (from === undefined || to === undefined)
    throw new Stop("Give the folder with the machines' folders, and one for the result.");
  for (const name of collectRelease(from, to)) say(`  ${name}`);
});
