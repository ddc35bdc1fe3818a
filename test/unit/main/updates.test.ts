import { describe, expect, it, vi } from 'vitest';
import { updateFailure } from '../../../src/main/updates/failure-words.ts';
import { type BuildFacts, whyNoUpdates } from '../../../src/main/updates/may-update.ts';
import type { Release, UpdateSource } from '../../../src/main/updates/port.ts';
import { plainNotes } from '../../../src/main/updates/release-notes.ts';
import { type UpdateMemory, Updates } from '../../../src/main/updates/updates.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const release: Release = { version: '1.3.0', releasedAt: 5, notes: 'Faster.' };

/** A feed that answers as told, and what the app did with it. */
function setUp(options: { found?: Release | null; wanted?: boolean; off?: boolean; memory?: UpdateMemory } = {}) {
  const clock = new VirtualClock();
  const happened: string[] = [];
  let found: Release | null | Error = options.found ?? null;
  let finish = (_error?: Error): void => {};
  let tell = (_part: number): void => {};
  let drained = (): void => {};
  let installError: Error | null = null;
  const source: UpdateSource = {
    async check() {
      happened.push('check');
      if (found instanceof Error) throw found;
      return found;
    },
    download(onProgress) {
      happened.push('download');
      tell = onProgress;
      return new Promise((resolve, reject) => {
        finish = (error) => (error === undefined ? resolve() : reject(error));
      });
    },
    install() {
      happened.push('install');
      if (installError !== null) throw installError;
    },
  };
  const memory = {
    value: options.memory ?? { skipped: null, checkedAt: null },
    save(value: UpdateMemory) {
      memory.value = value;
    },
  };
  let changes = 0;
  const updates = new Updates({
    source: options.off === true ? null : source,
    why: options.off === true ? 'Install the newer package.' : '',
    current: '1.2.0',
    clock,
    logger: silentLogger,
    memory,
    wanted: () => options.wanted ?? true,
    changed: () => {
      changes += 1;
    },
    drain: () =>
      new Promise((resolve) => {
        happened.push('drain');
        drained = resolve;
      }),
    restart: () => happened.push('restart'),
  });
  return {
    clock,
    updates,
    memory,
    happened,
    find: (next: Release | null | Error) => {
      found = next;
    },
    progress: (part: number) => tell(part),
    finish: async (error?: Error) => {
      finish(error);
      await vi.waitFor(() => expect(updates.state().state).not.toBe('downloading'));
    },
    drained: () => drained(),
    failInstall: (error: Error) => {
      installError = error;
    },
    changes: () => changes,
  };
}

async function downloaded() {
  const app = setUp({ found: release });
  await app.updates.check();
  app.updates.download();
  await app.finish();
  return app;
}

