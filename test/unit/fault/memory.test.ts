import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Look, memoryTrend } from '../../fault/model/memory.ts';

const megabyte = 1_048_576;
const looks = (bytes: (minute: number) => number): readonly Look[] =>
  Array.from({ length: 30 }, (_, minute) => ({ minute, bytes: bytes(minute) }));

describe('whether memory grows steadily', () => {
  it('is so when it rises by a megabyte or two with every minute', () => {
    expect(memoryTrend(looks((minute) => (100 + 2 * minute) * megabyte)).steady).toBe(true);
  });

  it('is not so for what rises in the first third only', () => {
    expect(memoryTrend(looks((minute) => Math.min(100 + 20 * minute, 280) * megabyte)).steady).toBe(false);
  });

  it('is not so for any level that only swings', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 90, max: 110 }), { minLength: 30, maxLength: 30 }), (levels) => {
        expect(memoryTrend(levels.map((level, minute) => ({ minute, bytes: level * megabyte }))).steady).toBe(false);
      }),
    );
  });

  it('is not decided by a few looks', () => {
    expect(memoryTrend(looks((minute) => (100 + 50 * minute) * megabyte).slice(0, 5)).steady).toBe(false);
  });
});
