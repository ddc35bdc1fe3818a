import { describe, expect, it } from 'vitest';
import { CatchUp } from '../../../src/core/reach/health/catch-up.ts';
import { OutageBook } from '../../../src/core/reach/health/outages.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { promised } from './health-rig.ts';

const minuteMs = 60_000;

function rig() {
  const clock = new VirtualClock();
  const outages = new OutageBook({ store: promised(), clock, logger: silentLogger, onChange() {} });
  const asked: { until: number; pairs: boolean }[] = [];
  const state = { clock, outages, asked, lookedAt: null as number | null, looked: true, acting: true };
  const catchUp = new CatchUp({
    outages,
    clock,
    logger: silentLogger,
    mayAct: () => state.acting,
    poller: {
      get lookedAt() {
        return state.lookedAt;
      },
      async catchUp(until, { pairs }) {
        asked.push({ until, pairs });
        state.lookedAt = clock.now();
        return state.looked;
      },
    },
  });
  outages.onEnded(() => void catchUp.begin());
  return Object.assign(state, { catchUp });
}

describe('after an outage', () => {
  it('one poll is enough while polls went on all the time', async () => {
    const here = rig();
    await here.clock.advance(30 * minuteMs);
    here.lookedAt = here.clock.now() - minuteMs;
    await here.outages.began('callback', 'Off.', here.clock.now() - 20 * minuteMs);
    await here.outages.ended('callback');
    await here.clock.settle();
    expect(here.asked).toEqual([{ until: here.clock.now(), pairs: false }]);
    expect(here.outages.settled).toBe(true);
  });

  it('in which nothing could be asked either, each pair is looked at, and stays wanted until it was', async () => {
    const here = rig();
    here.looked = false;
    here.lookedAt = here.clock.now();
    await here.clock.advance(40 * minuteMs);
    await here.outages.began('tunnel', 'It fell.', here.clock.now() - 39 * minuteMs);
    await here.outages.ended('tunnel');
    const until = here.clock.now();
    await here.clock.advance(2 * minuteMs + 1);
    here.looked = true;
    await here.clock.advance(minuteMs);
    expect(here.asked).toEqual(Array.from({ length: 4 }, () => ({ until, pairs: true })));
    expect(await here.outages.list(9)).toMatchObject([{ caughtUpAt: until + 3 * minuteMs }]);
    await here.clock.advance(60 * minuteMs);
    expect(here.asked).toHaveLength(4);
  });

  it('nothing is asked while nothing is dispatched, and what waits is caught up when it goes on', async () => {
    const here = rig();
    here.acting = false;
    await here.outages.began('asleep', 'Slept.', here.clock.now() - minuteMs);
    await here.outages.ended('asleep');
    await here.clock.advance(10 * minuteMs);
    expect([here.asked, here.outages.settled]).toEqual([[], false]);
    here.acting = true;
    await here.catchUp.begin();
    expect([here.asked.length, here.outages.settled]).toEqual([1, true]);
  });

  it('nothing goes on once the app stops', async () => {
    const here = rig();
    here.looked = false;
    await here.outages.began('asleep', 'Slept.');
    await here.outages.ended('asleep');
    await here.clock.settle();
    here.catchUp.stop();
    await here.clock.advance(10 * minuteMs);
    expect([here.asked.length, here.clock.pending]).toEqual([1, 0]);
  });
});