describe('looking for updates', () => {
  it('goes on fetching when a look that was under way ends meanwhile', async () => {
    const { updates, happened, find, finish } = setUp({ found: release });
    await updates.check();
    const looking = updates.check();
    expect(updates.download().state).toBe('downloading');
    find(null);
    expect(await looking).toMatchObject({ state: 'downloading', version: '1.3.0' });
    updates.download();
    expect(happened).toEqual(['check', 'check', 'download']);
    await finish();
    expect(updates.state()).toMatchObject({ state: 'ready', version: '1.3.0' });
  });

  it('begins a minute after the start and goes on every six hours', async () => {
    const { clock, updates, happened } = setUp();
    updates.start();
    await clock.advance(59_000);
    expect(happened).toEqual([]);
    await clock.advance(1000);
    expect(happened).toEqual(['check']);
    await clock.advance(2 * 6 * 3_600_000);
    expect(happened).toEqual(['check', 'check', 'check']);
    updates.dispose();
    await clock.advance(6 * 3_600_000);
    expect(happened).toHaveLength(3);
  });

  it('does not happen by itself where it is switched off, but still when asked for', async () => {
    const { clock, updates, happened } = setUp({ wanted: false, found: release });
    updates.start();
    await clock.advance(24 * 3_600_000);
    expect(happened).toEqual([]);
    expect((await updates.check()).state).toBe('available');
  });

  it('says when there is nothing newer, and when it looked', async () => {
    const { clock, updates, memory } = setUp();
    expect(updates.state()).toMatchObject({ state: 'idle', checkedAt: null });
    expect(await updates.check()).toMatchObject({ state: 'none', version: null, checkedAt: clock.now() });
    expect(memory.value.checkedAt).toBe(clock.now());
  });

  it('finds a release, and fetches nothing before a person says so', async () => {
    const { clock, updates, happened } = setUp({ found: release });
    updates.start();
    await clock.advance(60_000);
    expect(updates.state()).toMatchObject({ state: 'available', version: '1.3.0', notes: 'Faster.', skipped: false });
    await clock.advance(24 * 3_600_000);
    expect(happened).not.toContain('download');
  });

  it('asks once for several questions at the same time', async () => {
    const { updates, happened } = setUp();
    await Promise.all([updates.check(), updates.check()]);
    expect(happened).toEqual(['check']);
  });

  it('that fails says why, and the next look can succeed', async () => {
    const { updates, find, memory } = setUp();
    find(Object.assign(new Error('net::ERR_INTERNET_DISCONNECTED'), {}));
    expect(await updates.check()).toMatchObject({
      state: 'failed',
      why: expect.stringContaining('The update server cannot be reached.'),
    });
    expect(memory.value.checkedAt).toBeNull();
    find(release);
    expect(await updates.check()).toMatchObject({ state: 'available', why: '' });
  });

  it('is off for a build that does not update itself, with what to do instead', async () => {
    const { clock, updates, happened } = setUp({ off: true });
    updates.start();
    await clock.advance(3_600_000);
    expect(await updates.check()).toMatchObject({ state: 'off', why: 'Install the newer package.', current: '1.2.0' });
    expect(() => updates.download()).toThrowError(/no newer version/);
    await expect(updates.install()).rejects.toMatchObject({ code: 'updates.nothing' });
    expect(happened).toEqual([]);
  });
});

describe('skipping a version', () => {
  it('is remembered for that version alone', async () => {
    const { updates, memory, find } = setUp({ found: release });
    await updates.check();
    expect(updates.skip('1.3.0', true)).toMatchObject({ state: 'available', skipped: true });
    expect(memory.value.skipped).toBe('1.3.0');
    find({ ...release, version: '1.4.0' });
    expect(await updates.check()).toMatchObject({ version: '1.4.0', skipped: false });
    find(release);
    expect(await updates.check()).toMatchObject({ skipped: true });
    expect(updates.skip('1.3.0', false)).toMatchObject({ skipped: false });
  });
});

describe('fetching an update', () => {
  it('tells how far it is in whole percents', async () => {
    const { updates, progress, finish, changes } = setUp({ found: release });
    await updates.check();
    expect(updates.download()).toMatchObject({ state: 'downloading', progress: 0 });
    const before = changes();
    for (const part of [0.101, 0.102, 0.109, 0.11]) progress(part);
    expect(updates.state().progress).toBe(0.11);
    expect(changes() - before).toBe(2);
    await finish();
    expect(updates.state()).toMatchObject({ state: 'ready', progress: null, version: '1.3.0' });
  });

  it('happens once, and a look meanwhile does not disturb it', async () => {
    const { updates, happened, finish } = setUp({ found: release });
    await updates.check();
    updates.download();
    updates.download();
    await updates.check();
    expect(happened).toEqual(['check', 'download']);
    await finish();
    expect((await updates.check()).state).toBe('ready');
    expect(happened).toEqual(['check', 'download']);
  });

  it('that arrives damaged is thrown away and can be fetched again', async () => {
    const { updates, finish } = setUp({ found: release });
    await updates.check();
    updates.download();
    await finish(Object.assign(new Error('sha512 checksum mismatch'), { code: 'ERR_CHECKSUM_MISMATCH' }));
    expect(updates.state()).toMatchObject({
      state: 'failed',
      why: expect.stringContaining('does not match its checksum'),
    });
    await expect(updates.install()).rejects.toMatchObject({ code: 'updates.nothing' });
    updates.download();
    await finish();
    expect(updates.state().state).toBe('ready');
  });
});

