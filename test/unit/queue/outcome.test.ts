import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, maxAttempts } from '../../../src/core/queue/backoff.ts';
import { outcomeOf } from '../../../src/core/queue/outcome.ts';
import { AppError, type ErrorKind } from '../../../src/shared/errors.ts';

function error(kind: ErrorKind, retryAfterMs?: number): AppError {
  return new AppError({ code: 'test', kind, message: 'm', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
}

describe('backoff', () => {
  it('stays between half and all of min(1 h, 5 s * 2^(n-1)) for every attempt and every chance', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempts, chance) => {
          const full = Math.min(3_600_000, 5_000 * 2 ** (attempts - 1));
          const delay = backoffMs(attempts, () => chance);
          expect(delay).toBeGreaterThanOrEqual(Math.floor(full / 2));
          expect(delay).toBeLessThanOrEqual(full);
        },
      ),
    );
  });
});

describe('what a failure means for its job', () => {
  it.each(['rate-limited', 'offline', 'auth'] as const)(
    'gives the attempt back when the lane is closed: %s',
    (kind) => {
      expect(outcomeOf(error(kind, 30_000), 14, 1_000, () => 0)).toMatchObject({
        kind: 'retry',
        runAt: 31_000,
        countAttempt: false,
      });
    },
  );

  it.each(['transient', 'ambiguous'] as const)('tries again and gives up after fourteen attempts: %s', (kind) => {
    expect(outcomeOf(error(kind), 1, 1_000, () => 0)).toMatchObject({
      kind: 'retry',
      runAt: 3_500,
      countAttempt: true,
    });
    expect(outcomeOf(error(kind), maxAttempts, 1_000, () => 0)).toMatchObject({ kind: 'dead' });
  });

  it.each(['permanent', 'conflict'] as const)('asks a person at once: %s', (kind) => {
    expect(outcomeOf(error(kind), 1, 0, () => 0)).toMatchObject({ kind: 'dead' });
  });

  it('tries a bug of ours once more, then stops', () => {
    expect(outcomeOf(error('bug'), 1, 0, () => 0).kind).toBe('retry');
    expect(outcomeOf(error('bug'), 2, 0, () => 0).kind).toBe('dead');
  });
});
