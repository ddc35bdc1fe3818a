import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Library from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { checkRuntime } from '../../../src/core/store/driver.ts';
import { toStoreError } from '../../../src/core/store/store-errors.ts';
import type { NewActivity } from '../../../src/shared/domain/activity.ts';
import { AppError, type AppErrorInfo } from '../../../src/shared/errors.ts';
import { anActivity, inMemoryStore } from '../../unit/store/in-memory.ts';
import { aDataDir, backUpHere, open, openHere, readHere, recoverHere, t0 } from './harness.ts';

/** What opening the profile answers. */
function refusal(work: () => unknown): AppError {
  return AppError.from(caught(work));
}

const database = (dataDir: string): string => join(dataDir, 'dispatch-bridge.db');

function filled(dataDir: string, lines = 400): void {
  const store = openHere(dataDir);
  const line = (n: number): NewActivity => anActivity({ message: `Line ${n} ${'x'.repeat(200)}` });
  store.appendActivities(Array.from({ length: lines }, (_, n) => line(n)));
  store.setValue('kept', 'yes', t0);
  store.close();
}

/** Overwrites the pages in the middle of the file, as a failing disk does. */
function damage(file: string): void {
  const size = readFileSync(file).length;
  const handle = openSync(file, 'r+');
  for (let at = 4096 * 4; at < size - 4096; at += 4096 * 3) writeSync(handle, Buffer.alloc(2048, 0xa5), 0, 2048, at);
  closeSync(handle);
}

describe('a database that cannot be used', () => {
  it('is called damaged when pages are overwritten, and offers the backup', async () => {
    const dataDir = aDataDir();
    filled(dataDir);
    damage(database(dataDir));
    const error = refusal(() => openHere(dataDir));
    expect(error).toMatchObject({ code: 'store.corrupt', action: { do: 'restore-backup' } });
    expect(error.message).toContain(database(dataDir));
  });

  it('is called damaged when it is no database at all, or another program’s', async () => {
    const text = aDataDir();
    mkdirSync(text, { recursive: true });
    writeFileSync(database(text), 'Dear diary, '.repeat(1000));
    expect(refusal(() => openHere(text)).code).toBe('store.corrupt');

    const foreign = aDataDir();
    mkdirSync(foreign, { recursive: true });
    const other = new Library(database(foreign));
    other.exec('CREATE TABLE recipe (name TEXT)');
    other.close();
    expect(refusal(() => openHere(foreign)).code).toBe('store.corrupt');
    expect(new Library(database(foreign)).prepare('SELECT count(*) AS n FROM recipe').get()).toEqual({ n: 0 });
  });

  it('is refused untouched when a newer release wrote it', async () => {
    const dataDir = aDataDir();
    filled(dataDir, 3);
    const db = new Library(database(dataDir));
    db.pragma('user_version = 999');
    db.close();
    const error = refusal(() => openHere(dataDir));
    expect(error).toMatchObject({ code: 'store.newer', context: { found: 999 } });
    expect(new Library(database(dataDir), { readonly: true }).pragma('user_version', { simple: true })).toBe(999);
  });

  it('is refused as not writable when something else stands in its place', async () => {
    const taken = aDataDir();
    mkdirSync(database(taken), { recursive: true });
    expect(refusal(() => openHere(taken)).code).toBe('store.read-only');

    const noLock = aDataDir();
    mkdirSync(join(noLock, 'lock.db'), { recursive: true });
    expect(refusal(() => openHere(noLock)).code).toBe('store.read-only');

    const belowFile = aDataDir();
    writeFileSync(join(dirname(belowFile), 'file'), '');
    expect(refusal(() => openHere(join(dirname(belowFile), 'file', 'demo'))).code).toBe('store.read-only');
  });

  it('lets the lock go when it refuses', async () => {
    const dataDir = aDataDir();
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(database(dataDir), 'Dear diary, '.repeat(1000));
    refusal(() => openHere(dataDir));
    expect(refusal(() => openHere(dataDir)).code).toBe('store.corrupt');
    recoverHere(dataDir, 'start-fresh');
    expect(openHere(dataDir).opened.schemaFrom).toBeGreaterThan(0);
  });
});

