import { spawn } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { listBackups, problemOf, writeBackup } from '../../src/core/store/backup.ts';
import { Database } from '../../src/core/store/database.ts';
import { loadDriver, openReader } from '../../src/core/store/driver.ts';
import { storeFiles } from '../../src/core/store/files.ts';
import { latestVersion, migrate, migrations } from '../../src/core/store/migrations/index.ts';
import { type OpenStore, openStore } from '../../src/core/store/open.ts';
import { openProfile } from '../../src/core/store/open-profile.ts';
import { createReader } from '../../src/core/store/reader.ts';
import { recoverProfile } from '../../src/core/store/recovery.ts';
import { toStoreError } from '../../src/core/store/store-errors.ts';
import { systemClock } from '../../src/shared/clock.ts';
import type { AppErrorInfo } from '../../src/shared/errors.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { startChild } from '../integration/store/harness.ts';
import { aConflict, aDelivery, anActivity, aPair, aSettlement, t0 } from '../unit/store/in-memory.ts';
import type { DiskOrder } from './disk-process.ts';
import { smallDisk } from './small-disk.ts';

/*
 * What a disk can do to a profile. After each blow: nothing that was acknowledged is gone, nothing half written is there, and whatever could not be
 * done was said.
 */

const proof = process.env.PROOF === '1';
const library = await loadDriver();
const holder = { pid: process.pid, host: 'here', since: t0, version: '0.1.0' };
const workerUrl = new URL('../../src/core/store/worker.ts', import.meta.url);
const program = fileURLToPath(new URL('./disk-process.ts', import.meta.url));
const disk = smallDisk(12);
const cleanUps: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanUps.splice(0).reverse()) await clean();
});
afterAll(() => disk?.remove());

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'disk-'));
  cleanUps.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function open(dataDir: string): Promise<OpenStore & { readonly troubles: readonly string[] }> {
  const store = await openStore({
    dataDir,
    worker: workerUrl,
    now: () => t0,
    version: '0.1.0',
    logger: silentLogger,
    clock: systemClock,
  });
  const troubles: string[] = [];
  store.onTrouble((error: AppErrorInfo) => troubles.push(error.code));
  cleanUps.push(() => store.close().catch(() => {}));
  return { ...store, troubles };
}

/** The profile in this thread. */
function openHere(dataDir: string) {
  const files = storeFiles(dataDir);
  const profile = openProfile(library, files, holder, t0);
  return { ...createReader(profile.connection, files.database), ...profile.writer.methods, ...profile };
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return toStoreError(error, 'file').code;
  }
  return 'nothing was said';
}

const big = (n: number) => aDelivery({ deliveryId: `d${n}`, recordId: n, body: 'x'.repeat(4000) });
const limits = { maxUnverified: 10 };

/** Accepts until the store refuses; returns what it acknowledged. */
async function acceptUntilFull(store: OpenStore): Promise<{ readonly acknowledged: string[]; readonly code: string }> {
  const acknowledged: string[] = [];
  for (let n = 1; n < 5000; n += 1) {
    try {
      await store.acceptDelivery(big(n), limits);
      acknowledged.push(`d${n}`);
    } catch (error) {
      return { acknowledged, code: (error as { code: string }).code };
    }
  }
  return { acknowledged, code: 'never full' };
}

const idsIn = async (store: Pick<OpenStore, 'pendingDeliveries'>) =>
  (await store.pendingDeliveries(9999)).map((delivery) => delivery.deliveryId);

