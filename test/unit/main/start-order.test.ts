import { describe, expect, it } from 'vitest';
import { StartOrder } from '../../../src/main/start-order.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

/** Moments of a start in the order in which they came. */
function setUp() {
  const clock = new VirtualClock();
  const order = new StartOrder(clock);
  const came: string[] = [];
  void order.windowAsked.then(() => came.push('window asked'));
  void order.pageServed.then(() => came.push('page served'));
  void order.settled.then(() => came.push('settled'));
  return { clock, order, came };
}

describe('the order of a start', () => {
  it('waits with the engine until the page has its script, and with the rest until the start is over', async () => {
    const { clock, order, came } = setUp();
    await clock.advance(60_000);
    expect(came).toEqual([]);
    order.askedForWindow(true);
    await clock.advance(200);
    expect(came).toEqual(['window asked']);
    order.servedScript();
    await clock.advance(29);
    expect(came).toEqual(['window asked']);
    await clock.advance(1);
    expect(came).toEqual(['window asked', 'page served']);
    await clock.advance(3_000);
    expect(came).toEqual(['window asked', 'page served', 'settled']);
  });

  it('goes on by itself when the page never asks for its script', async () => {
    const { clock, order, came } = setUp();
    order.askedForWindow(true);
    await clock.advance(1_499);
    expect(came).toEqual(['window asked']);
    await clock.advance(1);
    expect(came).toEqual(['window asked', 'page served']);
  });

  it('waits for no page when the app starts without a window', async () => {
    const { clock, order, came } = setUp();
    order.askedForWindow(false);
    await clock.advance(0);
    expect(came).toEqual(['window asked', 'page served']);
  });

  it('lets everything go on when the app ends before there was a window', async () => {
    const { clock, order, came } = setUp();
    order.stopping();
    await clock.advance(0);
    expect(came).toEqual(['window asked', 'page served']);
  });
});
