import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Database } from './database.ts';
import { fileTime, makePrivateFolder, type StoreFiles, syncToDisk } from './files.ts';
import { Documents } from './rows/documents.ts';

/*
 * One database put in the place of another, in steps that a kill cannot lose: the new file stands ready and synced as `.next`, a note says what is
 * under way, the old files move aside, the new one takes the name, and the note goes only when the new database knows how it came there. Every
 * opening finishes what it finds begun. Runs under the profile's lock.
 */

/** Value under which the next start learns that the database was replaced, and that both sides must be read again in full. */
const recoveredKey = 'store.recovered';

const noteSchema = z.object({
  at: z.number(),
  how: z.enum(['restore-backup', 'start-fresh']),
  /** File name of the backup; null for a fresh start. */
  from: z.string().nullable(),
  /** Name among the backups that the database in place takes, when it was found whole; null sends it to quarantine. */
  keepAs: z.string().nullable().default(null),
  /** What a person is told about the file in quarantine. */
  why: z.string().default(''),
});
export type ReplacementNote = z.output<typeof noteSchema>;

const nextOf = (files: StoreFiles): string => `${files.database}.next`;
const noteOf = (files: StoreFiles): string => join(files.dataDir, 'replacing.json');

/** `prepare` writes the new database's file at the path it is given. From here on the replacement happens, whatever ends the process. */
export function beginReplacement(files: StoreFiles, note: ReplacementNote, prepare: (next: string) => void): void {
  const next = nextOf(files);
  rmSync(next, { force: true });
  prepare(next);
  syncToDisk(next);
  const written = `${noteOf(files)}.next`;
  writeFileSync(written, `${JSON.stringify(note)}\n`, { mode: 0o600 });
  syncToDisk(written);
  renameSync(written, noteOf(files));
}

/**
 * Moves the files, as far as that is still to be done. Returns the folder the old ones went to; null when there was none to move, or the old
 * one is among the backups now.
 */
export function placeReplacement(files: StoreFiles): string | null {
  const next = nextOf(files);
  const note = readNote(files);
  // Without the note the file may be half a copy, and nothing has been moved.
  if (note === null) rmSync(next, { force: true });
  if (note === null || !existsSync(next)) return null;
  if (note.keepAs !== null) keepAmongBackups(files, note.keepAs);
  const quarantine = moveAside(files, note);
  renameSync(next, files.database);
  return quarantine;
}

/** Tells the database, which is open and in today's format, that it stands in for another; then nothing is under way any more. */
export function endReplacement(files: StoreFiles, db: Database): void {
  const note = readNote(files);
  if (note === null) return;
  db.transaction(() => new Documents(db).setValue(recoveredKey, note, note.at));
  rmSync(noteOf(files), { force: true });
}

function readNote(files: StoreFiles): ReplacementNote | null {
  if (!existsSync(noteOf(files))) return null;
  return noteSchema.parse(JSON.parse(readFileSync(noteOf(files), 'utf8')));
}

/** Whole and folded together, the old database is a backup itself: no copy is needed, and there is no moment in which it has neither name. */
function keepAmongBackups(files: StoreFiles, name: string): void {
  if (!existsSync(files.database) || existsSync(`${files.database}-wal`)) return;
  makePrivateFolder(files.backups);
  renameSync(files.database, join(files.backups, name));
  rmSync(`${files.database}-shm`, { force: true });
}

/** The database with its journal files, together: a `-wal` beside another database would be applied to it. */
function moveAside(files: StoreFiles, { at, why }: Pick<ReplacementNote, 'at' | 'why'>): string | null {
  const present = ['', '-wal', '-shm', '-journal']
    .map((suffix) => `${files.database}${suffix}`)
    .filter((file) => existsSync(file));
  if (present.length === 0) return null;
  makePrivateFolder(files.quarantine);
  const folder = freeFolder(join(files.quarantine, fileTime(at)));
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(join(folder, 'why.json'), `${JSON.stringify({ at, why })}\n`, { mode: 0o600 });
  for (const file of present) renameSync(file, join(folder, basename(file)));
  return folder;
}

function freeFolder(wanted: string): string {
  let folder = wanted;
  for (let n = 2; existsSync(folder); n += 1) folder = `${wanted}-${n}`;
  return folder;
}
