import { describe, expect, it } from 'vitest';
import { Channel } from '../../../src/core/store/channel.ts';
import type { AppErrorInfo } from '../../../src/shared/errors.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

type Methods = { echo(value: unknown): unknown; end(): void; shutdown(): void };

/** A worker that answers `echo`, ends without a word on `end`, and closes on `shutdown`. */
const worker = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ id, method, args }) => {
      if (method === 'end') process.exit(1);
      parentPort.postMessage({ kind: 'done', id, value: args[0], lastActivityId: null });
      if (method === 'shutdown') parentPort.close();
    });
    parentPort.postMessage({ kind: 'ready', value: null });
  `)}`,
);

function aChannel() {
  const clock = new VirtualClock();
  const troubles: AppErrorInfo[] = [];
  const channel = new Channel<Methods>(worker, { mode: 'reader', dataDir: 'nowhere' }, clock, {
    onError: (error) => troubles.push(error),
  });
  return { channel, clock, troubles };
}

describe('the way to a store thread', () => {
  it('tells everybody who waits, and the engine, when the thread ends on its own', async () => {
    const { channel, clock, troubles } = aChannel();
    await channel.ready();
    const waiting = channel.call('end');
    await expect(waiting).rejects.toMatchObject({ code: 'store.stopped' });
    await channel.exited();
    await expect(channel.call('echo', 1)).rejects.toMatchObject({ code: 'store.stopped' });
    expect(troubles.map((error) => error.code)).toEqual(['store.stopped']);
    expect(clock.holds).toBe(0);
    await channel.shutdown();
  });

  it('ends quietly when asked to', async () => {
    const { channel, clock, troubles } = aChannel();
    await channel.ready();
    expect(await channel.call('echo', { a: [undefined, 1] })).toEqual({ a: [undefined, 1] });
    await channel.shutdown();
    expect([troubles, clock.holds]).toEqual([[], 0]);
  });

  it('refuses what cannot travel, and goes on', async () => {
    const { channel, clock } = aChannel();
    await channel.ready();
    await expect(channel.call('echo', () => 1)).rejects.toMatchObject({ kind: 'bug' });
    expect(await channel.call('echo', 2)).toBe(2);
    await channel.shutdown();
    expect(clock.holds).toBe(0);
  });
});
