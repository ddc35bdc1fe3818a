import { describe, expect, it } from 'vitest';
import { stoppedStatus } from '../../../src/main/stopped-status.ts';
import { trayHostPresent } from '../../../src/main/tray/tray-host.ts';
import { trayView } from '../../../src/main/tray/tray-view.ts';
import type { EngineStatus, RemoteHealth } from '../../../src/shared/domain/status.ts';

const ok: RemoteHealth = { ...stoppedStatus(0, '').connectwise, state: 'ok' };
const running: EngineStatus = { ...stoppedStatus(0, ''), state: 'running', connectwise: ok, fieldnation: ok };
const view = (part: Partial<EngineStatus>) => trayView({ ...running, ...part }, (at) => `time ${at}`);
const queue = running.queue;

describe('the tray', () => {
  it('says that everything is in step, and how much is waiting', () => {
    expect(view({})).toMatchObject({ state: 'idle', tooltip: 'In step.' });
    expect(view({ queue: { ...queue, waiting: 3 } })).toMatchObject({ state: 'idle', tooltip: 'In step. 3 waiting.' });
    expect(view({ queue: { ...queue, running: 1, waiting: 2 } })).toMatchObject({
      state: 'syncing',
      tooltip: 'Syncing. 2 waiting.',
    });
  });

  it('says until when it is paused, and then offers to resume instead of to pause', () => {
    expect(view({ state: 'paused', pausedUntil: 7 })).toEqual({
      state: 'paused',
      tooltip: 'Paused until time 7.',
      canPause: false,
      canResume: true,
    });
    expect(view({ state: 'paused' }).tooltip).toBe('Paused.');
    expect(view({})).toMatchObject({ canPause: true, canResume: false });
  });

  it('names the side that refuses the credentials before anything else', () => {
    expect(
      view({ connectwise: { ...ok, state: 'sign-in' }, fieldnation: { ...ok, state: 'offline' }, attention: 4 }),
    ).toMatchObject({ state: 'attention', tooltip: 'ConnectWise refuses the key. Open to sign in.' });
  });

  it('shows both sides when neither can be reached', () => {
    const shown = view({ connectwise: { ...ok, state: 'offline' }, fieldnation: { ...ok, state: 'offline' } });
    expect(shown.state).toBe('offline');
    expect(shown.tooltip).toContain('ConnectWise and Field Nation');
  });

  it('counts what needs a person', () => {
    expect(view({ attention: 1 })).toMatchObject({ state: 'attention', tooltip: '1 item needs you.' });
    expect(view({ attention: 2 })).toMatchObject({ tooltip: '2 items need you.' });
  });

  it('says what changes need to arrive at once, after what needs a person anyway', () => {
    const intake = { ...running.intake, needs: 'The SSH tunnel waits for you.' };
    expect(view({ intake })).toMatchObject({ state: 'attention', tooltip: 'The SSH tunnel waits for you.' });
    expect(view({ intake, attention: 1 }).tooltip).toBe('1 item needs you.');
    expect(view({ intake: { ...intake, needs: 'x'.repeat(300) } }).tooltip.length).toBeLessThanOrEqual(127);
    expect(view({ intake, state: 'watching' }).tooltip).toBe('Set up, not started. Open to start.');
  });

  it('shows a failing side and a stopped engine as errors, in words short enough for Windows', () => {
    const failing = view({ fieldnation: { ...ok, state: 'failing', message: 'x'.repeat(300) } });
    expect(failing.state).toBe('error');
    expect(failing.tooltip.length).toBeLessThanOrEqual(127);
    expect(view({ state: 'stopped', headline: 'The database is damaged.' })).toMatchObject({
      state: 'error',
      tooltip: 'The database is damaged.',
    });
  });

  it('does not call a remote that was never set up a failure', () => {
    const unset: RemoteHealth = { ...ok, state: 'not-set-up' };
    expect(view({ state: 'setup', connectwise: unset, fieldnation: unset })).toMatchObject({
      state: 'idle',
      tooltip: 'Not set up yet. Open to continue.',
      canPause: false,
    });
  });
});

describe('whether a tray icon would be seen', () => {
  const bus = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1/bus' };
  const answering = (answers: Record<string, string>) => {
    const asked: string[] = [];
    return {
      asked,
      run: async (file: string) => {
        asked.push(file);
        const answer = answers[file];
        if (answer === undefined) throw new Error('not installed');
        return answer;
      },
    };
  };

  it('needs no question on Windows and macOS', async () => {
    const { asked, run } = answering({});
    expect(await trayHostPresent({ platform: 'win32', env: {}, run })).toBe(true);
    expect(await trayHostPresent({ platform: 'darwin', env: {}, run })).toBe(true);
    expect(asked).toEqual([]);
  });

  it.each([
    ['gdbus', '(true,)\n', true],
    ['gdbus', '(false,)\n', false],
    ['dbus-send', 'method return sender=org.freedesktop.DBus\n   boolean true\n', true],
    ['busctl', 'b true\n', true],
    ['busctl', 'b false\n', false],
  ])('is what %s answers on Linux: %j', async (program, answer, expected) => {
    expect(await trayHostPresent({ platform: 'linux', env: bus, run: answering({ [program]: answer }).run })).toBe(
      expected,
    );
  });

  it('is no when nothing can answer', async () => {
    const { asked, run } = answering({});
    expect(await trayHostPresent({ platform: 'linux', env: bus, run })).toBe(false);
    expect(asked).toEqual(['gdbus', 'dbus-send', 'busctl']);
  });

  it('is no without a session bus, and nothing is run that would start one', async () => {
    const { asked, run } = answering({ gdbus: '(true,)' });
    expect(await trayHostPresent({ platform: 'linux', env: {}, run, exists: () => false })).toBe(false);
    expect(await trayHostPresent({ platform: 'linux', env: { DBUS_SESSION_BUS_ADDRESS: 'disabled:' }, run })).toBe(
      false,
    );
    expect(asked).toEqual([]);
  });
});
