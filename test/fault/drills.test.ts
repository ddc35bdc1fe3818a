import {
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/core/engine.ts';
import { Database } from '../../src/core/store/database.ts';
import { loadDriver } from '../../src/core/store/driver.ts';
import { storeFiles } from '../../src/core/store/files.ts';
import { latestVersion } from '../../src/core/store/migrations/index.ts';
import { listKeptFiles, recoverStore } from '../../src/core/store/recover.ts';
import { EngineHost } from '../../src/main/engine-host.ts';
import { PreferencesFile } from '../../src/main/preferences.ts';
import { ProfileMemoryFile } from '../../src/main/profile-memory.ts';
import { StartsFile } from '../../src/main/recovery/starts.ts';
import { WindowStateFile } from '../../src/main/window/window-state.ts';
import { emptyConfig } from '../../src/shared/config.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { type Bridge, startBridge } from '../builders/bridge.ts';
import { jsonnetParts, scriptWorker, storeWorker } from '../builders/workers.ts';
import { memorySecrets } from '../fakes/memory-secrets.ts';
import { VirtualClock } from '../fakes/virtual-clock.ts';
import { smallDisk } from './small-disk.ts';

/*
 * Recovery drills: what a person sees when a profile does not come up, and that nothing is lost whatever they choose. The app's own host holds the
 * real engine on a real file.
 */

const library = await loadDriver();
const disk = smallDisk(12);
const cleanUps: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanUps.splice(0).reverse()) await clean();
});
afterAll(() => disk?.remove());

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'drill-'));
  cleanUps.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** The app's engine in a folder, with what the window asks of it. */
function app(dataDir: string) {
  const clock = new VirtualClock();
  const tools = { dataDir, worker: storeWorker, now: () => clock.now(), version: '0.1.0', logger: silentLogger, clock };
  const host = new EngineHost({
    create: ({ paused }) =>
      createEngine({
        dataDir,
        profile: 'drill',
        clock,
        random: () => 0.5,
        secrets: memorySecrets(),
        logger: silentLogger,
        storeWorker,
        scriptWorker,
        jsonnet: jsonnetParts,
        version: '0.1.0',
        loopbackIntake: true,
        paused,
      }),
    beforeStart: async () => {},
    recover: (order) => recoverStore({ ...tools, ...order }),
    clock,
    logger: silentLogger,
  });
  cleanUps.push(() => host.stop());
  return { host, kept: () => listKeptFiles(tools) };
}

/** A profile that ran: settings of its own, lines in the trail, one backup with both; then one more line. */
async function lived(dataDir = folder()) {
  template ??= makeTemplate();
  const { from, backup } = await template;
  cpSync(from, dataDir, { recursive: true });
  return { dataDir, backup, file: storeFiles(dataDir).database };
}

let template: ReturnType<typeof makeTemplate> | null = null;
afterAll(async () => {
  if (template !== null) rmSync((await template).from, { recursive: true, force: true });
});

async function makeTemplate() {
  const dataDir = mkdtempSync(join(tmpdir(), 'drill-template-'));
  const first = app(dataDir);
  await first.host.open();
  const engine = await first.host.engine();
  await engine.saveConfig((config) => ({ ...config, limits: { ...config.limits, pollSeconds: 77 } }));
  // Long enough that a page in the middle matters.
  for (let n = 0; n < 40; n += 1)
    await engine.recovery.note({
      who: 'drill',
      area: 'app',
      what: `Line ${n} ${'x'.repeat(900)}`,
      before: '',
      after: '',
    });
  const backup = await engine.recovery.backUpNow();
  await engine.recovery.note({ who: 'drill', area: 'app', what: 'After the backup', before: '', after: '' });
  await first.host.stop();
  return { from: dataDir, backup: backup.name };
}

function overwrite(file: string, at: number, length: number): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(length, 0xa5), 0, length, at);
  closeSync(handle);
}

const trailOf = async (host: EngineHost) =>
  (await (await host.engine()).recovery.audit(null, 200)).map((entry) => entry.what);

