import { chmodSync, closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { Database } from './database.ts';
import type { OpenDatabase } from './driver.ts';
import { replaceFile, type StoreFiles } from './files.ts';
import type { Holder } from './rpc.ts';

/** How long to wait for a process that is just letting go (ms). */
const patienceMs = 300;

const holderSchema = z.object({ pid: z.number(), host: z.string(), since: z.number(), version: z.string() });

/**
 * The exclusive lock on a profile: an SQLite file held in an exclusive transaction for life. The kernel drops it when the process ends, also
 * by SIGKILL, so there is no stale lock to clear away. `holder.json` beside it only explains; it never decides.
 */
export class ProfileLock {
  readonly #db: Database;
  readonly #files: StoreFiles;

  private constructor(db: Database, files: StoreFiles) {
    this.#db = db;
    this.#files = files;
  }

  /** Throws `store.locked` when another process (or this one) has the profile open. */
  static take(open: OpenDatabase, files: StoreFiles, holder: Holder): ProfileLock {
    reservePrivately(files.lock);
    const db = new Database(open(files.lock, { timeout: patienceMs }));
    try {
      db.pragma('locking_mode = EXCLUSIVE');
      db.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      db.close();
      if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY'))
        throw locked(files, holder);
      throw error;
    }
    try {
      if (process.platform !== 'win32') chmodSync(files.lock, 0o600);
      replaceFile(files.holder, `${JSON.stringify(holder)}\n`);
    } catch (error) {
      db.close();
      throw error;
    }
    return new ProfileLock(db, files);
  }

  release(): void {
    rmSync(this.#files.holder, { force: true });
    this.#db.close();
  }
}

/** Its journal takes its mode from the file as it is when SQLite opens it. What is in the way of that is SQLite's to say. */
function reservePrivately(path: string): void {
  try {
    if (!existsSync(path)) closeSync(openSync(path, 'wx', 0o600));
  } catch {
    // Another start made it a moment ago, or the folder takes no file.
  }
}

function readHolder(path: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function locked(files: StoreFiles, asking: Holder): AppError {
  const holder = readHolder(files.holder);
  const profile = basename(files.dataDir);
  const who =
    holder === null
      ? 'another Dispatch Bridge'
      : `another Dispatch Bridge (process ${holder.pid}${holder.host === asking.host ? '' : ` on ${holder.host}`}, since ${since(holder.since, asking.since)})`;
  return new AppError({
    code: 'store.locked',
    kind: 'conflict',
    message: `Profile "${profile}" is open in ${who}. Use that window, or close it and start again; a second copy needs another profile.`,
    context: { profile, pid: holder?.pid ?? null, host: holder?.host ?? null, since: holder?.since ?? null },
  });
}

/** `09:12` for today, with the date in front for another day; in the machine's own time zone. */
function since(at: number, now: number): string {
  const day = (time: number): string => new Date(time).toLocaleDateString('en-CA');
  const clock = new Date(at).toTimeString().slice(0, 5);
  return day(at) === day(now) ? clock : `${day(at)} ${clock}`;
}
