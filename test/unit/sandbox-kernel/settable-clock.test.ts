import { describe, expect, it } from 'vitest';
import { settableClock } from '../../../src/sandbox/kernel/settable-clock.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const day = 86_400_000;

describe('a clock that can be set', () => {
  it('tells the time of the clock below until it is set forward', async () => {
    const base = new VirtualClock();
    const clock = settableClock(base);
    const fired: string[] = [];
    clock.after(1000, () => fired.push('once'));
    await base.advance(1000);
    expect([clock.now() - base.now(), clock.ahead(), fired]).toEqual([0, 0, ['once']]);
    clock.advance(day);
    expect([clock.now() - base.now(), clock.ahead()]).toEqual([day, day]);
  });

  it('fires what fell due in the jump in its order, and the rest at its time', async () => {
    const base = new VirtualClock();
    const clock = settableClock(base);
    const fired: string[] = [];
    clock.after(2000, () => fired.push('second'));
    clock.after(1000, () => fired.push('first'));
    clock.after(day + 5000, () => fired.push('later'));
    const cancel = clock.after(1500, () => fired.push('cancelled'));
    cancel();
    clock.advance(day);
    await base.advance(0);
    expect(fired).toEqual(['first', 'second']);
    await base.advance(4999);
    expect(fired).toHaveLength(2);
    await base.advance(1);
    expect(fired.at(-1)).toBe('later');
  });

  it('wakes a sleeper by the jump or by its signal', async () => {
    const base = new VirtualClock();
    const clock = settableClock(base);
    const woken = Promise.race([clock.sleep(day).then(() => 'slept'), base.sleep(5000).then(() => 'too late')]);
    clock.advance(day);
    await base.advance(5000);
    expect(await woken).toBe('slept');
    const stop = new AbortController();
    const sleeping = clock.sleep(day, stop.signal);
    stop.abort();
    await expect(sleeping).resolves.toBeUndefined();
  });

  it('does not go back', () => {
    expect(() => settableClock(new VirtualClock()).advance(-1)).toThrow('only goes forward');
  });
});
