import { statSync } from 'node:fs';
import { removeHalfBackups, writeProfileBackup } from './backup.ts';
import type { Database } from './database.ts';
import { type OpenDatabase, openWriter } from './driver.ts';
import { makePrivateFile, makePrivateFolder, type StoreFiles } from './files.ts';
import { checkVersion, latestVersion, migrate } from './migrations/index.ts';
import { ProfileLock } from './profile-lock.ts';
import { integrityProblems } from './reader.ts';
import { endReplacement, placeReplacement } from './replace.ts';
import { Documents } from './rows/documents.ts';
import type { Holder, Opened } from './rpc.ts';
import { corrupt } from './store-errors.ts';
import { createWriter, type Writer } from './writer.ts';

/** Up to this size the check is over before anybody notices; a larger file is checked in a thread of its own while work goes on. */
const checkedAtOnceBytes = 32 * 1024 * 1024;

export interface OpenProfile {
  readonly opened: Opened;
  readonly writer: Writer;
  /** The writer's own connection. */
  readonly connection: Database;
  /** Joins several calls of the writer into one commit. */
  readonly transaction: <T>(work: () => T) => T;
  /** Tidies up, closes and lets the lock go. */
  readonly close: () => void;
}

/** Folder, lock, what a kill left half done, open, pragmas, check, version, backup, migration: in this order, each able to refuse with a reason. */
export function openProfile(open: OpenDatabase, files: StoreFiles, holder: Holder, at: number): OpenProfile {
  makePrivateFolder(files.dataDir);
  const lock = ProfileLock.take(open, files, holder);
  let db: Database | null = null;
  try {
    placeReplacement(files);
    removeHalfBackups(files);
    makePrivateFile(files.database);
    db = openWriter(open, files.database);
    const found = checkAndMigrate(open, db, files, at);
    endReplacement(files, db);
    const writer = createWriter(db);
    const connection = db;
    const opened = { ...found, createdAt: createdAt(db, at) };
    return {
      opened,
      writer,
      connection,
      transaction: (work) => connection.transaction(work),
      close: () => closeProfile(connection, lock),
    };
  } catch (error) {
    db?.close();
    lock.release();
    throw error;
  }
}

/** The checks that every opening makes. */
function checkAndMigrate(open: OpenDatabase, db: Database, files: StoreFiles, at: number): Omit<Opened, 'createdAt'> {
  const version = checkVersion(db, files.database);
  const checked = version < latestVersion() || statSync(files.database).size <= checkedAtOnceBytes;
  const problems = checked ? integrityProblems(db, false) : [];
  if (problems.length > 0) throw corrupt(files.database, new Error(problems.slice(0, 5).join('; ')));
  // A file opened without the right to write fails here, not at the first callback.
  db.transaction(() => db.pragma(`user_version = ${version}`));
  const backup =
    version > 0 && version < latestVersion()
      ? writeProfileBackup(open, db, files, { at, version, reason: 'migration' })
      : null;
  const { from, to } = migrate(db, files.database);
  if (from !== to) db.exec('PRAGMA optimize');
  return { schemaFrom: from, schemaTo: to, checked, backup };
}

/** When this database was first opened by the app, by its own account: a copied file has no reliable date. */
function createdAt(db: Database, at: number): number {
  const documents = new Documents(db);
  const known = documents.value('store.created');
  if (typeof known === 'number') return known;
  db.transaction(() => documents.setValue('store.created', at, at));
  return at;
}

function closeProfile(db: Database, lock: ProfileLock): void {
  try {
    db.exec('PRAGMA optimize');
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    try {
      db.close();
    } finally {
      lock.release();
    }
  }
}
