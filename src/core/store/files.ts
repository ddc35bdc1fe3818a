import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a profile keeps its database and what belongs to it. */
export interface StoreFiles {
  readonly dataDir: string;
  readonly database: string;
  readonly lock: string;
  readonly holder: string;
  readonly backups: string;
  readonly quarantine: string;
}

export function storeFiles(dataDir: string): StoreFiles {
  return {
    dataDir,
    database: join(dataDir, 'dispatch-bridge.db'),
    lock: join(dataDir, 'lock.db'),
    holder: join(dataDir, 'holder.json'),
    backups: join(dataDir, 'backups'),
    quarantine: join(dataDir, 'quarantine'),
  };
}

/** Creates a folder that only its owner can read: the database holds customer data. */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32') chmodSync(path, 0o700);
}

/**
 * Creates the file readable by its owner alone before SQLite does; `-wal` and `-shm` take their mode from it. An existing file is only
 * chmodded, never opened: closing a second handle on a database would drop this process's locks on it (POSIX).
 */
export function makePrivateFile(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'wx', 0o600));
  else if (process.platform !== 'win32') chmodSync(path, 0o600);
}

/** Forces a finished file to the disk. Not for a database that is open in this process. */
export function syncToDisk(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Replaces a small file in one step, so that a reader never sees half of it. */
export function replaceFile(path: string, text: string): void {
  const next = `${path}.next`;
  writeFileSync(next, text, { mode: 0o600 });
  renameSync(next, path);
}

/** `20261122T091530417Z`: sorts by time and is a file name everywhere. */
export function fileTime(at: number): string {
  return new Date(at).toISOString().replace(/[-:.]/g, '');
}
