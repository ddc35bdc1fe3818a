import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

describe('the virtual clock', () => {
  it('fires timers in order of their time and lets what they start finish before the next', async () => {
    const clock = new VirtualClock({ startMs: 0 });
    const seen: string[] = [];
    clock.after(20, () => seen.push(`second at ${clock.now()}`));
    clock.after(10, () => {
      seen.push(`first at ${clock.now()}`);
      clock.after(5, () => seen.push(`nested at ${clock.now()}`));
    });
    await clock.advance(30);
    expect(seen).toEqual(['first at 10', 'nested at 15', 'second at 20']);
    expect(clock.now()).toBe(30);
  });

  it('does not fire a cancelled timer', async () => {
    const clock = new VirtualClock();
    let fired = false;
    clock.after(10, () => {
      fired = true;
    })();
    await clock.advance(20);
    expect(fired).toBe(false);
  });

  it('ends a sleep when its signal aborts', async () => {
    const clock = new VirtualClock();
    const abort = new AbortController();
    const sleeping = clock.sleep(1000, abort.signal);
    abort.abort();
    await sleeping;
    expect(clock.pending).toBe(0);
  });

  it('waits for real sockets that hold it before time moves', async () => {
    const clock = new VirtualClock({ startMs: 0 });
    const server = createServer((_request, response) => response.end('ok'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const events: string[] = [];
    clock.after(1000, () => events.push('timer'));
    const release = clock.hold();
    request({ host: '127.0.0.1', port, agent: false }, (response) => {
      response.resume();
      response.on('end', () => {
        events.push(`answer at ${clock.now()}`);
        release();
      });
    }).end();
    await clock.advance(1000);
    server.close();
    expect(events).toEqual(['answer at 0', 'timer']);
    expect(clock.stalls).toBe(0);
  });

  it('moves on when a holder waits for something only time can end', async () => {
    const clock = new VirtualClock({ startMs: 0, stallMs: 20 });
    const release = clock.hold();
    clock.after(5000, release);
    await clock.advance(5000);
    expect(clock.stalls).toBeGreaterThan(0);
    expect(clock.holds).toBe(0);
  });

  it('runs until something holds and says so when it never does', async () => {
    const clock = new VirtualClock({ startMs: 0 });
    let count = 0;
    const again = (): void => {
      count += 1;
      clock.after(100, again);
    };
    again();
    await clock.runUntil(() => count === 5);
    expect(clock.now()).toBe(400);
    await expect(clock.runUntil(() => count < 0, { maxMs: 1000, what: 'a negative count' })).rejects.toThrow(
      /a negative count still does not hold/,
    );
  });
});