describe('installing an update', () => {
  it('waits until the engine is drained', async () => {
    const app = await downloaded();
    const installing = app.updates.install();
    expect(app.happened.at(-1)).toBe('drain');
    app.drained();
    await installing;
    expect(app.happened.slice(-2)).toEqual(['drain', 'install']);
  });

  it('happens once, however often the button is pressed', async () => {
    const app = await downloaded();
    const first = app.updates.install();
    await app.updates.install();
    app.drained();
    await first;
    expect(app.happened.filter((what) => what === 'drain')).toHaveLength(1);
  });

  it('that fails starts the app again as it is: the engine has been stopped for it', async () => {
    const app = await downloaded();
    app.failInstall(new Error('EACCES'));
    const installing = app.updates.install();
    app.drained();
    await installing;
    expect(app.happened.at(-1)).toBe('restart');
    expect(app.updates.state().state).toBe('failed');
  });
});

describe('which builds update themselves', () => {
  const build: BuildFacts = {
    platform: 'win32',
    packaged: true,
    appImage: null,
    appImageWritable: false,
    hasFeed: true,
  };
  it.each([
    ['an installed one on Windows', {}, null],
    ['an installed one on macOS', { platform: 'darwin' }, null],
    ['an AppImage', { platform: 'linux', appImage: '/a.AppImage', appImageWritable: true }, null],
    ['an AppImage this user cannot change', { platform: 'linux', appImage: '/a.AppImage' }, /cannot change/],
    ['a Debian package', { platform: 'linux' }, /installed as a package/],
    ['a build folder', { packaged: false }, /build folder/],
    ['one without the address of a feed', { hasFeed: false }, /no address/],
  ] as const)('%s', (_what, part, why) => {
    const answer = whyNoUpdates({ ...build, ...part });
    if (why === null) expect(answer).toBeNull();
    else expect(answer).toMatch(why);
  });
});

describe('release notes', () => {
  it('become plain text, whatever the feed sends', () => {
    const html =
      '<h2>New</h2><p>Faster &amp; safer<br>by far</p><ul><li>One</li><li>Two <b>bold</b></li></ul><script>alert(1)</script>';
    expect(plainNotes(html)).toBe('New\nFaster & safer\nby far\n\n- One\n- Two bold');
    expect(plainNotes('# Already plain\n- a < b')).toBe('# Already plain\n- a < b');
    expect(plainNotes('&lt;b&gt; &#65;&#x42; &nope;')).toBe('<b> AB &nope;');
    expect(plainNotes(null)).toBe('');
  });

  it('of several versions name each', () => {
    expect(
      plainNotes([
        { version: '1.3.0', note: '<p>B</p>' },
        { version: '1.2.0', note: null },
      ]),
    ).toBe('1.3.0\nB\n\n1.2.0');
  });
});

describe('what a failed update says', () => {
  it.each([
    [{ code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND updates.example.com' }, 'updates.unreachable'],
    [{ message: 'net::ERR_CERT_AUTHORITY_INVALID' }, 'updates.unreachable'],
    [{ statusCode: 503, message: 'HttpError: 503' }, 'updates.unreachable'],
    [{ code: 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND', message: 'Cannot find channel' }, 'updates.no-release'],
    [{ code: 'ERR_UPDATER_INVALID_UPDATE_INFO', message: 'Cannot parse update info' }, 'updates.unreadable'],
    [{ code: 'ERR_UPDATER_INVALID_SIGNATURE', message: 'New version is not signed' }, 'updates.signature'],
    [{ code: 'ENOSPC', message: 'ENOSPC: no space left on device' }, 'updates.no-space'],
    [{ message: 'Something else\n    at stack' }, 'updates.failed'],
  ])('%j', ({ message, ...fields }, code) => {
    const failure = updateFailure(Object.assign(new Error(message), fields));
    expect(failure.code).toBe(code);
    expect(failure.message).not.toContain('\n');
  });
});
