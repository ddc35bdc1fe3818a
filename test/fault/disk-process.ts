/**
 * One store in a process of its own, to be killed at its disk's worst moments. Arguments as JSON in `DISK_PROCESS`. `open` and `recover` kill
 * themselves (SIGKILL) before their Nth call into SQLite, or print how many there were; `begin-recovery` does so between preparing and moving;
 * `back-up` prints `writing` and is killed from outside.
 */
import { copyFileSync } from 'node:fs';
import { basename } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { listBackups } from '../../src/core/store/backup.ts';
import { loadDriver, type OpenDatabase } from '../../src/core/store/driver.ts';
import { storeFiles } from '../../src/core/store/files.ts';
import { openStore } from '../../src/core/store/open.ts';
import { openProfile } from '../../src/core/store/open-profile.ts';
import { recoverProfile } from '../../src/core/store/recovery.ts';
import { beginReplacement } from '../../src/core/store/replace.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { silentLogger } from '../../src/shared/logger.ts';

export interface DiskOrder {
  readonly mode: 'open' | 'recover' | 'begin-recovery' | 'back-up';
  readonly dataDir: string;
  readonly at: number;
  /** The call before which it ends; null: none. */
  readonly killAt?: number | null;
  /** Where `back-up` writes. */
  readonly file?: string;
  /** `recover`: the database in place is kept among the backups. */
  readonly keepCurrent?: boolean;
}

const order = JSON.parse(process.env.DISK_PROCESS ?? '') as DiskOrder;
const files = storeFiles(order.dataDir);
const holder = { pid: process.pid, host: 'here', since: order.at, version: '0.1.0' };
const library = await loadDriver();
let calls = 0;

switch (order.mode) {
  case 'open':
    openProfile(counting(library), files, holder, order.at).close();
    break;
  case 'recover':
    recoverProfile(
      counting(library),
      files,
      holder,
      { how: 'restore-backup', keepCurrent: order.keepCurrent ?? false },
      order.at,
    );
    break;
  case 'begin-recovery': {
    const backup = listBackups(files)[0] ?? '';
    beginReplacement(
      files,
      { at: order.at, how: 'restore-backup', from: basename(backup), keepAs: null, why: '' },
      (next) => copyFileSync(backup, next),
    );
    die();
    break;
  }
  case 'back-up': {
    const store = await openStore({
      dataDir: order.dataDir,
      worker: new URL('../../src/core/store/worker.ts', import.meta.url),
      now: () => order.at,
      version: '0.1.0',
      logger: silentLogger,
      clock: systemClock,
    });
    await store.setValue('acknowledged', true, order.at);
    process.stdout.write('writing\n');
    await store.backup(order.file ?? '');
    process.stdout.write('written\n');
    await store.close();
    break;
  }
}
process.stdout.write(`calls ${calls}\n`);

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

function step(): void {
  calls += 1;
  if (calls === order.killAt) die();
}

/** Counts every statement on its way into SQLite, those of a script one by one, and the moment before each commit. */
function counting(open: OpenDatabase): OpenDatabase {
  return (file, options) => {
    step();
    const db = open(file, options);
    const exec = db.exec.bind(db);
    const pragma = db.pragma.bind(db);
    const transaction = db.transaction.bind(db);
    const prepare = db.prepare.bind(db) as (sql: string) => Sqlite.Statement<unknown[]>;
    return Object.assign(db, {
      exec(script: string) {
        for (const sql of script.split(/;\s*\n/).filter((text) => text.trim() !== '')) {
          step();
          exec(sql);
        }
        return db;
      },
      pragma(...args: Parameters<typeof pragma>) {
        step();
        return pragma(...args);
      },
      transaction(work: (...args: unknown[]) => unknown) {
        return transaction((...args: unknown[]) => {
          const result = work(...args);
          step();
          return result;
        });
      },
      prepare(sql: string) {
        const statement = prepare(sql);
        const run = statement.run.bind(statement);
        return Object.assign(statement, {
          run(...params: unknown[]) {
            step();
            return run(...params);
          },
        });
      },
    });
  };
}