if (disk !== null) {
  describe('a full disk (a real one: tmpfs of 12 MB)', () => {
    afterEach(() => disk.free());
    let count = 0;
    const profile = (): string => {
      count += 1;
      const dataDir = join(disk.path, `profile-${count}`);
      cleanUps.push(() => rmSync(dataDir, { recursive: true, force: true }));
      return dataDir;
    };

    it('is said, loses nothing that was acknowledged, still lets everything be read, and is over when there is space', async () => {
      const dataDir = profile();
      const store = await open(dataDir);
      disk.fill(700_000);
      const { acknowledged, code } = await acceptUntilFull(store);
      expect([code, store.troubles]).toEqual(['store.full', ['store.full']]);
      expect(acknowledged.length).toBeGreaterThan(10);
      expect(await idsIn(store)).toEqual(acknowledged);
      expect(await store.activities({}, null, 5)).toEqual([]);
      disk.free();
      await store.acceptDelivery(big(9000), limits);
      await store.close();
      const again = openHere(dataDir);
      expect(again.pendingDeliveries(9999).map((one) => one.deliveryId)).toEqual([...acknowledged, 'd9000']);
      expect(again.integrityCheck(true)).toEqual([]);
      again.close();
    });

    it('when the app closes keeps what was acknowledged for the next start', async () => {
      const dataDir = profile();
      const store = await open(dataDir);
      disk.fill(500_000);
      const { acknowledged } = await acceptUntilFull(store);
      await store.close().catch(() => {});
      disk.free();
      const again = openHere(dataDir);
      expect(again.pendingDeliveries(9999).map((one) => one.deliveryId)).toEqual(acknowledged);
      again.close();
    });

    it('refuses a settlement as a whole', () => {
      const store = openHere(profile());
      const { id } = store.openPair(aPair(1042, 91422));
      const job = store.claimJob(t0);
      if (job === null) throw new Error('Nothing to claim');
      const settlement = aSettlement(job, {
        link: { linkId: id, ticketStatus: 'Assigned' },
        conflicts: [aConflict('title')],
        activities: [anActivity()],
        records: { ticket: { id: 1042, text: 'x'.repeat(600_000) }, workOrder: null },
        plan: { changes: [] },
      });
      disk.fill(300_000);
      expect(codeOf(() => store.settleJob(settlement))).toBe('store.full');
      expect(store.link(id)).toMatchObject({ ticketStatus: 'Dispatch' });
      expect([store.countConflicts(), store.lastRecords(id), store.activities({}, null, 5)]).toEqual([0, null, []]);
      expect(store.queueCounts()).toMatchObject({ running: 1, ready: 0 });
      disk.free();
      store.settleJob(settlement);
      expect([store.countConflicts(), store.link(id)?.ticketStatus]).toEqual([1, 'Assigned']);
      store.close();
    });

    it('refuses a backup and keeps the one there is', () => {
      const dataDir = profile();
      const files = storeFiles(dataDir);
      const store = openHere(dataDir);
      for (let n = 0; n < 100; n += 1) store.acceptDelivery(big(n), limits);
      mkdirSync(files.backups);
      const good = join(files.backups, '20261121T080000000Z-v3.db');
      writeBackup(library, store.connection, good);
      disk.fill(200_000);
      const next = join(files.backups, '20261122T080000000Z-v3.db');
      expect(codeOf(() => writeBackup(library, store.connection, next))).toBe('store.full');
      expect(readdirSync(files.backups)).toEqual([basename(good)]);
      expect(problemOf(library, good)).toBeNull();
      disk.free();
      store.close();
    });

    it('refuses to migrate, and leaves the profile in its old format', () => {
      const dataDir = profile();
      const before = oldProfile(dataDir, 800);
      disk.fill(400_000);
      expect(codeOf(() => openHere(dataDir))).toBe('store.full');
      disk.free();
      expect(contents(dataDir)).toEqual(before);
      openHere(dataDir).close();
      expect(contents(dataDir)).toMatchObject({ version: latestVersion(), rows: before.rows });
    });

    it('refuses a new profile, and makes it when there is space', () => {
      const dataDir = profile();
      disk.fill(40_000);
      expect(codeOf(() => openHere(dataDir))).toBe('store.full');
      disk.free();
      openHere(dataDir).close();
    });
  });

  describe('a write-protected disk (a real one: tmpfs mounted read-only)', () => {
    it('is said at the start, and nothing on it is touched', () => {
      const dataDir = join(disk.path, 'protected');
      const store = openHere(dataDir);
      store.setValue('kept', 1, t0);
      store.close();
      const before = readFileSync(storeFiles(dataDir).database);
      disk.protect(true);
      try {
        expect(codeOf(() => openHere(dataDir))).toBe('store.read-only');
      } finally {
        disk.protect(false);
      }
      expect(readFileSync(storeFiles(dataDir).database).equals(before)).toBe(true);
      const again = openHere(dataDir);
      expect(again.value('kept')).toBe(1);
      again.close();
    });
  });
} else {
  describe('a full disk (stood in for by max_page_count: nothing may be mounted here)', () => {
    it('is said, loses nothing that was acknowledged, and is over when there is space', () => {
      const dataDir = folder();
      const store = openHere(dataDir);
      const acknowledged: string[] = [];
      store.connection.pragma(`max_page_count = ${Number(store.connection.pragma('page_count')) + 100}`);
      const code = codeOf(() => {
        for (let n = 1; n < 5000; n += 1) {
          store.acceptDelivery(big(n), limits);
          acknowledged.push(`d${n}`);
        }
      });
      expect(code).toBe('store.full');
      const ids = (): string[] => store.pendingDeliveries(9999).map((one) => one.deliveryId);
      expect(ids()).toEqual(acknowledged);
      store.connection.pragma('max_page_count = 1000000');
      store.acceptDelivery(big(9000), limits);
      expect(ids()).toEqual([...acknowledged, 'd9000']);
      store.close();
    });
  });

  describe('a write-protected disk (stood in for by a read-only connection: nothing may be mounted here)', () => {
    it('is said at the start, and nothing on it is touched', () => {
      const dataDir = folder();
      const files = storeFiles(dataDir);
      openHere(dataDir).close();
      const before = readFileSync(files.database);
      const readOnly: typeof library = (file, options) =>
        library(file, file === files.database ? { ...options, readonly: true } : options);
      expect(codeOf(() => openProfile(readOnly, files, holder, t0))).toBe('store.read-only');
      expect(readFileSync(files.database).equals(before)).toBe(true);
      openHere(dataDir).close();
    });
  });
}

