import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile, type StoreFiles } from './files.ts';

/*
 * What the last whole check of each backup said, kept in the profile's folder, so that a look at the list need not read gigabytes. Only a hint: whatever
 * changed since is checked again, and a restore believes nobody.
 */

const entrySchema = z.object({ sizeBytes: z.number(), changedAt: z.number(), problem: z.string().nullable() });
const notesSchema = z.record(z.string(), entrySchema);
type Notes = z.infer<typeof notesSchema>;

const fileOf = (files: StoreFiles): string => join(files.dataDir, 'backups-checked.json');

function read(files: StoreFiles): Notes {
  try {
    return notesSchema.parse(JSON.parse(readFileSync(fileOf(files), 'utf8')));
  } catch {
    return {};
  }
}

function marksOf(files: StoreFiles, name: string): { readonly sizeBytes: number; readonly changedAt: number } | null {
  try {
    const { size, mtimeMs } = statSync(join(files.backups, name));
    return { sizeBytes: size, changedAt: mtimeMs };
  } catch {
    return null;
  }
}

/** Remembers what a whole check of this backup found; null = nothing wrong. A disk that refuses only costs another check. */
export function noteChecked(files: StoreFiles, name: string, problem: string | null): void {
  const marks = marksOf(files, name);
  if (marks === null) return;
  const there = Object.entries(read(files)).filter(([other]) => other !== name && marksOf(files, other) !== null);
  try {
    replaceFile(fileOf(files), `${JSON.stringify({ ...Object.fromEntries(there), [name]: { ...marks, problem } })}\n`);
  } catch {
    // The list is looked at again next time.
  }
}

/** Undefined when this file was never checked as it is now. */
export function lastCheck(files: StoreFiles, name: string): { readonly problem: string | null } | undefined {
  const marks = marksOf(files, name);
  const entry = read(files)[name];
  if (marks === null || entry === undefined) return undefined;
  const same = entry.sizeBytes === marks.sizeBytes && entry.changedAt === marks.changedAt;
  return same ? { problem: entry.problem } : undefined;
}
