/**
 * Histories one after the other in one process, for as long as asked, and what they cost: `npm run soak -- --minutes N [--seed s]`. Ends with 1
 * when a history fails or memory grows steadily.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { type Look, memoryTrend } from './model/memory.ts';
import { played, playHistory } from './model/play.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string', default: '1' } },
});
const minutes = Number(values.minutes);
const firstSeed = Number(values.seed);
if (!(minutes > 0) || !Number.isInteger(firstSeed)) {
  process.stderr.write('npm run soak -- --minutes N [--seed s]: N is a number of minutes, s a whole number\n');
  process.exit(2);
}

const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(0)} MB`;
const lookEveryMinutes = Math.min(1, minutes / 12);
const heap: Look[] = [];
const resident: Look[] = [];
const failed: number[] = [];
let done = 0;
let largestDatabase = 0;
const begun = performance.now();
const elapsed = (): number => (performance.now() - begun) / 60_000;
let nextLook = 0;
let nextLine = 1;

function look(): void {
  // What nobody holds any more is not growth.
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  heap.push({ minute: elapsed(), bytes: heapUsed });
  resident.push({ minute: elapsed(), bytes: rss });
  nextLook = elapsed() + lookEveryMinutes;
}

function line(): void {
  const { heapUsed, rss } = process.memoryUsage();
  process.stdout.write(
    `minute ${elapsed().toFixed(1)}: ${done} histories, ${failed.length} failed${failed.length === 0 ? '' : ` (seeds ${failed.join(', ')})`}, ` +
      `RSS ${megabytes(rss)}, heap ${megabytes(heapUsed)}, largest database ${megabytes(largestDatabase)}\n`,
  );
}

while (elapsed() < minutes) {
  const seed = firstSeed + done;
  const [history] = fc.sample(played, { seed, numRuns: 1 });
  if (history === undefined) break;
  try {
    const { databaseBytes } = await playHistory(history);
    largestDatabase = Math.max(largestDatabase, databaseBytes);
  } catch (error) {
    failed.push(seed);
    process.stdout.write(
      `seed ${seed} failed: ${error instanceof Error ? error.message : String(error)}\n${JSON.stringify(history)}\n`,
    );
  }
  done += 1;
  if (elapsed() >= nextLook) look();
  if (elapsed() >= nextLine) {
    look();
    line();
    nextLine = Math.floor(elapsed()) + 1;
  }
}
look();
line();
const trends = { heap: memoryTrend(heap), RSS: memoryTrend(resident) };
for (const [name, trend] of Object.entries(trends))
  process.stdout.write(
    `${name} after the first third: ${trend.grown >= 0 ? '+' : ''}${megabytes(trend.grown)} (${(trend.share * 100).toFixed(0)} %), ` +
      `${(trend.perMinute / 1024).toFixed(0)} KB a minute, fit ${trend.fit.toFixed(2)}: ${trend.steady ? 'grows steadily' : 'does not grow steadily'}\n`,
  );
const well = failed.length === 0 && !trends.heap.steady && !trends.RSS.steady;
process.stdout.write(`${done} histories in ${elapsed().toFixed(1)} minutes, ${failed.length} failed\n`);
process.exit(well ? 0 : 1);
