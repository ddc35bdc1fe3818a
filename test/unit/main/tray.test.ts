import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stoppedStatus } from '../../../src/main/stopped-status.ts';
import { NewestProblems } from '../../../src/main/tray/newest-problems.ts';
import { trayHostPresent } from '../../../src/main/tray/tray-host.ts';
import { menuLabel, type TrayEntry, trayMenu } from '../../../src/main/tray/tray-menu.ts';
import { trayDesign, trayPicture } from '../../../src/main/tray/tray-picture.ts';
import { type TrayProfile, trayStates, trayView } from '../../../src/main/tray/tray-view.ts';
import type { EngineStatus, RemoteHealth } from '../../../src/shared/domain/status.ts';
import type { AttentionItem } from '../../../src/shared/domain/views.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const ok: RemoteHealth = { ...stoppedStatus(0, '').connectwise, state: 'ok' };
const running: EngineStatus = { ...stoppedStatus(0, ''), state: 'running', connectwise: ok, fieldnation: ok };
const production: TrayProfile = { name: 'production', kind: 'production' };
const sandbox: TrayProfile = { name: 'practice', kind: 'sandbox' };
const view = (part: Partial<EngineStatus>, profile = production) =>
  trayView({ ...running, ...part }, profile, (at) => `time ${at}`);
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
    expect(view({ state: 'paused', pausedUntil: 7 })).toMatchObject({
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

  it('names the profile before its words unless it is production, and cuts them where Windows would', () => {
    expect(view({}, sandbox)).toMatchObject({ tooltip: 'practice: In step.', headline: 'In step.', mark: 'sandbox' });
    const long = view({ state: 'stopped', headline: 'x'.repeat(200) }, sandbox).tooltip;
    expect(long.length).toBe(127);
    expect(long.endsWith('…')).toBe(true);
  });
});

describe("the tray's menu", () => {
  const problem = (jobId: number, message: string, part: Partial<AttentionItem> = {}): AttentionItem => ({
    jobId,
    state: 'dead',
    cause: 'x',
    error: { code: 'x', kind: 'permanent', message, context: {} },
    ticketId: 1000 + jobId,
    workOrderId: null,
    linkId: jobId,
    attempts: 1,
    since: jobId,
    ...part,
  });
  const menu = (part: Partial<EngineStatus>, items: readonly AttentionItem[] = [], profile = production) =>
    trayMenu(view(part, profile), profile, items);
  const labels = (entries: readonly TrayEntry[]) => entries.map((entry) => ('label' in entry ? entry.label : '-'));

  it('says how it stands, what needs a person, and offers what makes sense now', () => {
    expect(labels(menu({ queue: { ...queue, waiting: 3 } }))).toEqual([
      'In step. 3 waiting.',
      '-',
      'Open Dispatch Bridge',
      'Sync now',
      '-',
      'Nothing needs you',
      '-',
      'Pause for 15 minutes',
      'Pause for 1 hour',
      'Pause until resumed',
      '-',
      'Quit',
    ]);
  });

  it('offers to resume while it is paused, and neither before there is anything to pause', () => {
    expect(labels(menu({ state: 'paused' }))).toContain('Resume');
    expect(labels(menu({ state: 'paused' }))).not.toContain('Sync now');
    const before = labels(menu({ state: 'setup' })).join(' ');
    expect(before).not.toMatch(/Pause|Resume|Sync now/);
  });

  it('names the profile unless it is production', () => {
    expect(labels(menu({}, [], sandbox))).toContain('Profile practice (Sandbox)');
    expect(labels(menu({})).join(' ')).not.toContain('Profile');
  });

  it('lists the five newest problems in short words, each leading to its link', () => {
    const items = [1, 2, 3, 4, 5, 6, 7].map((id) => problem(id, `Priority 'P1' has no value. ${'x'.repeat(100)}`));
    const entries = menu({ attention: 9 }, items);
    const shown = entries.filter((entry) => entry.kind === 'command' && entry.command.do === 'go');
    expect(shown).toHaveLength(6);
    expect(shown[0]).toMatchObject({ command: { do: 'go', page: 'attention', linkId: 7 } });
    expect(labels(shown)[0]).toMatch(/^Ticket 1007: Priority 'P1' has no value\. x+…$/);
    expect(labels(shown).every((label) => label.length <= 70)).toBe(true);
    expect(shown.at(-1)).toMatchObject({ label: 'See all 9', command: { linkId: null } });
  });

  it('does not say the record twice, nor that nothing needs a person while conflicts wait', () => {
    expect(labels(menu({ attention: 1 }, [problem(1, 'Ticket 1001 was not sent.')]))).toContain(
      'Ticket 1001 was not sent.',
    );
    expect(labels(menu({ attention: 2 }))).toEqual(expect.arrayContaining(['Recent problems', 'See all 2']));
  });

  it('says that quitting waits for what is under way', () => {
    expect(labels(menu({ queue: { ...queue, running: 2 } })).at(-1)).toBe('Quit (finishes 2 runs first)');
    expect(labels(menu({ queue: { ...queue, running: 1 } })).at(-1)).toBe('Quit (finishes 1 run first)');
  });

  it('shows an ampersand as one', () => {
    expect(menuLabel('Smith & Sons')).toBe('Smith && Sons');
  });
});

describe("the tray's pictures", () => {
  it('are there for every state, panel, profile and scale', () => {
    for (const design of ['light', 'dark', 'template'] as const) {
      for (const state of trayStates) {
        for (const kind of ['production', 'sandbox', 'staging'] as const) {
          for (const scale of ['', '@2x']) {
            const file = `resources/tray/${trayPicture(design, state, kind)}${scale}.png`;
            expect(existsSync(file), file).toBe(true);
          }
        }
      }
    }
  });

  it('differ in form, not in colour alone: each state cuts another shape', () => {
    const shapes = trayStates.map((state) =>
      readFileSync(`resources/tray/${trayPicture('template', state, 'production')}.png`).toString('hex'),
    );
    expect(new Set(shapes).size).toBe(trayStates.length);
  });

  it('are those for the panel, and left to macOS to colour there', () => {
    expect(trayDesign('win32', true)).toBe('dark');
    expect(trayDesign('linux', false)).toBe('light');
    expect(trayDesign('darwin', true)).toBe('template');
  });
});

describe('the list of problems', () => {
  it('is read at once, then once for everything that changed in a few seconds, and is empty without an engine', async () => {
    const clock = new VirtualClock();
    const shown: (readonly AttentionItem[])[] = [];
    let reads = 0;
    let fail = false;
    const list = new NewestProblems({
      async read() {
        reads += 1;
        if (fail) throw new Error('no engine');
        return [];
      },
      show: (items) => shown.push(items),
      clock,
    });
    list.changed();
    expect(reads).toBe(1);
    for (let n = 0; n < 50; n += 1) {
      list.changed();
      await clock.advance(90);
    }
    expect(reads).toBe(1);
    fail = true;
    await clock.advance(1_000);
    expect([reads, shown]).toEqual([2, [[], []]]);
    await clock.advance(60_000);
    expect(reads).toBe(2);
    list.changed();
    expect(reads).toBe(3);
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
