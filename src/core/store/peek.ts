import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Mapping } from '../../shared/domain/mapping.ts';
import { AppError, type AppErrorInfo } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import { Database } from './database.ts';
import { loadDriver, type OpenDatabase, openReader } from './driver.ts';
import { type StoreFiles, storeFiles } from './files.ts';
import { checkVersion } from './migrations/index.ts';
import { Documents } from './rows/documents.ts';
import { Mappings } from './rows/mappings.ts';
import { toStoreError } from './store-errors.ts';

/** What can be told about a profile's folder without opening it for writing. */
export interface ProfilePeek {
  /** False when there is no database yet. */
  readonly exists: boolean;
  /** Another process has the profile open. */
  readonly locked: boolean;
  /** Who, as far as it left word. */
  readonly holder: { readonly pid: number; readonly host: string } | null;
  /** Why the database cannot be read; null when it can, or when there is none. */
  readonly problem: AppErrorInfo | null;
  readonly values: ReadonlyMap<string, Json>;
  readonly mapping: Mapping | null;
}

const holderSchema = z.object({ pid: z.number(), host: z.string() });

/**
 * Reads named values and the mapping in force of a profile that another process may have open: no lock is taken, nothing is made or
 * migrated. Only for a process that does not hold the profile itself: closing a second handle would drop its lock (POSIX).
 */
export async function peekProfile(dataDir: string, keys: readonly string[]): Promise<ProfilePeek> {
  const files = storeFiles(dataDir);
  const none = { values: new Map<string, Json>(), mapping: null };
  if (!existsSync(files.database)) return { exists: false, locked: false, holder: null, problem: null, ...none };
  const open = await loadDriver();
  const locked = isLocked(open, files);
  const found = { exists: true, locked, holder: locked ? holderOf(files) : null };
  try {
    return { ...found, problem: null, ...read(open, files, keys) };
  } catch (thrown) {
    const error = thrown instanceof AppError ? thrown : toStoreError(thrown, files.database);
    return { ...found, problem: error.toInfo(), ...none };
  }
}

function read(open: OpenDatabase, files: StoreFiles, keys: readonly string[]): Pick<ProfilePeek, 'values' | 'mapping'> {
  const db = openReader(open, files.database);
  try {
    const values = new Map<string, Json>();
    if (checkVersion(db, files.database) === 0) return { values, mapping: null };
    const documents = new Documents(db);
    for (const key of keys) {
      const value = documents.value(key);
      if (value !== undefined) values.set(key, value);
    }
    return { values, mapping: new Mappings(db).active()?.mapping ?? null };
  } finally {
    db.close();
  }
}

/** Whoever has the profile open holds the lock file in an exclusive transaction, which no reader gets past. */
function isLocked(open: OpenDatabase, files: StoreFiles): boolean {
  if (!existsSync(files.lock)) return false;
  let db: Database | null = null;
  try {
    db = new Database(open(files.lock, { readonly: true, fileMustExist: true, timeout: 100 }));
    db.get('SELECT 1 FROM sqlite_schema LIMIT 1');
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
  } finally {
    db?.close();
  }
}

function holderOf(files: StoreFiles): ProfilePeek['holder'] {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(files.holder, 'utf8')));
  } catch {
    return null;
  }
}
