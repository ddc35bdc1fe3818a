import { describe, expect, it } from 'vitest';
import { WakeWatch } from '../../../src/core/reach/tunnel/wake-watch.ts';
import { CrashGuard } from '../../../src/main/crash-guard.ts';
import { menuTemplate } from '../../../src/main/menu.ts';
import { proxyFromList } from '../../../src/main/system-proxy.ts';
import type { Clock } from '../../../src/shared/clock.ts';
import { silentLogger } from '../../../src/shared/logger.ts';

describe('the system’s proxy', () => {
  it.each([
    ['DIRECT', null],
    ['PROXY proxy.corp:8080; DIRECT', 'http://proxy.corp:8080'],
    ['HTTPS proxy.corp:443', 'https://proxy.corp:443'],
    ['SOCKS5 socks:1080; PROXY second:3128', 'http://second:3128'],
    ['SOCKS5 socks:1080', null],
    ['', null],
  ])('%j means %j', (list, proxy) => {
    expect(proxyFromList(list)).toBe(proxy);
  });
});

describe('sleep', () => {
  it('is noticed by the clock having jumped, on machines that never say they woke up', () => {
    let now = 0;
    let tick = (): void => {};
    const clock = {
      now: () => now,
      after: (_ms: number, fn: () => void) => {
        tick = fn;
        return () => {};
      },
    } as unknown as Clock;
    const woken: number[] = [];
    const back: number[] = [];
    new WakeWatch(clock, { woke: (ms) => woken.push(ms), setBack: (ms) => back.push(ms) });
    now += 30_100;
    tick();
    expect(woken).toEqual([]);
    now += 30_000 + 3_600_000;
    tick();
    expect(woken).toEqual([3_600_000]);
    now += 30_000;
    tick();
    expect(woken).toHaveLength(1);
    expect(back).toEqual([]);
    now -= 3 * 3_600_000;
    tick();
    expect(back).toEqual([3 * 3_600_000 + 30_000]);
    now += 30_000;
    tick();
    expect([woken.length, back.length]).toEqual([1, 1]);
  });
});

describe('a fault in the main process', () => {
  function setUp(choice: 'restart' | 'quit' = 'quit') {
    const happened: string[] = [];
    const guard = new CrashGuard({
      logger: { ...silentLogger, error: (_fields, message) => happened.push(`log: ${message}`) },
      stop: async () => {
        happened.push('stop');
        throw new Error('busy');
      },
      ask: async (_message, details) => {
        happened.push(`ask with ${details.split('\n')[0]}`);
        return choice;
      },
      restart: () => happened.push('restart'),
      quit: () => happened.push('quit'),
    });
    return { guard, happened };
  }

  it('stops sync before anyone is asked, even when stopping fails', async () => {
    const { guard, happened } = setUp();
    await guard.onException(new Error('boom'));
    expect(happened).toEqual([
      expect.stringContaining('log:'),
      'stop',
      expect.stringContaining('log:'),
      'ask with Error: boom',
      'quit',
    ]);
  });

  it('restarts when the person says so, and asks once a session', async () => {
    const { guard, happened } = setUp('restart');
    await guard.onException(new Error('one'));
    await guard.onException(new Error('two'));
    expect(happened.filter((what) => what.startsWith('ask'))).toHaveLength(1);
    expect(happened).toContain('restart');
  });

  it('is only logged when it is a promise nobody waited for', () => {
    const { guard, happened } = setUp();
    guard.onRejection('lost');
    expect(happened).toEqual([expect.stringContaining('log:')]);
  });
});

describe('the menu', () => {
  const actions = { syncNow: () => {}, go: () => {}, quit: () => {} };
  const roles = (developer: boolean): string => JSON.stringify(menuTemplate('linux', developer, actions));

  it('has developer tools and reload only in a developer build', () => {
    expect(roles(false)).not.toMatch(/toggleDevTools|reload/i);
    expect(roles(true)).toContain('toggleDevTools');
  });

  it('gives every page a key', () => {
    const went: string[] = [];
    const template = menuTemplate('linux', false, { ...actions, go: (page) => went.push(page) });
    const go = template.find((item) => item.label === 'Go')?.submenu;
    if (!Array.isArray(go)) throw new Error('There is no Go menu');
    expect(go.map((item) => item.accelerator)).toEqual(
      Array.from({ length: 7 }, (_, index) => `CmdOrCtrl+${index + 1}`),
    );
    for (const item of go) (item.click as (() => void) | undefined)?.();
    expect(went).toEqual(['dashboard', 'events', 'links', 'attention', 'mapping', 'callbacks', 'settings']);
  });
});
