import { describe, expect, it } from 'vitest';
import { clockTime, duration, relativeTime, tableTime, timeUntil } from '../../../src/renderer/ui/time.ts';

const now = new Date(2026, 10, 22, 14, 30, 10).getTime();
const ago = (ms: number): string => relativeTime(now - ms, now);

describe('times as people read them', () => {
  it('counts up from just now through seconds, minutes, hours and days', () => {
    expect([ago(0), ago(1_900), ago(2_000), ago(59_999)]).toEqual(['just now', 'just now', '2 s ago', '59 s ago']);
    expect([ago(60_000), ago(3_599_000), ago(3_600_000), ago(23 * 3_600_000)]).toEqual([
      '1 min ago',
      '59 min ago',
      '1 h ago',
      '23 h ago',
    ]);
    expect(ago(3 * 86_400_000)).toBe('3 d ago');
  });

  it('says when a moment still lies ahead, and that it is due once it came', () => {
    expect(relativeTime(now + 45_000, now)).toBe('in 45 s');
    expect(timeUntil(now + 300_000, now)).toBe('in 5 min');
    expect(timeUntil(now, now)).toBe('now');
    expect(timeUntil(now - 5_000, now)).toBe('now');
  });

  it('takes a clock that runs slightly ahead as just now, not as the future', () => {
    expect(relativeTime(now + 800, now)).toBe('just now');
  });

  it('leaves the date out only for today', () => {
    expect(clockTime(now + 60_000, now, 'en-US')).toBe('14:31');
    expect(clockTime(now + 86_400_000, now, 'en-US')).toContain('Mon');
    expect(clockTime(now + 30 * 86_400_000, now, 'en-US')).toContain('Dec');
    expect(tableTime(now, now, 'en-US')).toBe('14:30:10');
    expect(tableTime(now - 86_400_000, now, 'en-US')).toBe('Nov 21 14:30');
  });

  it('shows durations with as many digits as they deserve', () => {
    expect([duration(4.2), duration(999), duration(1_240), duration(12_400), duration(125_000)]).toEqual([
      '4 ms',
      '999 ms',
      '1.2 s',
      '12 s',
      '2 min 5 s',
    ]);
  });
});
