import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { App, type ElectronApp, type Parts } from '../../../src/main/app.ts';

type Listener = (event: { preventDefault(): void }) => void;

/** Electron's `app` as far as start-up uses it; writes down what happened in order. */
function setUp(options: { first?: boolean; switches?: readonly string[]; argv?: readonly string[] } = {}) {
  const happened: string[] = [];
  const listeners = new Map<string, Listener>();
  const root = mkdtempSync(join(tmpdir(), 'start-up-'));
  const paths: Record<string, string> = { userData: root };
  let ready = (): void => {};
  let letStop = (): void => {};
  const app: ElectronApp = {
    commandLine: { hasSwitch: (name) => options.switches?.includes(name) ?? false },
    getPath: (name) => paths[name] ?? '',
    setPath: (name, path) => {
      paths[name] = path;
    },
    enableSandbox: () => happened.push('sandbox on'),
    requestSingleInstanceLock: () => {
      happened.push(`lock in ${paths.userData?.slice(root.length)}`);
      return options.first ?? true;
    },
    whenReady: () =>
      new Promise<void>((resolve) => {
        ready = resolve;
      }),
    quit: () => happened.push('quit'),
    exit: (code) => happened.push(`exit ${code}`),
    on: (event: string, listener: Listener) => listeners.set(event, listener),
  };
  const parts: Parts = {
    beforeReady: () => happened.push('before ready'),
    start: async () => {
      happened.push('start');
    },
    showWindow: () => happened.push('show window'),
    quitting: () => happened.push('quitting'),
    stop: () => {
      happened.push('stop');
      return new Promise<void>((resolve) => {
        letStop = resolve;
      });
    },
  };
  new App({
    app,
    argv: ['electron', ...(options.argv ?? ['--profile', 'demo'])],
    compose: () => parts,
    showFatal: (_title, message) => happened.push(`fatal: ${message}`),
  }).run();
  let prevented = 0;
  return {
    happened,
    paths,
    root,
    emit: (event: string) => listeners.get(event)?.({ preventDefault: () => (prevented += 1) }),
    prevented: () => prevented,
    becomeReady: async () => {
      ready();
      await new Promise((resolve) => setImmediate(resolve));
    },
    finishStopping: async () => {
      letStop();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('start-up', () => {
  it('takes the profile’s lock, then sandboxes and registers its scheme, and opens only when Electron is ready', async () => {
    const app = setUp();
    expect(app.happened).toEqual([`lock in ${join('/profiles', 'demo', 'browser')}`, 'sandbox on', 'before ready']);
    await app.becomeReady();
    expect(app.happened.at(-1)).toBe('start');
  });

  it('keeps everything of a profile below the given data folder', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
    const app = setUp({ argv: ['--profile=demo', `--data-dir=${elsewhere}`] });
    expect(app.paths.userData).toBe(join(elsewhere, 'profiles', 'demo', 'browser'));
    expect(app.paths.sessionData).toBe(app.paths.userData);
  });

  it('ends at once, before anything is made, when the profile is already open', async () => {
    const app = setUp({ first: false });
    await app.becomeReady();
    expect(app.happened.slice(1)).toEqual(['exit 0']);
  });

  it('does not ask for the sandbox where the system was told there is none', () => {
    expect(setUp({ switches: ['no-sandbox'] }).happened).not.toContain('sandbox on');
  });

  it('says so and ends when the command line makes no sense', () => {
    const app = setUp({ argv: ['--profile=../x'] });
    expect(app.happened).toEqual([expect.stringContaining("fatal: '../x' cannot be a profile name"), 'exit 1']);
  });

  it('brings the window forward when it is started a second time, once there can be one', async () => {
    const app = setUp();
    app.emit('second-instance');
    expect(app.happened).not.toContain('show window');
    await app.becomeReady();
    app.emit('second-instance');
    expect(app.happened.at(-1)).toBe('show window');
  });
});

describe('quitting', () => {
  it('waits for the engine to drain, once, and then ends', async () => {
    const app = setUp();
    app.emit('before-quit');
    app.emit('before-quit');
    expect(app.prevented()).toBe(2);
    expect(app.happened.filter((what) => what === 'stop')).toHaveLength(1);
    expect(app.happened).not.toContain('exit 0');
    await app.finishStopping();
    expect(app.happened.at(-1)).toBe('exit 0');
  });

  it('lets windows close for real before it drains', () => {
    const app = setUp();
    app.emit('before-quit');
    expect(app.happened.indexOf('quitting')).toBeLessThan(app.happened.indexOf('stop'));
  });

  it('begins when the last window is closed', () => {
    const app = setUp();
    app.emit('window-all-closed');
    expect(app.happened.at(-1)).toBe('quit');
  });
});
