import { copyFileSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { listBackups, problemOf } from './backup.ts';
import type { OpenDatabase } from './driver.ts';
import { makePrivateFile, makePrivateFolder, type StoreFiles } from './files.ts';
import { openProfile } from './open-profile.ts';
import { ProfileLock } from './profile-lock.ts';
import { beginReplacement, placeReplacement } from './replace.ts';
import type { Holder, Recovered, RecoverHow } from './rpc.ts';

/**
 * Puts a broken profile right. Nothing is deleted: the old files move to `quarantine/<time>/`. A backup is proved good before anything moves, and a
 * recovery that a kill interrupts is finished by the next opening.
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
  let recovered: Recovered;
  try {
    const backup = how === 'restore-backup' ? newestGood(open, files) : null;
    beginReplacement(files, { at, how, from: backup === null ? null : basename(backup) }, (next) => {
      if (backup !== null) copyFileSync(backup, next);
      makePrivateFile(next);
    });
    recovered = { quarantine: placeReplacement(files), restoredFrom: backup };
  } finally {
    lock.release();
  }
  openProfile(open, files, holder, at).close();
  return recovered;
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
