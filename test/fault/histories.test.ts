import fc from 'fast-check';
import { describe, it } from 'vitest';
import { played, playHistory } from './model/play.ts';

/*
 * Random people on both sides and at the app, random settings, random misbehaviour in between; engine and sandbox on one virtual clock over real
 * sockets and a real database file. What must hold when all is quiet again is in model/judge-*.ts. A failure prints its seed and path and the
 * shrunk history; `SEED=... SEED_PATH=...` plays it again.
 */

describe('any history of people and faults', () => {
  const proof = process.env.PROOF === '1';
  const runs = Number(process.env.HISTORIES ?? (proof ? 500 : 8));
  const { SEED: seed, SEED_PATH: path } = process.env;
  it(
    'ends with each thing once on either side, both sides equal or a question asked, nothing internal in public, and silence',
    async () => {
      await fc.assert(
        fc.asyncProperty(played, async (history) => {
          await playHistory(history);
        }),
        {
          numRuns: runs,
          endOnFailure: process.env.SHRINK !== '1',
          ...(seed === undefined ? {} : { seed: Number(seed) }),
          ...(path === undefined ? {} : { path }),
        },
      );
    },
    Math.max(120_000, runs * 30_000),
  );
});
