import { describe, expect, it } from 'vitest';
import { NewestOnly } from '../../../src/main/ipc/newest-only.ts';

describe('of calls that only matter while they are the newest', () => {
  it('a newer one ends the one before, whose caller is told so', async () => {
    const newest = new NewestOnly();
    const signals: AbortSignal[] = [];
    const never = newest.run((signal) => {
      signals.push(signal);
      return new Promise<string>((_, reject) => signal.addEventListener('abort', () => reject(new Error('ended'))));
    });
    const second = newest.run(async () => 'newer');
    await expect(never).rejects.toMatchObject({ code: 'call.superseded', kind: 'transient' });
    expect(await second).toBe('newer');
    expect(signals[0]?.aborted).toBe(true);
  });

  it('an answer that comes all the same after a newer call began is not given', async () => {
    const newest = new NewestOnly();
    let answer = (_text: string): void => {};
    const first = newest.run(() => new Promise<string>((resolve) => (answer = resolve)));
    const second = newest.run(async () => 'newer');
    answer('old');
    await expect(first).rejects.toMatchObject({ code: 'call.superseded' });
    expect(await second).toBe('newer');
  });

  it('one after the other both answer, and a failure stays what it is', async () => {
    const newest = new NewestOnly();
    expect(await newest.run(async () => 1)).toBe(1);
    await expect(newest.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await newest.run(async () => 2)).toBe(2);
  });
});
