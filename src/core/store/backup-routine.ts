import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { backupFile, newestBackupAt, pruneBackups } from './backup.ts';
import { Channel } from './channel.ts';
import { makePrivateFolder, type StoreFiles } from './files.ts';
import type { BackupMethods, Opened } from './rpc.ts';

const dayMs = 86_400_000;

export interface BackupRoutineOptions {
  readonly dataDir: string;
  readonly worker: URL;
  readonly now: () => number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly files: StoreFiles;
}

/**
 * One verified backup a day, in a thread of its own so that neither commits nor the log wait for it. Stops for the session at the first
 * sign of a sick disk: a copy of damage would push a good backup out.
 */
export class BackupRoutine {
  readonly #options: BackupRoutineOptions;
  #cancel: () => void = () => {};
  #running: Promise<void> = Promise.resolve();
  #stopped = false;
  #version = 0;

  constructor(options: BackupRoutineOptions) {
    this.#options = options;
  }

  start(opened: Opened): void {
    this.#version = opened.schemaTo;
    const { files, now } = this.#options;
    // A database made a moment ago has nothing to lose.
    const last = opened.schemaFrom === 0 ? now() : (newestBackupAt(files) ?? Number.NEGATIVE_INFINITY);
    this.#next(Math.min(dayMs, Math.max(0, last + dayMs - now())));
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
  async copyTo(file: string): Promise<void> {
    const { worker, dataDir, clock } = this.#options;
    const channel = new Channel<BackupMethods>(worker, { mode: 'backup', dataDir }, clock);
    await channel.ready();
    try {
      await channel.call('backup', file);
    } finally {
      await channel.shutdown();
    }
  }

  #next(delayMs: number): void {
    this.#cancel = this.#options.clock.after(delayMs, () => {
      this.#running = this.#daily();
    });
  }

  async #daily(): Promise<void> {
    const { files, now, logger, clock } = this.#options;
    const release = clock.hold();
    try {
      makePrivateFolder(files.backups);
      const file = backupFile(files, now(), this.#version);
      await this.copyTo(file);
      pruneBackups(files);
      logger.info({ file }, 'Backup written');
    } catch (error) {
      const { code, message } = AppError.from(error);
      logger.warn({ code }, `The daily backup failed: ${message}`);
    }
    if (!this.#stopped) this.#next(dayMs);
    release();
  }
}