describe('a damaged file', () => {
  it('is said, kept aside byte by byte, and replaced by the newest good backup', () => {
    const dataDir = folder();
    const files = storeFiles(dataDir);
    const store = openHere(dataDir);
    store.appendActivities(Array.from({ length: 300 }, (_, n) => anActivity({ message: `Line ${n}` })));
    const { id } = store.openPair(aPair(1042, 91422));
    mkdirSync(files.backups);
    const backup = join(files.backups, '20261121T080000000Z-v3.db');
    writeBackup(library, store.connection, backup);
    store.close();
    const handle = openSync(files.database, 'r+');
    for (let at = 4096 * 4; at < statSync(files.database).size - 4096; at += 4096 * 3) {
      writeSync(handle, Buffer.alloc(2048, 0xa5), 0, 2048, at);
    }
    closeSync(handle);
    const damaged = readFileSync(files.database);
    expect(codeOf(() => openHere(dataDir))).toBe('store.corrupt');
    expect(readFileSync(files.database).equals(damaged)).toBe(true);
    const recovered = recoverProfile(library, files, holder, { how: 'restore-backup' }, t0);
    expect(recovered.restoredFrom).toBe(backup);
    expect(readFileSync(join(recovered.quarantine ?? '', basename(files.database))).equals(damaged)).toBe(true);
    const again = openHere(dataDir);
    expect(again.link(id)).toMatchObject({ ticketId: 1042, workOrderId: 91422 });
    expect(again.value('store.recovered')).toMatchObject({ how: 'restore-backup', from: basename(backup) });
    again.close();
  });

  it('whose journal ends in a half-written page has everything that was acknowledged', async () => {
    const dataDir = folder();
    const child = startChild(new URL('../integration/store/busy-writer.ts', import.meta.url), dataDir);
    await child.printed(40);
    await child.kill('SIGKILL');
    const journal = `${storeFiles(dataDir).database}-wal`;
    expect(statSync(journal).size).toBeGreaterThan(0);
    appendFileSync(journal, Buffer.alloc(3000, 0x5a));
    const store = openHere(dataDir);
    const { ready, running } = store.queueCounts();
    const found = store.pendingDeliveries(999).length + ready + running;
    expect(found).toBeGreaterThanOrEqual(child.lines.filter((line) => line.startsWith('accepted')).length);
    expect(store.integrityCheck(true)).toEqual([]);
    store.close();
  });
});

