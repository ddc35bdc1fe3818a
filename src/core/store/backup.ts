import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { Database } from './database.ts';
import { type OpenDatabase, openReader } from './driver.ts';
import { fileTime, makePrivateFile, makePrivateFolder, type StoreFiles, syncToDisk } from './files.ts';
import { checkVersion } from './migrations/index.ts';
import { toStoreError } from './store-errors.ts';

/** How many backups are kept. */
const kept = 7;
const backupName = /^(\d{8}T\d{9}Z)-v\d+\.db$/;
/** A copy under way, with the journal that SQLite may keep beside it. */
const halfBackupName = /^\d{8}T\d{9}Z-v\d+\.db\.part(-journal|-wal|-shm)?$/;

/** Name of a backup made at `at` of a database in format `version`. */
export function backupFile(files: StoreFiles, at: number, version: number): string {
  return join(files.backups, `${fileTime(at)}-v${version}.db`);
}

/** Full paths, newest first. */
export function listBackups(files: StoreFiles): string[] {
  if (!existsSync(files.backups)) return [];
  return readdirSync(files.backups)
    .filter((name) => backupName.test(name))
    .sort()
    .reverse()
    .map((name) => join(files.backups, name));
}

/** When the newest backup was made (ms UTC), from its name; null when there is none. */
export function newestBackupAt(files: StoreFiles): number | null {
  const newest = listBackups(files)[0];
  const stamp = newest === undefined ? undefined : /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/.exec(newest);
  if (!stamp) return null;
  const [, y, mo, d, h, mi, s, ms] = stamp.map(Number);
  return Date.UTC(y ?? 0, (mo ?? 1) - 1, d, h, mi, s, ms);
}

/**
 * Copies the database as of now into `file` without stopping the writer, and proves the copy good before it gets its name: a
 * backup that was never opened is a hope.
 */
export function writeBackup(open: OpenDatabase, db: Database, file: string): void {
  const part = `${file}.part`;
  try {
    rmSync(part, { force: true });
    makePrivateFile(part);
    db.run('VACUUM INTO ?', part);
    const problem = problemOf(open, part);
    if (problem !== null) {
      throw new AppError({
        code: 'store.backup',
        kind: 'permanent',
        message: `The backup ${file} could not be verified and was thrown away: ${problem}. Check the disk.`,
        context: { file },
      });
    }
    syncToDisk(part);
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw toStoreError(error, file);
  }
}

/** A numbered backup in the profile's own folder; the oldest beyond the kept number go. */
export function writeProfileBackup(
  open: OpenDatabase,
  db: Database,
  files: StoreFiles,
  at: number,
  version: number,
): string {
  makePrivateFolder(files.backups);
  const file = backupFile(files, at, version);
  writeBackup(open, db, file);
  pruneBackups(files);
  return file;
}

export function pruneBackups(files: StoreFiles): void {
  for (const old of listBackups(files).slice(kept)) rmSync(old, { force: true });
}

/** Copies that a kill cut short. Under the profile's lock nobody writes one. */
export function removeHalfBackups(files: StoreFiles): void {
  if (!existsSync(files.backups)) return;
  for (const name of readdirSync(files.backups)) {
    if (halfBackupName.test(name)) rmSync(join(files.backups, name), { force: true });
  }
}

/** Null when the file is a whole database of ours that this release can read, otherwise why not. */
export function problemOf(open: OpenDatabase, file: string): string | null {
  try {
    const db = openReader(open, file);
    try {
      checkVersion(db, file);
      const found = db.all<{ quick_check: string }>('PRAGMA quick_check(1)')[0]?.quick_check;
      return found === 'ok' ? null : (found ?? 'no answer');
    } finally {
      db.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
