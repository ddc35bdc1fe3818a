import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { type BackupReason, isHalfBackup, nameOfBackup, readBackupName } from './backup-names.ts';
import type { Database } from './database.ts';
import { type OpenDatabase, openReader } from './driver.ts';
import { makePrivateFile, makePrivateFolder, type StoreFiles, syncToDisk } from './files.ts';
import { checkVersion } from './migrations/index.ts';
import { backupsToPrune } from './retention.ts';
import { toStoreError } from './store-errors.ts';
import { noteChecked } from './verified.ts';

/** Full path of a backup made at `at` of a database in format `version`. */
export function backupFile(files: StoreFiles, at: number, version: number, reason: BackupReason = 'daily'): string {
  return join(files.backups, nameOfBackup(at, version, reason));
}

/** Full paths, newest first. */
export function listBackups(files: StoreFiles): string[] {
  if (!existsSync(files.backups)) return [];
  return readdirSync(files.backups)
    .filter((name) => readBackupName(name) !== null)
    .sort()
    .reverse()
    .map((name) => join(files.backups, name));
}

/** When the newest backup was made (ms UTC), from its name; null when there is none. */
export function newestBackupAt(files: StoreFiles): number | null {
  const newest = listBackups(files)[0];
  return newest === undefined ? null : (readBackupName(newest)?.madeAt ?? null);
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

/** A verified backup in the profile's own folder; older ones beyond what is kept go. */
export function writeProfileBackup(
  open: OpenDatabase,
  db: Database,
  files: StoreFiles,
  made: { readonly at: number; readonly version: number; readonly reason: BackupReason },
): string {
  makePrivateFolder(files.backups);
  const file = backupFile(files, made.at, made.version, made.reason);
  writeBackup(open, db, file);
  noteChecked(files, basename(file), null);
  pruneBackups(files, file);
  return file;
}

/** After `written` was written and checked. */
export function pruneBackups(files: StoreFiles, written: string): void {
  const names = listBackups(files).map((file) => basename(file));
  for (const name of backupsToPrune(names, basename(written))) rmSync(join(files.backups, name), { force: true });
}

/** Copies that a kill cut short. Under the profile's lock nobody writes one. */
export function removeHalfBackups(files: StoreFiles): void {
  if (!existsSync(files.backups)) return;
  for (const name of readdirSync(files.backups)) {
    if (isHalfBackup(name)) rmSync(join(files.backups, name), { force: true });
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
