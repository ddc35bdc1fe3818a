import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { listBackups, problemOf } from './backup.ts';
import { type OpenDatabase, openWriter } from './driver.ts';
import { fileTime, makePrivateFile, makePrivateFolder, type StoreFiles, syncToDisk } from './files.ts';
import { checkAndMigrate } from './open-profile.ts';
import { ProfileLock } from './profile-lock.ts';
import type { Holder, Recovered, RecoverHow } from './rpc.ts';
import { createWriter } from './writer.ts';

/** Value under which the next start learns that the database was replaced, and that both sides must be read again in full. */
export const recoveredKey = 'store.recovered';

/**
 * Puts a broken profile right. Nothing is deleted: the old files move to `quarantine/<time>/`. A backup is proved good before anything moves.
 */
export function recoverProfile(
  open: OpenDatabase,
  files: StoreFiles,
  holder: Holder,
  how: RecoverHow,
  at: number,
): Recovered {
  makePrivateFolder(files.dataDir);
  const lock = ProfileLock.take(open, files, holder);
  try {
    const backup = how === 'restore-backup' ? newestGood(open, files) : null;
    const next = `${files.database}.next`;
    rmSync(next, { force: true });
    if (backup !== null) {
      copyFileSync(backup, next);
      makePrivateFile(next);
      syncToDisk(next);
    }
    const quarantine = moveAside(files, at);
    if (backup !== null) renameSync(next, files.database);
    else makePrivateFile(files.database);
    const db = openWriter(open, files.database);
    try {
      checkAndMigrate(open, db, files, at);
      createWriter(db).methods.setValue(recoveredKey, { at, how, from: backup === null ? null : basename(backup) }, at);
    } finally {
      db.close();
    }
    return { quarantine, restoredFrom: backup };
  } finally {
    lock.release();
  }
}

function newestGood(open: OpenDatabase, files: StoreFiles): string {
  const found = listBackups(files);
  const good = found.find((file) => problemOf(open, file) === null);
  if (good !== undefined) return good;
  throw new AppError({
    code: 'store.no-backup',
    kind: 'permanent',
    message:
      found.length === 0
        ? `There is no backup in ${files.backups}. Start fresh: existing work orders are then no longer kept in step, and tickets whose external reference names one are not sent again.`
        : `None of the ${found.length} backups in ${files.backups} can be read. Start fresh: existing work orders are then no longer kept in step, and tickets whose external reference names one are not sent again.`,
    context: { folder: files.backups, found: found.length },
  });
}

/** The database with its journal files, together: a `-wal` beside another database would be applied to it. */
function moveAside(files: StoreFiles, at: number): string | null {
  const present = ['', '-wal', '-shm', '-journal']
    .map((suffix) => `${files.database}${suffix}`)
    .filter((file) => existsSync(file));
  if (present.length === 0) return null;
  makePrivateFolder(files.quarantine);
  const folder = freeFolder(join(files.quarantine, fileTime(at)));
  mkdirSync(folder, { mode: 0o700 });
  for (const file of present) renameSync(file, join(folder, basename(file)));
  return folder;
}

function freeFolder(wanted: string): string {
  let folder = wanted;
  for (let n = 2; existsSync(folder); n += 1) folder = `${wanted}-${n}`;
  return folder;
}