describe('a kill while the profile is brought to a new format', () => {
  it('leaves it as it was or wholly in a later format, with a good backup of the old, and the next start goes on', async () => {
    const template = folder();
    const before = oldProfile(template, 20);
    const whole = await inProcess({ mode: 'open', dataDir: copyOf(template), at: t0 });
    const calls = callsOf(whole.output);
    expect(calls).toBeGreaterThan(40);
    // In the everyday run a few, from the lock to the last commit; all of them in `npm run proof`.
    const wanted = Array.from({ length: calls }, (_, n) => n + 1).filter((n) => proof || n % 13 === 6 || n === calls);
    const versions = new Set<number>();
    await inPairs(wanted, async (killAt) => {
      const dataDir = copyOf(template);
      const { signal } = await inProcess({ mode: 'open', dataDir, at: t0, killAt });
      expect(signal, `call ${killAt}`).toBe('SIGKILL');
      const found = contents(dataDir);
      versions.add(found.version);
      expect(found.rows, `call ${killAt}`).toBe(before.rows);
      // Each step commits by itself, so a format in between is whole too.
      expect(found.schema, `call ${killAt}`).toBe(schemaOf(found.version));
      for (const file of listBackups(storeFiles(dataDir))) {
        expect([problemOf(library, file), contents(dataDir, file)]).toEqual([null, before]);
      }
      const store = openHere(dataDir);
      expect(store.integrityCheck(true)).toEqual([]);
      store.close();
      expect(contents(dataDir)).toEqual({ version: latestVersion(), schema: todaysSchema, rows: before.rows });
      expect(listBackups(storeFiles(dataDir)).map((file) => contents(dataDir, file))).toContainEqual(before);
    });
    expect([...versions]).toEqual(expect.arrayContaining([2, latestVersion()]));
  }, 120_000);
});

describe('a kill while a backup is written', () => {
  it('leaves the old backup good, no half one in use, and everything acknowledged', async () => {
    const dataDir = folder();
    const files = storeFiles(dataDir);
    const store = openHere(dataDir);
    store.connection.transaction(() => {
      for (let n = 0; n < 350; n += 1)
        store.connection.run('INSERT INTO value VALUES (?, ?, 0)', `k${n}`, JSON.stringify('x'.repeat(60_000)));
    });
    store.close();
    mkdirSync(files.backups);
    const old = join(files.backups, '20261121T080000000Z-v3.db');
    const db = openReader(library, files.database);
    writeBackup(library, db, old);
    db.close();
    const next = join(files.backups, '20261122T080000000Z-v3.db');
    const { signal } = await inProcess({ mode: 'back-up', dataDir, at: t0, file: next }, () => {
      // Well into the copy, and not at its end.
      const size = statSync(`${next}.part`, { throwIfNoEntry: false })?.size ?? 0;
      return size > 1_000_000;
    });
    expect(signal).toBe('SIGKILL');
    expect(existsSync(`${next}.part`)).toBe(true);
    expect(listBackups(files)).toEqual([old]);
    expect(problemOf(library, old)).toBeNull();
    const again = openHere(dataDir);
    expect(again.value('acknowledged')).toBe(true);
    expect(readdirSync(files.backups)).toEqual([basename(old)]);
    writeBackup(library, again.connection, next);
    expect(listBackups(files)).toEqual([next, old]);
    again.close();
  });
});

