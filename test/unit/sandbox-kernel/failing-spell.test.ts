import { describe, expect, it } from 'vitest';
import { afterFailure, type FailingSpell, isOver, noSpell } from '../../../src/sandbox/kernel/failing-spell.ts';

const hour = 3_600_000;
const day = 24 * hour;

function failingAt(...times: readonly number[]): FailingSpell {
  return times.reduce<FailingSpell>(afterFailure, noSpell);
}

describe('a failing spell', () => {
  it('counts its days from the first failure, each once', () => {
    expect(failingAt(5 * hour, 6 * hour, 28 * hour, 30 * hour)).toEqual({ sinceMs: 5 * hour, days: [0, 1] });
  });

  it('is over when its days are, if something failed on each', () => {
    const spell = failingAt(0, day, 2 * day);
    expect(isOver(spell, 3, 3 * day - 1)).toBe(false);
    expect(isOver(spell, 3, 3 * day)).toBe(true);
  });

  it('with quiet days is over at the first failure after its days', () => {
    expect(isOver(failingAt(0, 2 * day), 3, 30 * day)).toBe(false);
    expect(isOver(failingAt(0, 30 * day), 3, 30 * day)).toBe(true);
  });

  it('never is over where days do not count, or where nothing failed', () => {
    expect(isOver(failingAt(0, day, 2 * day), 0, 90 * day)).toBe(false);
    expect(isOver(noSpell, 3, 90 * day)).toBe(false);
  });
});
