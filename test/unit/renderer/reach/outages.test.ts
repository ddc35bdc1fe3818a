import { describe, expect, it } from 'vitest';
import {
  barOf,
  lengthParts,
  outcomeOf,
  sameDay,
  spanOf,
  ticksOf,
} from '../../../../src/renderer/features/reach/outages/timeline.ts';
import type { Outage } from '../../../../src/shared/domain/reach.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = new Date(2026, 10, 22, 15, 0).getTime();
const outage = (change: Partial<Outage>): Outage => ({
  id: 1,
  kind: 'tunnel',
  from: now - hour,
  to: now,
  why: '',
  caughtUpAt: null,
  ...change,
});

describe('the time line of outages', () => {
  it('begins with the day of the oldest one and ends now', () => {
    const span = spanOf([outage({ from: now - 4 * day }), outage({})], now);
    expect(span).toEqual({ from: new Date(2026, 10, 18).getTime(), to: now });
  });

  it('is a day long at least, so that one short outage does not fill it', () => {
    expect(spanOf([outage({ from: now - 60_000 })], now).from).toBe(new Date(2026, 10, 21).getTime());
  });

  it('puts each bar where it was, and lets one that lasts reach the end', () => {
    const span = { from: 0, to: 1000 };
    expect(barOf(outage({ from: 250, to: 500 }), span)).toEqual({ left: 25, width: 25 });
    expect(barOf(outage({ from: 900, to: null }), span)).toEqual({ left: 90, width: 10 });
    expect(barOf(outage({ from: -500, to: 100 }), span)).toEqual({ left: 0, width: 10 });
    expect(barOf(outage({ from: 1200, to: 1300 }), span)).toEqual({ left: 100, width: 0 });
  });

  it('names each day of a short line and some of a long one, always at midnight', () => {
    const short = ticksOf(spanOf([outage({ from: now - 2 * day })], now));
    expect(short.map((at) => new Date(at).getDate())).toEqual([20, 21, 22]);
    const long = ticksOf(spanOf([outage({ from: now - 60 * day })], now));
    expect(long.length).toBeLessThanOrEqual(7);
    expect(long.every((at) => new Date(at).getHours() === 0)).toBe(true);
  });

  it('tells an outage that lasts from one that is not caught up, and both from one that is', () => {
    expect(outcomeOf(outage({ to: null }))).toBe('lasting');
    expect(outcomeOf(outage({}))).toBe('missing');
    expect(outcomeOf(outage({ caughtUpAt: now }))).toBe('caught');
  });

  it('says how long in at most two units', () => {
    expect([0, 40_000, 24 * 60_000, hour, 8.4 * hour, 3 * day + 2.2 * hour, 2 * day].map(lengthParts)).toEqual([
      [['s', 0]],
      [['s', 40]],
      [['min', 24]],
      [['h', 1]],
      [
        ['h', 8],
        ['min', 24],
      ],
      [
        ['d', 3],
        ['h', 2],
      ],
      [['d', 2]],
    ]);
  });

  it('knows the days apart by the calendar', () => {
    expect(sameDay(now, now - hour)).toBe(true);
    expect(sameDay(now, now - 16 * hour)).toBe(false);
  });
});
