import { createRequire } from 'node:module';
import type Sqlite from 'better-sqlite3';
import { AppError } from '../../shared/errors.ts';
import { Database } from './database.ts';

export type OpenDatabase = (file: string, options?: Sqlite.Options) => Sqlite.Database;

/** Node-API version that better-sqlite3 13 is built for. */
const neededNodeApi = 10;

/**
 * better-sqlite3 13 ends the process with a segmentation fault on a Node-API older than 10 (Node 20, Electron 33); 11 and
 * 12 are built per runtime and work there. Called before the library is loaded. Throws `store.runtime`.
 */
export function checkRuntime(nodeApi: string, libraryVersion: string): void {
  const major = Number(libraryVersion.split('.')[0]);
  if (Number(nodeApi) >= neededNodeApi || major < 13) return;
  throw new AppError({
    code: 'store.runtime',
    kind: 'permanent',
    message:
      `This runtime is too old for the database library: it has Node-API ${nodeApi}, better-sqlite3 ${libraryVersion} needs ` +
      `${neededNodeApi}. Start Dispatch Bridge with Node 24, or install the current release.`,
    context: { nodeApi, libraryVersion },
  });
}

/** Loads better-sqlite3, after making sure that this runtime can carry it. */
export async function loadDriver(): Promise<OpenDatabase> {
  const { version } = createRequire(import.meta.url)('better-sqlite3/package.json') as { version: string };
  checkRuntime(process.versions.napi ?? '0', version);
  const { default: Library } = await import('better-sqlite3');
  return (file, options) => new Library(file, options);
}

/** How long a statement waits for another connection's lock (ms). */
const busyTimeoutMs = 5000;

/**
 * The writer's connection. FULL, not NORMAL: a callback is answered 2xx after its commit, and under NORMAL a committed row may
 * vanish with the power.
 */
export function openWriter(open: OpenDatabase, file: string): Database {
  const db = new Database(open(file, { timeout: busyTimeoutMs }));
  try {
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    db.pragma('foreign_keys = ON');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('checkpoint_fullfsync = ON');
    // A settled run writes some 25 pages; folding the WAL in less often than the default 1000 pages spares the disk.
    db.pragma('wal_autocheckpoint = 4000');
    db.pragma(`journal_size_limit = ${64 * 1024 * 1024}`);
    db.pragma('cache_size = -16384');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A second connection that cannot write, for the log, search and figures. The file must exist. */
export function openReader(open: OpenDatabase, file: string): Database {
  const db = new Database(open(file, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs }));
  try {
    db.pragma('trusted_schema = OFF');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
