import { describe, expect, it } from 'vitest';
import { createLane, type LaneOptions } from '../../../src/core/queue/lane.ts';
import type { LaneRow } from '../../../src/core/store/figures-port.ts';
import { AppError, type ErrorKind } from '../../../src/shared/errors.ts';
import { failure } from '../../fakes/failure.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

function setUp(more: Partial<LaneOptions> = {}) {
  const clock = new VirtualClock();
  const rows: LaneRow[] = [];
  const lane = createLane({
    remote: 'fieldnation',
    clock,
    random: () => 0,
    perMinute: Number.POSITIVE_INFINITY,
    concurrency: 4,
    onPersist: (row) => rows.push(row),
    ...more,
  });
  return { clock, lane, rows };
}
const problem = (kind: ErrorKind, retryAfterMs?: number): AppError =>
  new AppError({
    code: `fieldnation.${kind}`,
    kind,
    message: `It was ${kind}.`,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
const fails = (error: AppError) => () => Promise.reject(error);

describe('the rate budget', () => {
  it('lets a small burst through, then one request for each share of a minute', async () => {
    const { clock, lane } = setUp({ perMinute: 60 });
    const sent: number[] = [];
    const start = clock.now();
    const all = Promise.all(Array.from({ length: 15 }, () => lane.run(async () => sent.push(clock.now() - start))));
    await clock.advance(10_000);
    await all;
    expect(sent.slice(0, 10)).toEqual(new Array(10).fill(0));
    expect(sent.slice(10)).toEqual([1000, 2000, 3000, 4000, 5000]);
    expect(lane.state().budgetLeft).toBe(45);
  });

  it('never sends more than a minute holds plus the burst', async () => {
    const { clock, lane } = setUp({ perMinute: 120, concurrency: 100 });
    const sent: number[] = [];
    for (let i = 0; i < 600; i += 1) void lane.run(async () => sent.push(clock.now())).catch(() => {});
    await clock.advance(180_000);
    for (const at of sent)
      expect(sent.filter((other) => other > at - 60_000 && other <= at).length).toBeLessThanOrEqual(130);
    expect(sent.length).toBeGreaterThan(360);
  });

  it('keeps to the allowed number at once and takes turns in order', async () => {
    const { lane } = setUp({ concurrency: 2 });
    let now = 0;
    let most = 0;
    const order: number[] = [];
    const release: (() => void)[] = [];
    const jobs = [0, 1, 2, 3, 4].map((index) =>
      lane.run(async () => {
        order.push(index);
        now += 1;
        most = Math.max(most, now);
        await new Promise<void>((resolve) => release.push(resolve));
        now -= 1;
      }),
    );
    for (let done = 0; done < 5; done += 1) {
      await expect.poll(() => release.length).toBeGreaterThan(done);
      release[done]?.();
    }
    await Promise.all(jobs);
    expect(most).toBe(2);
    expect(order).toEqual([0, 1, 2, 3, 4]);
  });

  it('shows a large finite number when it is off', () => {
    expect(Number.isFinite(setUp().lane.state().budgetLeft)).toBe(true);
  });
});

describe('a pause', () => {
  it('lasts as long as the remote asks; requests meanwhile fail at once with its reason and the time left', async () => {
    const { clock, lane, rows } = setUp();
    await failure(lane.run(fails(problem('rate-limited', 30_000))));
    expect(lane.blockedUntil()).toBe(clock.now() + 30_000);
    await clock.advance(10_000);
    let ran = false;
    const error = await failure(
      lane.run(async () => {
        ran = true;
      }),
    );
    expect(error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 20_000 });
    expect(ran).toBe(false);
    expect(rows.at(-1)).toMatchObject({ pausedUntil: clock.now() + 20_000, pauseReason: { kind: 'rate-limited' } });
    await clock.advance(20_000);
    expect(lane.blockedUntil()).toBeNull();
    await lane.run(async () => {});
    expect(lane.state()).toMatchObject({ pausedUntil: null, reason: null, lastSuccessAt: clock.now() });
  });

  it('turns away those who already wait for their turn', async () => {
    const { lane } = setUp({ concurrency: 1 });
    const first = failure(lane.run(fails(problem('rate-limited', 5_000))));
    const second = failure(lane.run(async () => {}));
    expect([(await first).kind, (await second).kind]).toEqual(['rate-limited', 'rate-limited']);
  });

  it('grows while the remote stays out of reach, and starts small again after a success', async () => {
    const { clock, lane } = setUp();
    const waits: number[] = [];
    for (let i = 0; i < 7; i += 1) {
      await failure(lane.run(fails(problem('offline'))));
      const until = lane.blockedUntil() ?? 0;
      waits.push(until - clock.now());
      await clock.advance(until - clock.now());
    }
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 80_000, 120_000, 120_000]);
    await lane.run(async () => {});
    await failure(lane.run(fails(problem('offline'))));
    expect((lane.blockedUntil() ?? 0) - clock.now()).toBe(5_000);
  });

  it('for a refused key ends only when somebody resumes the lane', async () => {
    const { clock, lane } = setUp();
    await failure(lane.run(fails(problem('auth'))));
    await clock.advance(86_400_000);
    expect((await failure(lane.run(async () => {}))).kind).toBe('auth');
    expect(lane.state()).toMatchObject({ needsSignIn: true, pausedUntil: null });
    lane.resume();
    expect(await lane.run(async () => 'ok')).toBe('ok');
    expect(lane.state()).toMatchObject({ needsSignIn: false, reason: null });
  });

  it('survives a restart', async () => {
    const first = setUp();
    await failure(first.lane.run(fails(problem('auth'))));
    const kept = first.rows.at(-1);
    expect(kept).toBeDefined();
    if (kept === undefined) return;
    const second = setUp({ restored: kept });
    expect((await failure(second.lane.run(async () => {}))).kind).toBe('auth');
  });

  it('is announced', async () => {
    const { lane } = setUp();
    const seen: (number | null)[] = [];
    lane.onChange((state) => seen.push(state.pausedUntil));
    await failure(lane.run(fails(problem('rate-limited', 1000))));
    lane.resume();
    expect(seen.length).toBe(2);
    expect(seen[1]).toBeNull();
  });
});

