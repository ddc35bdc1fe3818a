import { afterEach, describe, expect, it } from 'vitest';
import { createHttp, type Http, type HttpRequest } from '../../../src/core/http/http.ts';
import { RequestTally } from '../../../src/core/monitor/request-tally.ts';
import { Sampler } from '../../../src/core/monitor/sampler.ts';
import { createLane } from '../../../src/core/queue/lane.ts';
import type { FigureTally, QueueCounts } from '../../../src/core/store/figures-port.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { loopback } from '../http/loopback.ts';

const minute = 60_000;
const empty: QueueCounts = {
  ready: 0,
  running: 0,
  held: 0,
  dead: 0,
  inboxWaiting: 0,
  inboxUnverified: 0,
  oldestReadyAt: null,
};

function sampled() {
  const clock = new VirtualClock({ startMs: Date.UTC(2026, 10, 22, 8, 0, 20) });
  const written: FigureTally[] = [];
  const pruned: number[] = [];
  const state = { counts: empty, refuses: false };
  const requests = new RequestTally();
  const sampler = new Sampler({
    clock,
    logger: silentLogger,
    requests,
    counts: () => state.counts,
    store: {
      queueCounts: async () => state.counts,
      async addFigures(tallies) {
        if (state.refuses) throw new Error('disk full');
        written.push(...tallies);
      },
      async prune(now) {
        pruned.push(now);
      },
    },
  });
  const depths = (): (readonly [string, number])[] =>
    written
      .filter((one) => one.name === 'queue')
      .map((one) => [new Date(one.at).toISOString().slice(11, 19), one.max] as const);
  return { clock, sampler, requests, state, written, pruned, depths };
}

const request = (at: number) => ({ remote: 'connectwise', failed: false, at, durationMs: 5 }) as const;

describe('the sampler', () => {
  it('samples the queue at once and in every minute of the clock, until it is stopped', async () => {
    const { clock, sampler, depths } = sampled();
    sampler.start();
    await clock.advance(2 * minute);
    await sampler.stop();
    await clock.advance(5 * minute);
    expect(depths()).toEqual([
      ['08:00:20', 0],
      ['08:01:00', 0],
      ['08:02:00', 0],
    ]);
  });

  it('keeps the deepest the queue was between two samples, not what happens to be there at one', async () => {
    const { clock, sampler, requests, state, depths } = sampled();
    sampler.start();
    await clock.advance(1000);
    state.counts = { ...empty, ready: 40, inboxWaiting: 2 };
    requests.add(request(clock.now()));
    state.counts = { ...empty, ready: 1 };
    await clock.advance(minute);
    await sampler.stop();
    expect(depths().map(([, depth]) => depth)).toEqual([0, 42]);
  });

  it('writes what was asked of the remotes with it, and the rest at the end', async () => {
    const { clock, sampler, requests, written } = sampled();
    sampler.start();
    requests.add(request(clock.now()));
    await clock.advance(minute);
    requests.add(request(clock.now()));
    await sampler.stop();
    expect(written.filter((one) => one.name === 'request').map((one) => one.count)).toEqual([1, 1]);
  });

  it('goes on after the store refused', async () => {
    const { clock, sampler, state, depths } = sampled();
    sampler.start();
    await clock.advance(1000);
    state.refuses = true;
    await clock.advance(minute);
    state.refuses = false;
    await clock.advance(minute);
    await sampler.stop();
    expect(depths().map(([at]) => at)).toEqual(['08:00:20', '08:02:00']);
  });

  it('lets go of what is too old soon after the start, never during it, and once a day from then on', async () => {
    const { clock, sampler, pruned } = sampled();
    const began = clock.now();
    sampler.start();
    await clock.advance(29_000);
    expect(pruned).toEqual([]);
    await clock.advance(50 * 60 * minute);
    await sampler.stop();
    const first = Date.UTC(2026, 10, 22, 8, 1);
    expect(pruned.map((at) => at - first)).toEqual([0, 24 * 60 * minute, 48 * 60 * minute]);
    expect(first - began).toBe(40_000);
  });
});

describe('requests of the HTTP client', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const item of open.splice(0)) await item.close();
  });

  async function counted(more: Partial<HttpRequest>, status: number | 'drop' = 200): Promise<readonly boolean[]> {
    const server = await loopback(() => (status === 'drop' ? 'drop' : { status, json: {} }));
    const failed: boolean[] = [];
    const http: Http = createHttp({
      clock: systemClock,
      logger: silentLogger,
      proxy: 'none',
      caFile: '',
      userAgent: 'test',
      onRequest: (done) => failed.push(done.failed),
    });
    open.push(http, server);
    const lane = createLane({
      remote: 'connectwise',
      clock: systemClock,
      random: () => 0,
      perMinute: Number.POSITIVE_INFINITY,
      concurrency: 1,
    });
    const asked = { method: 'GET', url: `${server.url}/x`, timeoutMs: 5000, idempotent: true, lane } as const;
    await http.request({ ...asked, remote: 'connectwise', label: 'ticket 1', ...more }).catch(() => {});
    return failed;
  }

  it('count as failed when no answer came or a refusal did, unless the caller expected it', async () => {
    expect(await counted({})).toEqual([false]);
    expect(await counted({}, 500)).toEqual([true]);
    expect(await counted({ expect: [404] }, 404)).toEqual([false]);
    expect(await counted({}, 'drop')).toEqual([true]);
  });

  it('do not count when they were called off', async () => {
    expect(await counted({ signal: AbortSignal.abort() })).toEqual([]);
  });
});