describe('a kill while a person restores a backup', () => {
  it('leaves the old data or the restored, and the other one among the backups, whole', async () => {
    const template = folder();
    const store = openHere(template);
    store.setValue('kept', 'in the backup', t0);
    mkdirSync(storeFiles(template).backups);
    const backup = join(storeFiles(template).backups, '20261121T080000000Z-v3-person.db');
    writeBackup(library, store.connection, backup);
    store.setValue('kept', 'later', t0);
    store.close();
    const order = { mode: 'recover', at: t0, keepCurrent: true } as const;
    const calls = callsOf((await inProcess({ ...order, dataDir: copyOf(template) })).output);
    const wanted = [...Array.from({ length: calls }, (_, n) => n + 1).filter((n) => proof || n % 9 === 4), calls];
    const outcomes = new Set<unknown>();
    await inPairs(wanted, async (killAt) => {
      const dataDir = copyOf(template);
      const { signal } = await inProcess({ ...order, dataDir, killAt });
      expect(signal, `call ${killAt}`).toBe('SIGKILL');
      const again = openHere(dataDir);
      const now = again.value('kept');
      outcomes.add(now);
      expect(again.value('store.recovered') !== undefined).toBe(now === 'in the backup');
      again.close();
      const kept = listBackups(storeFiles(dataDir)).map((file) => [problemOf(library, file), keptIn(file)]);
      expect(kept).toContainEqual([null, 'in the backup']);
      if (now === 'in the backup') expect(kept).toContainEqual([null, 'later']);
      else expect(now).toBe('later');
      expect(existsSync(storeFiles(dataDir).quarantine)).toBe(false);
    });
    expect(outcomes).toEqual(new Set(['later', 'in the backup']));
  }, 120_000);
});

function keptIn(file: string): unknown {
  const db = openReader(library, file);
  const found = db.get<{ json: string }>("SELECT json FROM value WHERE key = 'kept'");
  db.close();
  return JSON.parse(found?.json ?? 'null');
}

describe('a kill while a backup is put in place', () => {
  it('is made up for by the next start: the old file is kept aside, and the restored one knows that it is', async () => {
    const template = folder();
    const store = openHere(template);
    store.setValue('kept', 'in the backup', t0);
    mkdirSync(storeFiles(template).backups);
    const backup = join(storeFiles(template).backups, '20261121T080000000Z-v3.db');
    writeBackup(library, store.connection, backup);
    store.setValue('kept', 'later', t0);
    store.close();
    const whole = await inProcess({ mode: 'recover', dataDir: copyOf(template), at: t0 });
    const calls = callsOf(whole.output);
    const wanted: (number | null)[] = [
      null,
      ...Array.from({ length: calls }, (_, n) => n + 1).filter((n) => proof || n % 12 === 5),
    ];
    const outcomes = new Set<unknown>();
    await inPairs(wanted, async (killAt) => {
      const dataDir = copyOf(template);
      const mode = killAt === null ? 'begin-recovery' : 'recover';
      const { signal } = await inProcess({ mode, dataDir, at: t0, killAt });
      expect(signal, `${mode} ${killAt}`).toBe('SIGKILL');
      const again = openHere(dataDir);
      const found = [again.value('kept'), again.value('store.recovered') !== undefined];
      outcomes.add(found[0]);
      expect([
        ['later', false],
        ['in the backup', true],
      ]).toContainEqual(found);
      again.close();
      const aside = existsSync(storeFiles(dataDir).quarantine);
      expect(aside, `${mode} ${killAt}`).toBe(found[0] !== 'later');
      expect(readdirSync(dataDir).filter((name) => name.includes('.next') || name.startsWith('replacing'))).toEqual([]);
    });
    expect(outcomes).toEqual(new Set(['later', 'in the backup']));
  }, 120_000);
});

interface Contents {
  readonly version: number;
  readonly schema: string;
  /** Every row of the tables that format 2 had and today's has too, in the columns it had. */
  readonly rows: string;
}

/** The figures of format 2 are kept in another shape today. */
const oldColumns = columnsOf(2).filter(({ table }) => table !== 'metric');
const todaysSchema = schemaOf(latestVersion());

