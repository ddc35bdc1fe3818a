import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followLog, loadOlder, setFollowing, showLog, useLog } from '../../../src/renderer/stores/log-store.ts';
import type { Activity, ActivityFilter } from '../../../src/shared/domain/activity.ts';

interface Asked {
  readonly filter: ActivityFilter;
  readonly before: number | null;
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

/** The log as the store keeps it: lines 1 to `newest`, newest first. */
function page({ before, limit }: Asked): Promise<Activity[]> {
  const top = before === null ? newest : before - 1;
  return Promise.resolve(Array.from({ length: Math.max(0, Math.min(limit, top)) }, (_, index) => line(top - index)));
}

const shownIds = (): number[] => useLog.getState().log.rows.map((row) => row.id);

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
    newest = 5;
    tell({ lastId: 5 });
    await vi.waitFor(() => expect(shownIds()).toEqual([5, 4, 3, 2, 1]));
  });

  it('counts new lines without moving the page while the reader has scrolled away', async () => {
    await showLog({});
    setFollowing(false);
    newest = 5;
    tell({ lastId: 5 });
    await vi.waitFor(() => expect(useLog.getState().log.pending).toHaveLength(2));
    expect(shownIds()).toEqual([3, 2, 1]);
    setFollowing(true);
    expect(shownIds()).toEqual([5, 4, 3, 2, 1]);
  });

  it('leaves no hole when more lines came than fit on a page', async () => {
    await showLog({});
    newest = 450;
    tell({ lastId: 450 });
    await vi.waitFor(() => expect(shownIds()).toHaveLength(450));
    expect(shownIds()).toEqual(Array.from({ length: 450 }, (_, index) => 450 - index));
  });

  it('starts over from the newest lines when the gap is too wide to read', async () => {
    await showLog({});
    newest = 5_000;
    tell({ lastId: 5_000 });
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

  it('keeps the error when the log cannot be read', async () => {
    answer = () => Promise.reject({ code: 'store.busy', kind: 'transient', message: 'The log is busy.', context: {} });
    await showLog({});
    expect(useLog.getState().error?.code).toBe('store.busy');
  });
});
