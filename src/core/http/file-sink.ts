import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { WriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import type { Sink } from './exchange.ts';

/** How much may wait for the disk before the sender is asked to pause, bytes. */
const waitingBytes = 1024 * 1024;

/** A file that takes an answer as it comes: only this user can read it, and it rests on the disk before it counts. */
export class FileSink implements Sink {
  readonly #file: string;
  readonly #stream: WriteStream;
  readonly #hash = createHash('sha256');
  #sizeBytes = 0;
  #failure: { readonly cause: unknown } | null = null;
  #report: (cause: unknown) => void = () => {};

  private constructor(file: string, stream: WriteStream) {
    this.#file = file;
    this.#stream = stream;
    stream.on('error', (cause) => {
      this.#failure ??= { cause };
      this.#report(cause);
    });
  }

  /** Creates or empties the file. Rejects with the system's error. */
  static async open(file: string): Promise<FileSink> {
    const handle = await open(file, 'w', 0o600);
    try {
      // The mode above counts only for a file that is new.
      await handle.chmod(0o600);
      return new FileSink(file, handle.createWriteStream({ highWaterMark: waitingBytes, flush: true }));
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  write(part: Buffer, resume: () => void): boolean {
    this.#hash.update(part);
    this.#sizeBytes += part.length;
    if (this.#stream.write(part)) return true;
    this.#stream.once('drain', resume);
    return false;
  }

  onError(report: (cause: unknown) => void): void {
    this.#report = report;
    if (this.#failure !== null) report(this.#failure.cause);
  }

  /** Flushes and closes; says what the file holds. Rejects with the system's error. */
  async finish(): Promise<{ readonly sizeBytes: number; readonly sha256: string }> {
    if (this.#failure !== null) throw this.#failure.cause;
    const closed = once(this.#stream, 'close');
    this.#stream.end();
    await closed;
    return { sizeBytes: this.#sizeBytes, sha256: this.#hash.digest('hex') };
  }

  /** Closes and removes the file; what is half there is of no use. */
  async discard(): Promise<void> {
    if (!this.#stream.closed) {
      const closed = new Promise<void>((resolve) => this.#stream.once('close', () => resolve()));
      this.#stream.destroy();
      await closed;
    }
    await rm(this.#file, { force: true });
  }
}
