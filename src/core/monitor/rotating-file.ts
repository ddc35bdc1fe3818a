import { closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface RotatingFileOptions {
  readonly dir: string;
  /** Base name; older files are `<name>.1.log` (newest) to `<name>.<keep-1>.log`. */
  readonly name: string;
  /** A file is closed before it grows beyond this. Bytes. */
  readonly maxBytes: number;
  /** Files kept, the present one included. */
  readonly keep: number;
}

/**
 * Appends lines to a file and starts a new one when it is full. Writes are synchronous: after a crash the last line is what
 * one needs. A disk that is full or read-only never stops the product; lines are then dropped and counted.
 */
export class RotatingFile {
  readonly #options: RotatingFileOptions;
  #fd: number | null = null;
  #bytes = 0;
  dropped = 0;

  constructor(options: RotatingFileOptions) {
    this.#options = options;
  }

  write(line: string): void {
    try {
      const bytes = Buffer.from(line);
      if (this.#fd === null) this.#open();
      if (this.#bytes > 0 && this.#bytes + bytes.length > this.#options.maxBytes) this.#rotate();
      if (this.#fd === null) return;
      writeSync(this.#fd, bytes);
      this.#bytes += bytes.length;
    } catch {
      this.dropped += 1;
      this.close();
    }
  }

  close(): void {
    if (this.#fd === null) return;
    const fd = this.#fd;
    this.#fd = null;
    try {
      closeSync(fd);
    } catch {
      // Nothing left to do with it.
    }
  }

  #path(index: number): string {
    return join(this.#options.dir, index === 0 ? `${this.#options.name}.log` : `${this.#options.name}.${index}.log`);
  }

  #open(): void {
    mkdirSync(this.#options.dir, { recursive: true, mode: 0o700 });
    this.#fd = openSync(this.#path(0), 'a', 0o600);
    this.#bytes = fstatSync(this.#fd).size;
  }

  #rotate(): void {
    this.close();
    rmSync(this.#path(this.#options.keep - 1), { force: true });
    for (let index = this.#options.keep - 2; index >= 0; index -= 1) {
      if (existsSync(this.#path(index))) renameSync(this.#path(index), this.#path(index + 1));
    }
    this.#open();
  }
}
