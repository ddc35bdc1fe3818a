import { describe, expect, it } from 'vitest';
import { SelfTest } from '../../../src/core/intake/self-test.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const seen = { host: 'bridge.example.net', hostAllowed: true };
const nonceOf = (path: string): string => path.replace('/selftest/', '');

describe('the self-test of the listener', () => {
  it('is a new random path each time, good once', async () => {
    const clock = new VirtualClock();
    const test = new SelfTest(clock);
    const one = test.begin();
    expect(one.path).toMatch(/^\/selftest\/[\w-]{32}$/);
    expect(test.take(nonceOf(one.path), seen)).toBe(true);
    expect(test.take(nonceOf(one.path), seen)).toBe(false);
    expect(await one.done).toEqual({ kind: 'arrived', at: clock.now(), ...seen });
    expect(test.begin().path).not.toBe(one.path);
  });

  it('takes nothing while no test runs, and nothing but its own path', () => {
    const test = new SelfTest(new VirtualClock());
    expect(test.take('', seen)).toBe(false);
    const { path } = test.begin();
    for (const wrong of ['', nonceOf(path).slice(1), `${nonceOf(path)}x`, nonceOf(path).toUpperCase().slice(0, 31)])
      expect(test.take(wrong, seen)).toBe(false);
    expect(test.take(nonceOf(path), seen)).toBe(true);
  });

  it('is over after a minute', async () => {
    const clock = new VirtualClock();
    const test = new SelfTest(clock);
    const { path, done } = test.begin();
    await clock.advance(60_000);
    expect(await done).toEqual({ kind: 'expired' });
    expect(test.take(nonceOf(path), seen)).toBe(false);
  });

  it('is cancelled by the next one', async () => {
    const clock = new VirtualClock();
    const test = new SelfTest(clock);
    const first = test.begin();
    const second = test.begin();
    expect(await first.done).toEqual({ kind: 'cancelled' });
    first.cancel();
    expect(test.take(nonceOf(first.path), seen)).toBe(false);
    expect(test.take(nonceOf(second.path), seen)).toBe(true);
    expect(clock.pending).toBe(0);
  });
});
