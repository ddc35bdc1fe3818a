import { describe, expect, it } from 'vitest';
import {
  addNewer,
  addOlder,
  emptyWindow,
  type LogWindow,
  mostRows,
  newestId,
  reachesKnown,
  release,
} from '../../../src/renderer/stores/log-window.ts';
import type { Activity } from '../../../src/shared/domain/activity.ts';

function row(id: number, result: Activity['result'] = 'ok'): Activity {
  return {
    id,
    at: id * 1000,
    side: 'app',
    direction: 'none',
    kind: 'test',
    result,
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

const rows = (...ids: number[]): Activity[] => ids.map((id) => row(id));
const ids = (list: readonly Activity[]): number[] => list.map((one) => one.id);
const shown = (...list: number[]): LogWindow => ({ ...emptyWindow, rows: rows(...list) });

describe('the live log', () => {
  it('puts newer rows on top while it follows', () => {
    const log = addNewer(shown(3, 2, 1), rows(5, 4, 3), true);
    expect(ids(log.rows)).toEqual([5, 4, 3, 2, 1]);
    expect(log.pending).toEqual([]);
  });

  it('keeps newer rows back while the reader has scrolled away, and shows them when asked', () => {
    const once = addNewer(shown(3, 2), rows(4, 3), false);
    const twice = addNewer(once, rows(6, 5, 4), false);
    expect(ids(twice.rows)).toEqual([3, 2]);
    expect(ids(twice.pending)).toEqual([6, 5, 4]);
    expect(newestId(twice)).toBe(6);
    expect(ids(release(twice).rows)).toEqual([6, 5, 4, 3, 2]);
    expect(release(twice).pending).toEqual([]);
  });

  it('shows what was kept back before what is newer when it follows again', () => {
    const held = addNewer(shown(2), rows(3), false);
    expect(ids(addNewer(held, rows(4), true).rows)).toEqual([4, 3, 2]);
  });

  it('replaces a known row that has changed instead of showing it twice', () => {
    const log = addNewer(shown(3, 2), [row(4), row(3, 'error')], true);
    expect(ids(log.rows)).toEqual([4, 3, 2]);
    expect(log.rows[1]?.result).toBe('error');
  });

  it('knows that rows are missing when a full page does not reach what it has', () => {
    expect(reachesKnown(rows(9, 8, 7), 4, 3)).toBe(false);
    expect(reachesKnown(rows(7, 6, 5), 4, 3)).toBe(true);
    expect(reachesKnown(rows(9), 4, 3)).toBe(true);
    expect(reachesKnown([], 4, 3)).toBe(true);
  });

  it('adds older rows once each and notices the start of the log', () => {
    const more = addOlder(shown(9, 8), rows(8, 7, 6), 3);
    expect(ids(more.rows)).toEqual([9, 8, 7, 6]);
    expect(more.hasOlder).toBe(true);
    expect(addOlder(more, rows(5), 3).hasOlder).toBe(false);
  });

  it('lets go of the oldest rows when it has followed for very long, and can page for them again', () => {
    const full: LogWindow = {
      ...emptyWindow,
      rows: Array.from({ length: mostRows }, (_, index) => row(mostRows - index)),
    };
    const log = addNewer(full, rows(mostRows + 1, mostRows), true);
    expect([log.rows.length, log.rows[0]?.id, log.rows.at(-1)?.id]).toEqual([mostRows, mostRows + 1, 2]);
    expect(log.hasOlder).toBe(true);
  });
});
