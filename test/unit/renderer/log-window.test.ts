import { describe, expect, it } from 'vitest';
import {
  addNewer,
  addOlder,
  emptyWindow,
  follow,
  type LogWindow,
  mostRows,
  newestId,
} from '../../../src/renderer/stores/log-window.ts';
import type { Activity } from '../../../src/shared/domain/activity.ts';

function row(id: number): Activity {
  return {
    id,
    at: id * 1000,
    side: 'app',
    direction: 'none',
    kind: 'test',
    result: 'ok',
    message: `Line ${String(id)}`,
    ticketId: null,
    workOrderId: null,
    linkId: null,
    jobId: null,
    durationMs: null,
    error: null,
    details: null,
  };
}

/** Lines `from` down to `to`. */
const lines = (from: number, to: number): Activity[] =>
  Array.from({ length: from - to + 1 }, (_, index) => row(from - index));
const ids = (list: readonly Activity[]): number[] => list.map((one) => one.id);
const holds = (rows: readonly Activity[], over: Partial<LogWindow> = {}): LogWindow => ({
  ...emptyWindow,
  rows,
  ...over,
});
const full = (newest: number, over: Partial<LogWindow> = {}): LogWindow =>
  holds(lines(newest, newest - mostRows + 1), over);

describe('the part of the log that the window holds', () => {
  it('adds older rows once each and notices the start of the log', () => {
    const more = addOlder(holds(lines(9, 8)), lines(8, 6), 3);
    expect(ids(more.rows)).toEqual([9, 8, 7, 6]);
    expect(more.hasOlder).toBe(true);
    expect(addOlder(more, [row(5)], 3).hasOlder).toBe(false);
  });

  it('lets go of the newest rows when older ones are too many, and knows how many lie above', () => {
    const log = addOlder(full(5000), lines(5000 - mostRows, 4801 - mostRows), 200);
    expect(log.rows).toHaveLength(mostRows);
    expect([newestId(log), log.rows.at(-1)?.id, log.start, log.hasNewer]).toEqual([4800, 4801 - mostRows, 200, true]);
  });

  it('pages back up to where it came from, letting go of the oldest', () => {
    const below = addOlder(full(5000), lines(5000 - mostRows, 4801 - mostRows), 200);
    const back = addNewer(below, lines(5000, 4801), 200);
    expect([newestId(back), back.rows.length, back.start, back.hasOlder]).toEqual([5000, mostRows, 0, true]);
    // Full, so there may be more; the next page is empty and says that there is not.
    expect(back.hasNewer).toBe(true);
    expect(addNewer(back, [], 200).hasNewer).toBe(false);
  });

  it('counts nothing above the newest line, whatever was reckoned after a jump', () => {
    const jumped = holds(lines(50, 1), { start: 700, hasNewer: true });
    const top = addNewer(jumped, lines(60, 51), 200);
    expect([newestId(top), top.start, top.hasNewer]).toEqual([60, 0, false]);
  });

  it('never reckons fewer than no lines above', () => {
    const jumped = holds(lines(50, 1), { start: 10, hasNewer: true });
    expect(addNewer(jumped, lines(250, 51), 200).start).toBe(0);
  });

  it('puts lines just written on top once each, and does not grow without end', () => {
    expect(ids(follow(holds(lines(3, 1)), lines(5, 3)).rows)).toEqual([5, 4, 3, 2, 1]);
    const log = follow(full(5000), lines(5010, 5001));
    expect([newestId(log), log.rows.length, log.hasOlder, log.start]).toEqual([5010, mostRows, true, 0]);
  });
});
