import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  followLog,
  goToTime,
  isFollowing,
  loadNewer,
  loadOlder,
  mostWaiting,
  setAtTop,
  setPaused,
  showLog,
  showOldest,
  useLog,
} from '../../../src/renderer/stores/log-store.ts';
import { mostRows } from '../../../src/renderer/stores/log-window.ts';
import type { Activity, ActivityFilter } from '../../../src/shared/domain/activity.ts';

interface Asked {
  readonly filter: ActivityFilter;
  readonly before: number | null;
  readonly after?: number | null;
  readonly limit: number;
}

let newest = 0;
let asked: Asked[] = [];
let tell: (payload: { lastId: number }) => void = () => {};
let answer: (input: Asked) => Promise<Activity[]>;
let stop = (): void => {};

function line(id: number): Activity {
  const nothing = { ticketId: null, workOrderId: null, linkId: null, jobId: null, durationMs: null, error: null };
  const what = { side: 'app', direction: 'none', kind: 'test', result: 'ok', message: `Line ${String(id)}` } as const;
  return { id, at: id, ...what, ...nothing, details: null };
}

function lines(from: number, count: number): Activity[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => line(from - index));
}

/** The log as the store keeps it: lines 1 to `newest`, newest first. */
function page({ before, after, limit }: Asked): Promise<Activity[]> {
  if (after !== undefined && after !== null) {
    const top = Math.min(newest, after + limit);
    return Promise.resolve(lines(top, top - after));
  }
  const top = before === null ? newest : Math.min(newest, before - 1);
  return Promise.resolve(lines(top, Math.min(limit, top)));
}

const shownIds = (): number[] => useLog.getState().log.rows.map((row) => row.id);
const write = (lastId: number): void => {
  newest = lastId;
  tell({ lastId });
};

beforeEach(() => {
  asked = [];
  newest = 3;
  answer = page;
  vi.stubGlobal('window', {
    dispatchBridge: {
      'log:page': (input: Asked) => {
        asked.push(input);
        return answer(input);
      },
      'log:count': ({ filter }: { filter: ActivityFilter }) => {
        const fit = newest - Math.max(0, (filter.from ?? 1) - 1);
        return Promise.resolve({ count: Math.min(fit, 10_000), capped: fit > 10_000 });
      },
      'log:at': ({ at }: { at: number }) => Promise.resolve(at < 1 ? null : Math.min(at, newest)),
      on: (_push: string, listener: typeof tell) => {
        tell = listener;
        return () => {};
      },
    },
  });
  useLog.setState(useLog.getInitialState(), true);
  stop = followLog();
});

afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

describe('the live log as it is read', () => {
  it('shows the newest page and follows what comes', async () => {
    await showLog({});
    write(5);
    await vi.waitFor(() => expect(shownIds()).toEqual([5, 4, 3, 2, 1]));
    expect(useLog.getState().count).toEqual({ count: 5, capped: false });
  });

  it('counts new lines without moving the page while the reader has scrolled away', async () => {
    await showLog({});
    setAtTop(false);
    write(5);
    await vi.waitFor(() => expect(useLog.getState().waiting).toBe(2));
    write(6);
    await vi.waitFor(() => expect(useLog.getState().waiting).toBe(3));
    expect(shownIds()).toEqual([3, 2, 1]);
    setAtTop(true);
    await vi.waitFor(() => expect(shownIds()).toEqual([6, 5, 4, 3, 2, 1]));
    expect(useLog.getState().waiting).toBe(0);
  });

  it('stays as it is while a person holds it, also at the top, and follows again when told to', async () => {
    await showLog({});
    setPaused(true);
    expect(isFollowing(useLog.getState())).toBe(false);
    write(4);
    await vi.waitFor(() => expect(useLog.getState().waiting).toBe(1));
    expect(shownIds()).toEqual([3, 2, 1]);
    setPaused(false);
    await vi.waitFor(() => expect(shownIds()).toEqual([4, 3, 2, 1]));
  });

  it('stops counting what waits when it is more than anybody reads', async () => {
    await showLog({});
    setAtTop(false);
    write(1_000_000);
    await vi.waitFor(() => expect(useLog.getState().waiting).toBe(mostWaiting));
    expect(shownIds()).toEqual([3, 2, 1]);
  });

  it('leaves no hole when more lines came than fit on a page', async () => {
    await showLog({});
    write(450);
    await vi.waitFor(() => expect(shownIds()).toHaveLength(450));
    expect(shownIds()).toEqual(Array.from({ length: 450 }, (_, index) => 450 - index));
  });

  it('starts over from the newest lines when the gap is too wide to read', async () => {
    await showLog({});
    write(5_000);
    await vi.waitFor(() => expect(shownIds()[0]).toBe(5_000));
    expect(shownIds()).toHaveLength(200);
    expect(useLog.getState().log.hasOlder).toBe(true);
  });

  it('drops the answer to a filter that was changed meanwhile', async () => {
    let late: (rows: Activity[]) => void = () => {};
    answer = () =>
      new Promise((resolve) => {
        late = resolve;
      });
    const first = showLog({ text: 'slow' });
    answer = page;
    await showLog({ text: 'fast' });
    late([line(99)]);
    await first;
    expect(shownIds()).toEqual([3, 2, 1]);
    expect(useLog.getState().filter).toEqual({ text: 'fast' });
  });

  it('asks for older lines below the last one, once at a time', async () => {
    newest = 300;
    await showLog({});
    await Promise.all([loadOlder(), loadOlder()]);
    expect(asked.map((input) => input.before)).toEqual([null, 101]);
    expect(shownIds()).toHaveLength(300);
    expect(useLog.getState().log.hasOlder).toBe(false);
  });

  it('holds no more of a million lines however far it is scrolled, and finds the way back', async () => {
    newest = 1_000_000;
    await showLog({});
    for (let turn = 0; turn < 12; turn += 1) await loadOlder();
    expect(shownIds()).toHaveLength(mostRows);
    expect(useLog.getState().log.start + shownIds().length).toBe(13 * 200);
    expect(isFollowing(useLog.getState())).toBe(false);
    while (useLog.getState().log.hasNewer) await loadNewer();
    expect([shownIds()[0], useLog.getState().log.start, shownIds().length]).toEqual([1_000_000, 0, mostRows]);
  });

  it('goes to a time with the lines on both sides of it', async () => {
    newest = 9_000;
    await showLog({});
    expect((await goToTime(4_000))?.id).toBe(4_000);
    const { log, reveal } = useLog.getState();
    expect([shownIds()[0], shownIds().at(-1), reveal?.id]).toEqual([4_100, 3_801, 4_000]);
    expect([log.hasNewer, log.hasOlder, log.start]).toEqual([true, true, 4_901]);
    expect(await goToTime(0)).toBeNull();
  });

  it('goes to the oldest line', async () => {
    newest = 9_000;
    await showLog({});
    expect((await showOldest())?.id).toBe(1);
    const { log } = useLog.getState();
    expect([shownIds().length, log.start, log.hasOlder, log.hasNewer]).toEqual([200, 8_800, false, true]);
  });

  it('keeps the error when the log cannot be read', async () => {
    answer = () => Promise.reject({ code: 'store.busy', kind: 'transient', message: 'The log is busy.', context: {} });
    await showLog({});
    expect(useLog.getState().error?.code).toBe('store.busy');
  });
});
