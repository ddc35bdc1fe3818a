import { describe, expect, it } from 'vitest';
import { Dispatching, type DispatchingOptions } from '../../../src/core/dispatching.ts';
import { createLane } from '../../../src/core/queue/lane.ts';
import { WakeWatch } from '../../../src/core/reach/tunnel/wake-watch.ts';
import { stoppedStatus } from '../../../src/main/stopped-status.ts';
import { trayView } from '../../../src/main/tray/tray-view.ts';
import { emptyConfig } from '../../../src/shared/config.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { inMemoryStore, t0, ticket } from '../store/in-memory.ts';

const hour = 3_600_000;

/** A clock somebody sets while timers run on, as a machine's timers do. */
class SettableClock extends VirtualClock {
  #shift = 0;

  override now(): number {
    return super.now() + this.#shift;
  }

  set(byMs: number): void {
    this.#shift += byMs;
  }
}

function dispatching(clock: SettableClock) {
  const done: string[] = [];
  const dispatches = new Dispatching({
    context: {
      config: () => ({ ...emptyConfig, started: false }),
      store: { appendActivities: async () => {} },
    },
    clock,
    logger: silentLogger,
    worker: { notify: () => done.push('notify') },
    onChange: () => {},
    paused: false,
  } as unknown as DispatchingOptions);
  new WakeWatch(clock, {
    woke: () => dispatches.wake(),
    setBack: (byMs) => dispatches.clockSetBack(byMs),
  });
  return dispatches;
}

describe('a pause of 15 minutes', () => {
  it('lasts 15 minutes when the clock is set back by hours, and says until when', async () => {
    const clock = new SettableClock();
    const dispatches = dispatching(clock);
    await dispatches.pause(15);
    await clock.advance(60_000);
    clock.set(-3 * hour);
    await clock.advance(60_000);
    const left = (dispatches.pausedUntil ?? 0) - clock.now();
    expect(left).toBeGreaterThan(12 * 60_000);
    expect(left).toBeLessThanOrEqual(15 * 60_000);
    const status = { ...stoppedStatus(clock.now(), ''), state: 'paused' as const, pausedUntil: dispatches.pausedUntil };
    const words = trayView(status, { name: 'production', kind: 'production' }, (at) => `+${String(at - clock.now())}`);
    expect(words.tooltip).toBe(`Paused until +${String(left)}.`);
    await clock.advance(13 * 60_000);
    expect(dispatches.paused).toBe(false);
  });

  it('ends when the computer slept past its end, or the clock was set past it', async () => {
    const clock = new SettableClock();
    const dispatches = dispatching(clock);
    await dispatches.pause(15);
    clock.set(3 * hour);
    await clock.advance(60_000);
    expect(dispatches).toMatchObject({ paused: false, pausedUntil: null });
  });

  it('until resumed stays, however the clock goes', async () => {
    const clock = new SettableClock();
    const dispatches = dispatching(clock);
    await dispatches.pause(null);
    for (const jump of [5 * hour, -9 * hour]) {
      clock.set(jump);
      await clock.advance(60_000);
    }
    expect(dispatches).toMatchObject({ paused: true, pausedUntil: null });
  });
});

describe('a lane that a vendor slowed down', () => {
  function slowed() {
    const clock = new SettableClock();
    const lane = createLane({ remote: 'fieldnation', clock, random: () => 0, perMinute: 600, concurrency: 2 });
    const limited = new AppError({ code: 'x', kind: 'rate-limited', message: 'Slow down.', retryAfterMs: 60_000 });
    return { clock, lane, slow: () => lane.run(() => Promise.reject(limited)).catch(() => undefined) };
  }

  it('waits no longer than it was told when the clock is set back by hours', async () => {
    const { clock, lane, slow } = slowed();
    await slow();
    clock.set(-3 * hour);
    expect(lane.state().pausedUntil).toBe(clock.now() + 60_000);
    await clock.advance(60_000);
    expect(lane.state().pausedUntil).toBeNull();
    await expect(lane.run(async () => 'sent')).resolves.toBe('sent');
  });

  it('goes on when the clock jumps past the end', async () => {
    const { clock, lane, slow } = slowed();
    await slow();
    clock.set(2 * hour);
    expect(lane.state().pausedUntil).toBeNull();
  });

  it('keeps its budget: a clock that goes back or forth grants no storm of requests', async () => {
    const { clock, lane } = slowed();
    for (const jump of [5 * hour, -9 * hour, 2 * hour]) {
      clock.set(jump);
      const sent = clock.now();
      let count = 0;
      const all = Promise.all(Array.from({ length: 30 }, () => lane.run(async () => (count += 1))));
      await clock.advance(1000);
      expect(count, `${String(jump)} at ${String(sent)}`).toBeLessThanOrEqual(21);
      await clock.advance(3000);
      await all;
    }
  });
});

describe('the queue', () => {
  it('runs what was ready although the clock was set back by hours, and keeps the waits of what was not', () => {
    const store = inMemoryStore();
    store.enqueue({ target: ticket(1), cause: 'poll', runAt: t0 - 1000 }, { now: t0 });
    store.enqueue({ target: ticket(2), cause: 'poll', runAt: t0 + 60_000 }, { now: t0 });
    const now = t0 - 3 * hour;
    expect(store.claimJob(now)).toBeNull();
    store.clockSetBack(now, 3 * hour);
    expect(store.claimJob(now)).not.toBeNull();
    expect(store.claimJob(now)).toBeNull();
    expect(store.nextRunAt()).toBe(now + 60_000);
  });
});
