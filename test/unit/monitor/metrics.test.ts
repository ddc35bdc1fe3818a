import { describe, expect, it } from 'vitest';
import { spanOf } from '../../../src/core/monitor/ranges.ts';
import { RequestTally } from '../../../src/core/monitor/request-tally.ts';
import { bucketOf } from '../../../src/core/store/durations.ts';
import type { FigureTally } from '../../../src/core/store/figures-port.ts';
import type { ClaimedJob, JobOutcome, NewJob } from '../../../src/core/store/port.ts';
import { directionOf } from '../../../src/core/store/rows/run-figures.ts';
import { figureRanges } from '../../../src/shared/domain/monitor.ts';
import {
  aDelivery,
  anError,
  aSettlement,
  claimed,
  type InMemoryStore,
  inMemoryStore,
  t0,
  ticket,
} from '../store/in-memory.ts';

const minute = 60_000;
const hour = 3_600_000;
const live = spanOf('live', t0 + 14 * minute);

/** A job as a callback leaves it, claimed; `receivedAt` null: as a poll leaves it. */
function begun(store: InMemoryStore, id: number, receivedAt: number | null, cause = 'callback'): ClaimedJob {
  const job: NewJob = { target: ticket(id), cause, runAt: t0 };
  if (receivedAt === null) store.enqueue(job, { now: t0 });
  else {
    const accepted = store.acceptDelivery(aDelivery({ deliveryId: `${id}-${receivedAt}`, receivedAt, recordId: id }), {
      maxUnverified: 1,
    });
    const event = {
      recordType: 'ticket',
      recordId: id,
      name: 'PSA_TICKET_UPDATED',
      occurrence: `${receivedAt}`,
      at: t0,
    };
    store.queueDelivery(accepted.id, [event as never], job, t0);
  }
  return claimed(store, t0 + hour);
}

const retry = (countAttempt: boolean, error: typeof anError | null = anError): JobOutcome => ({
  kind: 'retry',
  runAt: t0 + 10 * hour,
  countAttempt,
  error,
});

describe('what a run counts', () => {
  it('is one success with the time since its delivery was received, by where it came from', () => {
    const store = inMemoryStore();
    store.settleJob(aSettlement(begun(store, 1, t0), { now: t0 + 3000 }));
    store.settleJob(aSettlement(begun(store, 2, null, 'poll'), { now: t0 + minute }));
    const { points, directions, latency, received } = store.figures(live);
    expect(points.slice(0, 2)).toEqual([
      { at: t0, events: 1, succeeded: 1, failed: 0, p50Ms: 3000, p95Ms: 3000, queueDepth: null },
      { at: t0 + minute, events: 0, succeeded: 1, failed: 0, p50Ms: null, p95Ms: null, queueDepth: null },
    ]);
    expect(directions.map(({ direction, succeeded }) => [direction, succeeded])).toEqual([
      ['inbound', 1],
      ['outbound', 0],
      ['none', 1],
    ]);
    expect(latency).toMatchObject({ count: 1, meanMs: 3000, maxMs: 3000 });
    expect(received).toEqual({ connectwise: 1, fieldnation: 0 });
  });

  it('is a failure when it used up an attempt or stopped for good, and nothing while it only waits', () => {
    const store = inMemoryStore();
    const outcomes: readonly JobOutcome[] = [
      retry(true),
      { kind: 'dead', error: anError },
      retry(false),
      retry(true, null),
      { kind: 'held', error: anError },
    ];
    for (const [index, outcome] of outcomes.entries()) {
      store.settleJob(aSettlement(begun(store, index + 1, t0), { outcome, eventsDone: [] }));
    }
    expect(store.endedRuns(t0, t0 + minute)).toEqual({ succeeded: 0, failed: 2 });
    expect(store.figures(live).latency).toBeNull();
  });

  it('is counted once: a settlement that is repeated after a kill is refused as a whole', () => {
    const store = inMemoryStore();
    const settlement = aSettlement(begun(store, 1, t0));
    store.settleJob(settlement);
    expect(() => store.settleJob(settlement)).toThrow(expect.objectContaining({ code: 'store.job-not-running' }));
    expect(store.endedRuns(t0, t0 + minute)).toEqual({ succeeded: 1, failed: 0 });
    expect(store.figures(live).points[0]).toMatchObject({ events: 1, succeeded: 1 });
  });

  it('is not counted when the rest of its settlement is refused', () => {
    const store = inMemoryStore();
    const settlement = aSettlement(begun(store, 1, t0), { link: { linkId: 99, state: 'open' } });
    expect(() => store.settleJob(settlement)).toThrow();
    expect(store.db.all("SELECT * FROM figure WHERE name <> 'callback'")).toEqual([]);
  });

  it('has an event that stayed open counted by the run that was done with it', () => {
    const store = inMemoryStore();
    const job = begun(store, 1, t0);
    store.settleJob(aSettlement(job, { outcome: { ...retry(true), runAt: t0 } as JobOutcome, eventsDone: [] }));
    const again = claimed(store, t0 + hour);
    store.settleJob(aSettlement(again, { now: t0 + minute }));
    expect(
      store
        .figures(live)
        .points.map((point) => point.events)
        .slice(0, 3),
    ).toEqual([0, 1, 0]);
  });

  it('takes the direction of a delivery that joined a job somebody else began', () => {
    const joined = { recordType: 'workorder' } as ClaimedJob['events'][number];
    expect(directionOf({ cause: 'poll', firstReceivedAt: t0, events: [joined] })).toBe('outbound');
    expect(directionOf({ cause: 'manual', firstReceivedAt: null, events: [joined] })).toBe('none');
    expect(directionOf({ cause: 'webhook', firstReceivedAt: null, events: [] })).toBe('outbound');
  });
});

