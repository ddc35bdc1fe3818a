import { describe, expect, it } from 'vitest';
import { FreshKeeper } from '../../../src/renderer/features/dashboard/fresh-keeper.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

/** Seconds after the first question at which it was asked again. */
function setUp() {
  const clock = new VirtualClock();
  const began = clock.now();
  const asked: number[] = [];
  let seen = true;
  const keeper = new FreshKeeper({
    clock,
    everyMs: 60_000,
    seen: () => seen,
    ask: () => asked.push((clock.now() - began) / 1000),
  });
  return {
    clock,
    keeper,
    asked,
    look: (now: boolean) => {
      seen = now;
    },
  };
}

describe('figures of the dashboard', () => {
  it('follow a change that comes right after they were asked for', async () => {
    const { clock, keeper, asked } = setUp();
    await clock.advance(1_000);
    keeper.changed();
    expect(asked).toEqual([]);
    await clock.advance(4_000);
    expect(asked).toEqual([5]);
  });

  it('follow a later change at once, and a busy engine every five seconds', async () => {
    const { clock, keeper, asked } = setUp();
    await clock.advance(10_000);
    for (let n = 0; n < 120; n += 1) {
      keeper.changed();
      await clock.advance(100);
    }
    expect(asked).toEqual([10, 15, 20]);
  });

  it('are asked for at regular times when nothing is said, counted from the last answer', async () => {
    const { clock, keeper, asked } = setUp();
    await clock.advance(20_000);
    keeper.changed();
    await clock.advance(130_000);
    expect(asked).toEqual([20, 80, 140]);
    keeper.dispose();
    await clock.advance(600_000);
    expect(asked).toEqual([20, 80, 140]);
  });

  it('are left alone while nobody sees the window, and fresh when somebody does', async () => {
    const { clock, keeper, asked, look } = setUp();
    look(false);
    keeper.changed();
    await clock.advance(150_000);
    expect(asked).toEqual([]);
    look(true);
    keeper.changed();
    expect(asked).toEqual([150]);
  });
});
