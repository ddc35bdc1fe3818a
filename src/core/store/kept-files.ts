import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Backup, Quarantine } from '../../shared/domain/recovery.ts';
import { listBackups, problemOf } from './backup.ts';
import { readBackupName } from './backup-names.ts';
import type { OpenDatabase } from './driver.ts';
import type { StoreFiles } from './files.ts';
import { lastCheck, noteChecked } from './verified.ts';

/** What a profile keeps beside its database. */
export interface KeptFiles {
  /** Newest first. */
  readonly backups: readonly Backup[];
  readonly quarantine: readonly Quarantine[];
  readonly folder: string;
}

/** Up to this size a backup nobody has checked yet is checked whole for the list (bytes). */
const checkedForListBytes = 64 * 1024 * 1024;

/** Reads the folders of a profile, whether its database is open, broken or gone. */
export function keptFiles(open: OpenDatabase, files: StoreFiles): KeptFiles {
  return {
    backups: listBackups(files).flatMap((file) => describe(open, files, file)),
    quarantine: quarantine(files),
    folder: files.backups,
  };
}

function describe(open: OpenDatabase, files: StoreFiles, file: string): readonly Backup[] {
  const said = readBackupName(file);
  if (said === null) return [];
  try {
    const { size } = statSync(file);
    return [{ ...said, sizeBytes: size, problem: problemNow(open, files, said.name, size) }];
  } catch {
    // It went away while the folder was read.
    return [];
  }
}

/** Whole when the file is as its last whole check left it and still as long as its own header says; else it is checked again. */
function problemNow(open: OpenDatabase, files: StoreFiles, name: string, size: number): string | null {
  const file = join(files.backups, name);
  const cut = lengthProblem(file, size);
  if (cut !== null) return cut;
  const known = lastCheck(files, name);
  if (known !== undefined) return known.problem;
  if (size > checkedForListBytes) return null;
  const problem = problemOf(open, file);
  noteChecked(files, name, problem);
  return problem;
}

/** Reads the first hundred bytes: a database knows its page size and number of pages (https://sqlite.org/fileformat2.html). */
export function lengthProblem(file: string, size: number): string | null {
  const header = Buffer.alloc(100);
  const handle = openSync(file, 'r');
  try {
    if (readSync(handle, header, 0, 100, 0) < 100) return 'The file is empty or cut off.';
  } finally {
    closeSync(handle);
  }
  if (header.toString('latin1', 0, 15) !== 'SQLite format 3') return 'The file is not a database.';
  const stored = header.readUInt16BE(16);
  const pageSize = stored === 1 ? 65_536 : stored;
  const pages = header.readUInt32BE(28);
  return pages > 0 && size < pages * pageSize ? 'The file is cut off: part of it is missing.' : null;
}

const whySchema = z.object({ why: z.string() });

function quarantine(files: StoreFiles): readonly Quarantine[] {
  if (!existsSync(files.quarantine)) return [];
  return readdirSync(files.quarantine, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const folder = join(files.quarantine, name);
      const sizes = readdirSync(folder).map((file) => statSync(join(folder, file)).size);
      return { name, at: timeIn(name), sizeBytes: sizes.reduce((a, b) => a + b, 0), why: whyOf(folder) };
    })
    .sort((a, b) => b.at - a.at);
}

function timeIn(name: string): number {
  return readBackupName(`${name.slice(0, 19)}-v0.db`)?.madeAt ?? 0;
}

function whyOf(folder: string): string {
  try {
    return whySchema.parse(JSON.parse(readFileSync(join(folder, 'why.json'), 'utf8'))).why;
  } catch {
    return '';
  }
}