describe('what SQLite reports', () => {
  it('becomes a full disk when a file cannot grow, and the write that failed left nothing behind', () => {
    const store = inMemoryStore();
    const pages = Number(store.library.pragma('page_count', { simple: true }));
    store.library.pragma(`max_page_count = ${pages + 4}`);
    const lines = Array.from({ length: 500 }, (_, n) => anActivity({ message: `Line ${n} ${'x'.repeat(300)}` }));
    const error = caught(() => store.appendActivities(lines));
    expect(toStoreError(error, '/profile/dispatch-bridge.db')).toMatchObject({ code: 'store.full', kind: 'permanent' });
    expect(store.activities({}, null, 10)).toEqual([]);
    store.library.pragma('max_page_count = 100000');
    store.appendActivities(lines);
    expect(store.activities({}, null, 1)).toHaveLength(1);
  });

  it('becomes a write-protected file when the connection may only read', async () => {
    const dataDir = aDataDir();
    filled(dataDir, 3);
    const db = new Library(database(dataDir), { readonly: true });
    const error = caught(() => db.exec('INSERT INTO ignored_ticket VALUES (1)'));
    expect(toStoreError(error, database(dataDir)).code).toBe('store.read-only');
  });

  it('is named for the technician in every case', () => {
    const cases: Record<string, string> = {
      SQLITE_FULL: 'store.full',
      SQLITE_IOERR_SHMSIZE: 'store.full',
      ENOSPC: 'store.full',
      SQLITE_READONLY_DBMOVED: 'store.read-only',
      EROFS: 'store.read-only',
      SQLITE_IOERR_WRITE: 'store.io',
      SQLITE_CORRUPT_VTAB: 'store.corrupt',
      SQLITE_NOTADB: 'store.corrupt',
      SQLITE_BUSY_SNAPSHOT: 'store.busy',
      SQLITE_CONSTRAINT_UNIQUE: 'store.failed',
    };
    for (const [code, expected] of Object.entries(cases)) {
      const error = toStoreError(Object.assign(new Error('x'), { code }), '/profile/dispatch-bridge.db');
      expect(error.code, code).toBe(expected);
      expect(error.message.length, code).toBeGreaterThan(30);
    }
  });

  it('reaches the listeners of trouble, and a refused request does not', async () => {
    const dataDir = aDataDir();
    filled(dataDir);
    const store = await open(dataDir);
    const troubles: AppErrorInfo[] = [];
    store.onTrouble((error) => troubles.push(error));
    await expect(store.recordIntentResult(99, '1', t0)).rejects.toMatchObject({ code: 'store.unknown-intent' });
    expect(troubles).toEqual([]);
    damage(database(dataDir));
    await expect(store.activities({ text: 'line' }, null, 500)).rejects.toMatchObject({ code: 'store.corrupt' });
    expect(troubles.map((error) => error.code)).toEqual(['store.corrupt']);
  });
});

describe('the runtime check', () => {
  it('stops a runtime whose Node-API is too old for the library before it is loaded', () => {
    expect(() => checkRuntime('9', '13.2.0')).toThrow(expect.objectContaining({ code: 'store.runtime' }));
    expect(() => checkRuntime('9', '11.5.0')).not.toThrow();
    expect(() => checkRuntime('10', '13.2.0')).not.toThrow();
  });
});

describe('recovery', () => {
  it('puts the newest good backup in place and keeps the damaged files', () => {
    const dataDir = aDataDir();
    filled(dataDir);
    const backups = join(dataDir, 'backups');
    mkdirSync(backups);
    backUpHere(dataDir, join(backups, '20261120T080000000Z-v2.db'));
    const store = openHere(dataDir);
    store.setValue('kept', 'changed', t0);
    store.close();
    backUpHere(dataDir, join(backups, '20261121T080000000Z-v2.db'));
    damage(join(backups, '20261121T080000000Z-v2.db'));
    damage(database(dataDir));
    expect(refusal(() => openHere(dataDir)).code).toBe('store.corrupt');

    const recovered = recoverHere(dataDir, 'restore-backup');
    expect(recovered.restoredFrom).toBe(join(backups, '20261120T080000000Z-v2.db'));
    expect(readdirSync(recovered.quarantine ?? '')).toContain('dispatch-bridge.db');
    const again = openHere(dataDir);
    expect(again.value('kept')).toBe('yes');
    expect(again.value('store.recovered')).toMatchObject({
      at: t0,
      how: 'restore-backup',
      from: '20261120T080000000Z-v2.db',
    });
    again.close();
    expect(readHere(database(dataDir), (reader) => reader.activities({ text: 'line' }, null, 500))).toHaveLength(400);
  });

  it('moves nothing when there is no good backup', async () => {
    const dataDir = aDataDir();
    filled(dataDir);
    const before = readFileSync(database(dataDir));
    expect(refusal(() => recoverHere(dataDir, 'restore-backup')).code).toBe('store.no-backup');
    expect(readFileSync(database(dataDir)).equals(before)).toBe(true);
    expect(existsSync(join(dataDir, 'quarantine'))).toBe(false);
  });

  it('starts fresh with an empty database and keeps the old one', async () => {
    const dataDir = aDataDir();
    filled(dataDir);
    const recovered = recoverHere(dataDir, 'start-fresh');
    expect(recovered.restoredFrom).toBeNull();
    const store = openHere(dataDir);
    expect(store.value('kept')).toBeUndefined();
    expect(store.value('store.recovered')).toMatchObject({ at: t0, how: 'start-fresh', from: null });
    const old = new Library(join(recovered.quarantine ?? '', 'dispatch-bridge.db'), { readonly: true });
    expect(old.prepare("SELECT json FROM value WHERE key = 'kept'").get()).toEqual({ json: '"yes"' });
  });
});

function caught(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown');
}