describe('a damaged database', () => {
  it.each([
    ['at its beginning', (file: string) => overwrite(file, 0, 100)],
    [
      'in the middle',
      (file: string) => {
        for (let at = 8192; at < statSync(file).size - 4096; at += 8192) overwrite(file, at, 3000);
      },
    ],
    ['because its end is missing', (file: string) => truncateSync(file, 4096 * 5 + 100)],
  ])(
    '%s is said with a way out; the backup brings everything up to it back, and the damaged file stays',
    async (_, damage) => {
      const { dataDir, backup, file } = await lived();
      damage(file);
      const before = readFileSync(file);
      const { host, kept } = app(dataDir);
      await host.open();
      const problem = await host.problem();
      expect(problem).toMatchObject({ code: 'store.corrupt', action: { do: 'restore-backup' } });
      expect(problem?.message).toMatch(/damaged|cannot be read|not a database/);
      expect(host.status()).toMatchObject({ state: 'stopped', headline: problem?.message });
      expect(readFileSync(file).equals(before)).toBe(true);
      expect((await kept()).backups).toEqual([
        expect.objectContaining({ name: backup, problem: null, reason: 'person' }),
      ]);

      await host.restore(backup);
      expect(host.pausedStart()).toEqual({ because: 'restored', backup });
      const engine = await host.engine();
      expect(engine.config().limits.pollSeconds).toBe(77);
      expect((await trailOf(host)).some((what) => what.startsWith('Line 39 '))).toBe(true);
      const [aside] = (await kept()).quarantine;
      expect(aside?.why).toBe(problem?.message);
      expect(readFileSync(join(dataDir, 'quarantine', aside?.name ?? '', 'dispatch-bridge.db')).equals(before)).toBe(
        true,
      );
    },
  );

  it('with damaged backups too says that of each, changes nothing, and still starts with empty data', async () => {
    const { dataDir, backup, file } = await lived();
    overwrite(file, 0, 100);
    truncateSync(join(dataDir, 'backups', backup), 5000);
    const { host, kept } = app(dataDir);
    await host.open();
    expect((await kept()).backups.map((one) => one.problem)).toEqual([expect.stringContaining('cut off')]);
    await expect(host.restore(backup)).rejects.toMatchObject({ code: 'store.bad-backup' });
    expect(await host.problem()).toMatchObject({ code: 'store.corrupt' });
    expect(existsSync(join(dataDir, 'quarantine'))).toBe(false);
    await host.startFresh();
    expect(host.pausedStart()).toEqual({ because: 'fresh' });
    expect((await host.engine()).config()).toEqual(emptyConfig);
    expect((await kept()).quarantine).toHaveLength(1);
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([backup]);
  });
});

describe('a database of a newer version', () => {
  it('is left as it is with the advice to update; a backup this version reads may take its place, and the newer one is kept', async () => {
    const { dataDir, backup, file } = await lived();
    const db = new Database(library(file));
    db.pragma(`user_version = ${latestVersion() + 1}`);
    db.close();
    const before = readFileSync(file);
    const { host, kept } = app(dataDir);
    await host.open();
    expect(await host.problem()).toMatchObject({ code: 'store.newer', message: expect.stringMatching(/newer/) });
    expect(readFileSync(file).equals(before)).toBe(true);
    await host.restore(backup);
    expect((await host.engine()).config().limits.pollSeconds).toBe(77);
    const [aside] = (await kept()).quarantine;
    const there = readFileSync(join(dataDir, 'quarantine', aside?.name ?? '', 'dispatch-bridge.db'));
    expect(there.equals(before)).toBe(true);
  });
});

