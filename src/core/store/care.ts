import { basename } from 'node:path';
import type { Clock } from '../../shared/clock.ts';
import { AppError, type AppErrorInfo } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { backupFile, newestBackupAt, pruneBackups } from './backup.ts';
import type { BackupReason } from './backup-names.ts';
import { Channel } from './channel.ts';
import { makePrivateFolder, type StoreFiles } from './files.ts';
import type { CareMethods, Opened } from './rpc.ts';
import { corrupt, isTrouble, toStoreError } from './store-errors.ts';
import { noteChecked } from './verified.ts';

const dayMs = 86_400_000;
/** A backup that is due does not compete with the start of the app. */
const settleMs = 60_000;

export interface CareOptions {
  readonly dataDir: string;
  readonly worker: URL;
  readonly now: () => number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly files: StoreFiles;
  /** The check of a large file waits for it; absent = it begins at once. */
  readonly appStarted?: Promise<void>;
  /** The check that went on beside the work found damage. */
  readonly onDamage: (error: AppErrorInfo) => void;
}

/**
 * What is done for the file beside the work, in short-lived threads so that neither commits nor the log wait: the check of a large file after
 * opening, and one verified backup a day. Backups stop for the session at the first sign of a sick disk: a copy of damage would push a good
 * one out.
 */
export class Care {
  readonly #options: CareOptions;
  #cancel: () => void = () => {};
  #running: Promise<void> = Promise.resolve();
  #stopped = false;
  #version = 0;
  /** When the whole file was last found in order (ms); null while that is not known. */
  checkedAt: number | null = null;

  constructor(options: CareOptions) {
    this.#options = options;
  }

  start(opened: Opened): void {
    this.#version = opened.schemaTo;
    const { files, now, appStarted } = this.#options;
    const last = Math.max(opened.createdAt, newestBackupAt(files) ?? 0);
    const untilBackup = Math.min(dayMs, Math.max(settleMs, last + dayMs - now()));
    if (opened.checked) this.checkedAt = now();
    if (opened.checked) this.#next(untilBackup);
    else if (appStarted === undefined) this.#checkThen(untilBackup);
    else void appStarted.then(() => this.#checkThen(untilBackup));
  }

  #checkThen(untilBackup: number): void {
    if (this.#stopped) return;
    this.#running = this.#check().then(() => this.#next(untilBackup));
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  async close(): Promise<void> {
    this.stop();
    await this.#running;
  }

  /** Writes and verifies a copy wherever the caller wants it. */
  copyTo(file: string): Promise<void> {
    return this.#inThread((channel) => channel.call('backup', file));
  }

  /** A verified backup in the profile's folder, beside the work. Returns its full path. */
  async backUp(reason: BackupReason): Promise<string> {
    const { files, now, logger } = this.#options;
    makePrivateFolder(files.backups);
    const file = backupFile(files, now(), this.#version, reason);
    await this.copyTo(file);
    noteChecked(files, basename(file), null);
    pruneBackups(files, file);
    logger.info({ file }, 'Backup written');
    return file;
  }

  async #inThread<T>(work: (channel: Channel<CareMethods>) => Promise<T>): Promise<T> {
    const { worker, dataDir, clock } = this.#options;
    const channel = new Channel<CareMethods>(worker, { mode: 'care', dataDir }, clock);
    await channel.ready();
    try {
      return await work(channel);
    } finally {
      await channel.shutdown();
    }
  }

  async #check(): Promise<void> {
    const { files, logger, onDamage } = this.#options;
    try {
      const problems = await this.#inThread((channel) => this.#checkTables(channel));
      if (problems.length === 0) {
        if (!this.#stopped) this.checkedAt = this.#options.now();
        return;
      }
      onDamage(corrupt(files.database, new Error(problems.slice(0, 5).join('; '))).toInfo());
    } catch (error) {
      const info = toStoreError(error, files.database).toInfo();
      logger.warn({ code: info.code }, `The check of the database did not finish: ${info.message}`);
      if (isTrouble(info)) onDamage(info);
    }
  }

  /** Table by table, so that closing does not wait for the whole file. */
  async #checkTables(channel: Channel<CareMethods>): Promise<readonly string[]> {
    for (const table of await channel.call('tables')) {
      if (this.#stopped) break;
      const problems = await channel.call('check', table);
      if (problems.length > 0) return problems;
    }
    return [];
  }

  #next(delayMs: number): void {
    if (this.#stopped) return;
    this.#cancel = this.#options.clock.after(delayMs, () => {
      this.#running = this.#daily();
    });
  }

  async #daily(): Promise<void> {
    const { logger, clock } = this.#options;
    const release = clock.hold();
    try {
      await this.backUp('daily');
    } catch (error) {
      const { code, message } = AppError.from(error);
      logger.warn({ code }, `The daily backup failed: ${message}`);
    }
    this.#next(dayMs);
    release();
  }
}
