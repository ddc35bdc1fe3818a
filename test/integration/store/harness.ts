import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';
import { writeBackup } from '../../../src/core/store/backup.ts';
import type { Database } from '../../../src/core/store/database.ts';
import { loadDriver, openReader } from '../../../src/core/store/driver.ts';
import { storeFiles } from '../../../src/core/store/files.ts';
import { type OpenStore, openStore } from '../../../src/core/store/open.ts';
import { openProfile } from '../../../src/core/store/open-profile.ts';
import { createReader } from '../../../src/core/store/reader.ts';
import { recoverStore } from '../../../src/core/store/recover.ts';
import { recoverProfile } from '../../../src/core/store/recovery.ts';
import type { RecoverHow } from '../../../src/core/store/rpc.ts';
import { toStoreError } from '../../../src/core/store/store-errors.ts';
import { type Clock, systemClock } from '../../../src/shared/clock.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { storeWorker } from '../../builders/workers.ts';

export const t0 = Date.UTC(2026, 10, 22, 8);

/** What a test leaves open is closed after it, newest first. */
const cleanUps: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanUps.splice(0).reverse()) await clean();
});

export function aDataDir(): string {
  const root = mkdtempSync(join(tmpdir(), 'dispatch-store-'));
  cleanUps.push(() => rmSync(root, { recursive: true, force: true }));
  return join(root, 'demo');
}

export async function open(
  dataDir: string,
  change: { clock?: Clock; now?: () => number; appStarted?: Promise<void> } = {},
): Promise<OpenStore> {
  const store = await openStore({
    dataDir,
    worker: storeWorker,
    now: change.now ?? (() => t0),
    version: '0.1.0',
    logger: silentLogger,
    clock: change.clock ?? systemClock,
    ...(change.appStarted === undefined ? {} : { appStarted: change.appStarted }),
  });
  cleanUps.push(() => store.close());
  return store;
}

export function recover(dataDir: string, how: RecoverHow) {
  return recoverStore({
    dataDir,
    how,
    worker: storeWorker,
    now: () => t0,
    version: '0.1.0',
    logger: silentLogger,
    clock: systemClock,
  });
}

const library = await loadDriver();
const holder = { pid: process.pid, host: hostname(), since: t0, version: '0.1.0' };

/** The writer's half in this thread: what the worker does with a profile, without the wait for a thread to start. */
export function openHere(dataDir: string) {
  const files = storeFiles(dataDir);
  try {
    const profile = openProfile(library, files, holder, t0);
    let open = true;
    const close = (): void => {
      if (open) profile.close();
      open = false;
    };
    cleanUps.push(close);
    return {
      ...createReader(profile.connection, files.database),
      ...profile.writer.methods,
      opened: profile.opened,
      close,
    };
  } catch (error) {
    throw toStoreError(error, files.database);
  }
}

/** A look into a profile's database that is not open elsewhere in this process. */
export function readHere<T>(file: string, read: (store: ReturnType<typeof createReader>, db: Database) => T): T {
  const db = openReader(library, file);
  try {
    return read(createReader(db, file), db);
  } finally {
    db.close();
  }
}

export function recoverHere(dataDir: string, how: RecoverHow) {
  return recoverProfile(library, storeFiles(dataDir), holder, { how }, t0);
}

export function backUpHere(dataDir: string, file: string): void {
  readHere(storeFiles(dataDir).database, (_, db) => writeBackup(library, db, file));
}

export interface Child {
  readonly process: ChildProcess;
  readonly pid: number;
  /** Lines it has printed so far. */
  readonly lines: string[];
  /** Resolves when it has printed this many lines; rejects when it ends before. */
  printed(count: number): Promise<void>;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** Another process with the same store: `holder.ts` or `busy-writer.ts` beside this file. */
export function startChild(script: URL, ...args: string[]): Child {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  let errors = '';
  let rest = '';
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    tell();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  let ended = false;
  const exited = new Promise<void>((resolve) => {
    child.once('close', () => {
      ended = true;
      tell();
      resolve();
    });
  });
  const kill = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  cleanUps.push(() => kill('SIGKILL'));
  return {
    process: child,
    pid: child.pid ?? 0,
    lines,
    printed: (count) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (lines.length < count && !ended) return;
          listeners.delete(check);
          if (lines.length >= count) resolve();
          else reject(new Error(`The process ended after ${lines.length} lines: ${errors}`));
        };
        listeners.add(check);
        check();
      }),
    kill,
  };
}