function contents(dataDir: string, file = storeFiles(dataDir).database): Contents {
  // A reader may fold the journal in; a copy is looked at, so that the killed profile stays as it is.
  const look = mkdtempSync(join(tmpdir(), 'look-'));
  try {
    for (const suffix of ['', '-wal']) {
      if (existsSync(`${file}${suffix}`)) cpSync(`${file}${suffix}`, join(look, `db${suffix}`));
    }
    const db = new Database(library(join(look, 'db')));
    const rows = oldColumns.map(({ table, columns }) => [
      table,
      db.all(`SELECT ${columns} FROM ${table} ${table === 'value' ? "WHERE key NOT LIKE 'store.%'" : ''} ORDER BY 1`),
    ]);
    const found = { version: Number(db.pragma('user_version')), schema: schemaIn(db), rows: JSON.stringify(rows) };
    db.close();
    return found;
  } finally {
    rmSync(look, { recursive: true, force: true });
  }
}

/** A profile as the release before left it, with rows of every kind. */
function oldProfile(dataDir: string, lines: number): Contents {
  mkdirSync(dataDir, { recursive: true });
  const db = new Database(library(storeFiles(dataDir).database));
  db.pragma('journal_mode = WAL');
  migrate(db, 'file', migrations.slice(0, 2));
  db.transaction(() => {
    for (let n = 1; n <= lines; n += 1) {
      db.run(
        "INSERT INTO link (state, ticket_id, work_order_id, marker, ticket_summary, company_name, ticket_status, created_at, updated_at) VALUES ('open', ?, ?, ?, ?, 'Acme', 'Dispatch', 1, 1)",
        n,
        90_000 + n,
        `DBR-${n}`,
        `Printer ${'x'.repeat(500)}`,
      );
      db.run("INSERT INTO run (attempt_id, at, link_id, ticket) VALUES (?, 1, ?, '{}')", n, n);
      db.run("INSERT INTO value VALUES (?, '1', 1)", `cursor.${n}`);
    }
  });
  db.close();
  return contents(dataDir);
}

function inFormat<T>(version: number, look: (db: Database) => T): T {
  const db = new Database(library(':memory:'));
  try {
    migrate(db, 'file', migrations.slice(0, version));
    return look(db);
  } finally {
    db.close();
  }
}

function schemaIn(db: Database): string {
  return JSON.stringify(db.all("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name"));
}

function schemaOf(version: number): string {
  return inFormat(version, schemaIn);
}

function columnsOf(version: number): { readonly table: string; readonly columns: string }[] {
  return inFormat(version, (db) =>
    db
      .all<{ name: string }>(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
      )
      .map(({ name }) => ({
        table: name,
        columns: db
          .all<{ name: string }>('SELECT name FROM pragma_table_info(?)', name)
          .map((column) => column.name)
          .join(', '),
      })),
  );
}

function copyOf(template: string): string {
  const dataDir = folder();
  cpSync(template, dataDir, { recursive: true });
  return dataDir;
}

const callsOf = (output: string): number => Number(/^calls (\d+)$/m.exec(output)?.[1] ?? 0);

/** Runs `disk-process.ts` to its end; `killWhen` is asked from its first word on, and ends it as soon as it says yes. */
async function inProcess(
  order: DiskOrder,
  killWhen?: () => boolean,
): Promise<{ readonly signal: NodeJS.Signals | null; readonly output: string }> {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, DISK_PROCESS: JSON.stringify(order) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  let ended = false;
  const watch = (): void => {
    if (ended || killWhen === undefined) return;
    if (killWhen()) child.kill('SIGKILL');
    else setImmediate(watch);
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (output === '') watch();
    output += text;
  });
  const signal = await new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('close', (_, by) => resolve(by));
  });
  ended = true;
  return { signal, output };
}

/** Two at a time, as many as the machine has processors. */
async function inPairs<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all([worker(), worker()]);
}