describe('the breaker', () => {
  async function open() {
    const set = setUp();
    for (let i = 0; i < 5; i += 1) await failure(set.lane.run(fails(problem('transient'))));
    return set;
  }

  it('opens after five failures in a row, and says so without using up attempts', async () => {
    const { lane } = await open();
    expect(lane.state().breaker).toBe('open');
    const error = await failure(lane.run(async () => {}));
    expect(error).toMatchObject({ code: 'lane.breaker-open', kind: 'offline' });
    expect(error.message).toContain('Field Nation failed 5 times in a row');
  });

  it('lets one request try, and closes when that works', async () => {
    const { clock, lane } = await open();
    await clock.advance(7_500);
    let running = 0;
    let most = 0;
    const release: (() => void)[] = [];
    const job = () =>
      lane.run(async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => release.push(resolve));
        running -= 1;
      });
    const jobs = [job(), job(), job()];
    await expect.poll(() => release.length).toBe(1);
    expect(lane.state().breaker).toBe('half-open');
    expect(most).toBe(1);
    release[0]?.();
    await expect.poll(() => release.length).toBe(3);
    for (const each of release) each();
    await Promise.all(jobs);
    expect(lane.state().breaker).toBe('closed');
  });

  it('opens again, for longer, when the try fails', async () => {
    const { clock, lane } = await open();
    await clock.advance(7_500);
    await failure(lane.run(fails(problem('transient'))));
    expect(lane.state().breaker).toBe('open');
    expect((lane.blockedUntil() ?? 0) - clock.now()).toBe(15_000);
  });

  it('goes on waiting after a restart, without using up attempts', async () => {
    const { rows } = await open();
    const kept = rows.at(-1);
    if (kept === undefined) throw new Error('nothing was kept');
    const { clock, lane } = setUp({ restored: kept });
    expect((await failure(lane.run(async () => {}))).code).toBe('lane.breaker-open');
    await clock.advance(7_500);
    await lane.run(async () => {});
    expect(lane.state().breaker).toBe('closed');
  });

  it('does not count what the remote answered sensibly', async () => {
    const { lane } = setUp();
    for (let i = 0; i < 4; i += 1) await failure(lane.run(fails(problem('transient'))));
    await failure(lane.run(fails(problem('permanent'))));
    await failure(lane.run(fails(problem('transient'))));
    expect(lane.state().breaker).toBe('closed');
    for (let i = 0; i < 20; i += 1) await failure(lane.run(() => Promise.reject(new Error('ours'))));
    expect(lane.state().breaker).toBe('closed');
  });
});
