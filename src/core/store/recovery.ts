import { copyFileSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { listBackups, problemOf } from './backup.ts';
import { nameOfBackup, readBackupName } from './backup-names.ts';
import { type OpenDatabase, openWriter } from './driver.ts';
import { makePrivateFile, makePrivateFolder, type StoreFiles } from './files.ts';
import { checkVersion } from './migrations/index.ts';
import { openProfile } from './open-profile.ts';
import { ProfileLock } from './profile-lock.ts';
import { beginReplacement, placeReplacement } from './replace.ts';
import type { Holder, Recovered, RecoverOrder } from './rpc.ts';
import { noteChecked } from './verified.ts';

/**
 * Puts a backup or an empty database in the place of what is there. Nothing is deleted: a whole database goes among the backups where the order
 * says so, anything else to `quarantine/<time>/`. A backup is proved good before anything moves, and a replacement that a kill interrupts is
 * finished by the next opening.
 */
export function recoverProfile(
  open: OpenDatabase,
  files: StoreFiles,
  holder: Holder,
  order: RecoverOrder,
  at: number,
): Recovered {
  makePrivateFolder(files.dataDir);
  const lock = ProfileLock.take(open, files, holder);
  let recovered: Recovered;
  try {
    // What an earlier one left half done is finished first, or its note would speak of this one's files.
    placeReplacement(files);
    const backup = order.how === 'restore-backup' ? chosen(open, files, order.backup) : null;
    const keepAs = order.keepCurrent === true ? foldTogether(open, files, at) : null;
    const from = backup === null ? null : basename(backup);
    beginReplacement(files, { at, how: order.how, from, keepAs, why: order.why ?? '' }, (next) => {
      if (backup !== null) copyFileSync(backup, next);
      makePrivateFile(next);
    });
    const quarantine = placeReplacement(files);
    const safetyCopy = keepAs !== null && existsSync(join(files.backups, keepAs)) ? keepAs : null;
    if (safetyCopy !== null) noteChecked(files, safetyCopy, null);
    recovered = { quarantine, restoredFrom: backup, safetyCopy };
  } finally {
    lock.release();
  }
  openProfile(open, files, holder, at).close();
  return recovered;
}

/** Checks the database in place whole and folds its journal in, so that it can be a backup. Null when it is not whole, or there is none. */
function foldTogether(open: OpenDatabase, files: StoreFiles, at: number): string | null {
  if (!existsSync(files.database) || problemOf(open, files.database) !== null) return null;
  try {
    const db = openWriter(open, files.database);
    try {
      db.pragma('wal_checkpoint(TRUNCATE)');
      return nameOfBackup(at, checkVersion(db, files.database), 'restore');
    } finally {
      db.close();
    }
  } catch {
    // Not writable, or the disk is full: it goes aside as it is.
    return null;
  }
}

function chosen(open: OpenDatabase, files: StoreFiles, name: string | undefined): string {
  if (name === undefined) return newestGood(open, files);
  const file = join(files.backups, name);
  const known = readBackupName(name) !== null && basename(name) === name && existsSync(file);
  const problem = known ? problemOf(open, file) : 'it is no longer there';
  if (problem === null) return file;
  if (known) noteChecked(files, name, problem);
  throw new AppError({
    code: 'store.bad-backup',
    kind: 'permanent',
    message: `The backup ${name} cannot be restored: ${problem.replace(/[.\s]+$/, '')}. Nothing was changed; choose another backup.`,
    context: { name },
  });
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