describe('settings that are half written', () => {
  it('in a small file are set aside with a copy, and the app starts as new in that respect alone', async () => {
    const dataDir = folder();
    const names = ['preferences.json', 'profile.json', 'window.json', 'starts.json'];
    for (const name of names) writeFileSync(join(dataDir, name), '{"theme": "dar');
    const clock = new VirtualClock();
    expect(new PreferencesFile(dataDir, silentLogger).value.theme).toBe('system');
    new ProfileMemoryFile(dataDir, silentLogger);
    new WindowStateFile(dataDir, silentLogger);
    new StartsFile(dataDir, clock, silentLogger);
    for (const name of names) expect(readFileSync(join(dataDir, `${name}.broken`), 'utf8')).toBe('{"theme": "dar');
    const { host } = app(dataDir);
    await host.open();
    expect(await host.problem()).toBeNull();
  });

  it.each([
    ['are no whole document', '{"formatVersion":1,"conn', 'store.corrupt'],
    ['hold what does not belong there', '{"formatVersion":1,"limits":{"pollSeconds":"soon"}}', 'store.settings'],
  ])('in the database and %s are a problem with a way out, and nothing is lost on it', async (_, text, code) => {
    const { dataDir, backup, file } = await lived();
    const db = new Database(library(file));
    db.run("UPDATE value SET json = ? WHERE key = 'config'", text);
    db.close();
    const { host, kept } = app(dataDir);
    await host.open();
    expect(await host.problem()).toMatchObject({ code, action: { do: 'restore-backup' } });
    await host.restore(backup);
    expect((await host.engine()).config().limits.pollSeconds).toBe(77);
    // What was there before is a backup of its own: it was whole as a database.
    const safety = (await kept()).backups.find((one) => one.reason === 'restore');
    expect(safety).toMatchObject({ problem: null });
    const look = new Database(library(join(dataDir, 'backups', safety?.name ?? ''), { readonly: true }));
    expect(look.get('SELECT count(*) AS n FROM audit WHERE what = ?', 'After the backup')).toEqual({ n: 1 });
    look.close();
  });
});

describe('a keychain that lost everything', () => {
  let bridge: Bridge;
  it('keeps every link and change waiting until a person signs in again, then goes on with the same work order', async () => {
    bridge = await startBridge();
    cleanUps.push(() => bridge.stop());
    const { sandbox, secrets } = bridge;
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    sandbox.people.dispatcher.moveTicket({ ticketId });
    const made = () => sandbox.workOrders().filter((one) => one.descriptionHtml.includes(`-${ticketId}-`));
    await bridge.until('linked', () => bridge.engine.status().links.open === 1);
    const names = [
      'connectwise.privateKey',
      'connectwise.clientId',
      'fieldnation.clientSecret',
      'fieldnation.password',
    ] as const;
    const before = await Promise.all(names.map((name) => secrets.get(name)));
    await bridge.closedDuring(async () => {
      for (const name of [...names, 'fieldnation.webhookSecret', 'intake.pathToken'] as const)
        await secrets.clear(name);
    });
    sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Changed while nobody could sign in' } });
    await bridge.until('said', () => bridge.engine.status().connectwise.state === 'sign-in');
    expect(bridge.engine.status().connectwise.message).toMatch(/sign in|key|credentials/i);
    await bridge.clock.advance(600_000);
    expect(await bridge.engine.attention()).toEqual([]);
    for (const [n, name] of names.entries()) {
      const value = before[n];
      if (value != null) await secrets.set(name, value);
    }
    for (const remote of ['connectwise', 'fieldnation'] as const)
      await bridge.during(bridge.engine.credentialsChanged(remote));
    await bridge.until('in step', () => made()[0]?.title === 'Changed while nobody could sign in', 600_000);
    expect(made()).toHaveLength(1);
  });
});

if (disk !== null) {
  describe('a disk that refuses (a real one: tmpfs of 12 MB)', () => {
    it('full at the start says so; with space again everything is there', async () => {
      const { dataDir, file } = await lived(join(disk.path, 'full'));
      disk.fill(0);
      const { host } = app(dataDir);
      await host.open();
      const problem = await host.problem();
      disk.free();
      expect(problem).toMatchObject({
        code: 'store.full',
        message: expect.stringMatching(/disk is full.*nothing was lost/i),
      });
      await host.reopen();
      expect(await host.problem()).toBeNull();
      expect(await trailOf(host)).toContain('After the backup');
      expect(existsSync(file)).toBe(true);
    });

    it('that is read-only says whose fault it is; writable again everything is there', async () => {
      const { dataDir } = await lived(join(disk.path, 'protected'));
      disk.protect(true);
      const { host } = app(dataDir);
      try {
        await host.open();
        expect(await host.problem()).toMatchObject({
          code: 'store.read-only',
          message: expect.stringContaining('write-protected'),
        });
      } finally {
        disk.protect(false);
      }
      await host.reopen();
      expect(await trailOf(host)).toContain('After the backup');
    });
  });
}
