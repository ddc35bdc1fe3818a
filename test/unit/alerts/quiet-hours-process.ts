import { quietUntil } from '../../../src/core/alerts/quiet-hours.ts';

/* Run with TZ set: Date reads the zone once, when the process starts. Prints when quiet hours end, for moments given as ISO times. */

const [quiet, ...moments] = process.argv.slice(2);
if (quiet === undefined) throw new Error('Give the quiet hours as JSON');
const ends = moments.map((moment) => {
  const until = quietUntil(JSON.parse(quiet), Date.parse(moment));
  return until === null ? null : new Date(until).toISOString();
});
process.stdout.write(JSON.stringify(ends));