describe('a range', () => {
  it('is whole steps that end with the step of now', () => {
    const now = Date.UTC(2026, 10, 22, 10, 7, 31);
    for (const range of figureRanges) {
      const { from, stepMs, steps } = spanOf(range, now);
      expect(from % stepMs).toBe(0);
      expect(from + (steps - 1) * stepMs).toBeLessThanOrEqual(now);
      expect(from + steps * stepMs).toBeGreaterThan(now);
      expect(steps).toBeLessThanOrEqual(90);
    }
  });

  it('has every step, the quiet ones with zeros, and no queue depth for those the app was closed in', () => {
    const store = inMemoryStore();
    const queue = { name: 'queue', remote: 'app', direction: 'none', count: 1 } as const;
    store.addFigures([
      { ...queue, at: t0 + 2 * minute, sum: 3, max: 3 },
      { ...queue, at: t0 + 2 * minute + 5, sum: 7, max: 7 },
      { ...queue, at: t0 + 3 * minute, sum: 0, max: 0 },
    ]);
    const { points } = store.figures(live);
    expect(points).toHaveLength(15);
    expect(points.map((point) => point.queueDepth).slice(0, 5)).toEqual([null, null, 7, 0, null]);
    expect(points.every((point) => point.events === 0 && point.p50Ms === null)).toBe(true);
  });

  it('gathers all minutes of a step, whatever its length', () => {
    const store = inMemoryStore();
    const durations = [{ bucket: bucketOf(500), count: 1 }];
    const one = { remote: 'app', direction: 'inbound', count: 1 } as const;
    store.addFigures(
      Array.from({ length: 60 }, (_, index) => t0 + index * minute).flatMap((at): FigureTally[] => [
        { ...one, at, name: 'events', sum: 2, max: 2 },
        { ...one, at, name: 'latency', sum: 500, max: 500, durations },
      ]),
    );
    const { points } = store.figures({ resolution: 'minute', from: t0, stepMs: 20 * minute, steps: 4 });
    expect(points.map((point) => point.events)).toEqual([40, 40, 40, 0]);
    expect(points.map((point) => point.p95Ms)).toEqual([500, 500, 500, null]);
  });

  it('adds up the same by the minute and by the hour', () => {
    const store = inMemoryStore();
    const tallies = Array.from({ length: 120 }, (_, index): FigureTally => {
      const ms = 20 + index * 7;
      const durations = [{ bucket: bucketOf(ms), count: 1 }];
      return {
        at: t0 + index * minute,
        name: 'request',
        remote: 'connectwise',
        direction: 'none',
        count: 1,
        sum: ms,
        max: ms,
        durations,
      };
    });
    store.addFigures(tallies);
    const byMinute = store.figures({ resolution: 'minute', from: t0, stepMs: 20 * minute, steps: 6 });
    const byHour = store.figures({ resolution: 'hour', from: t0, stepMs: hour, steps: 2 });
    expect(byHour.remotes).toEqual(byMinute.remotes);
    expect(byHour.remotes[0]).toMatchObject({ requests: 120, failed: 0, latency: { count: 120, maxMs: 853 } });
  });
});

describe('requests', () => {
  it('are counted per remote and minute, and taken once', () => {
    const tally = new RequestTally();
    const done = { remote: 'fieldnation', failed: false, at: t0, durationMs: 40 } as const;
    tally.add(done);
    tally.add({ ...done, at: t0 + 59_999, failed: true, durationMs: 200 });
    tally.add({ ...done, at: t0 + minute });
    tally.add({ ...done, remote: 'connectwise', durationMs: -3 });
    expect(tally.take().map(({ at, name, remote, count, sum }) => [at - t0, name, remote, count, sum])).toEqual([
      [0, 'request', 'fieldnation', 2, 240],
      [0, 'request.failed', 'fieldnation', 1, 1],
      [minute, 'request', 'fieldnation', 1, 40],
      [0, 'request', 'connectwise', 1, 0],
    ]);
    expect(tally.take()).toEqual([]);
  });
});
