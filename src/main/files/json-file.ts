import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { z } from 'zod';
import type { Logger } from '../../shared/logger.ts';

/**
 * A small JSON document on disk (preferences, window state). Written whole to a temporary file, flushed and renamed, so a crash
 * leaves the old or the new one. A file that cannot be read as its schema is kept beside it as `<name>.broken` and reported; the
 * defaults are used. Mode 0600.
 */
export class JsonFile<S extends z.ZodType> {
  readonly #path: string;
  readonly #schema: S;
  readonly #logger: Logger;
  #value: z.output<S>;

  constructor(path: string, schema: S, defaults: z.input<S>, logger: Logger) {
    this.#path = path;
    this.#schema = schema;
    this.#logger = logger;
    this.#value = this.#load(defaults);
  }

  get value(): z.output<S> {
    return this.#value;
  }

  /** Validates and keeps the value. A disk that refuses is logged; the value still holds for this run. */
  write(value: z.input<S>): z.output<S> {
    this.#value = this.#schema.parse(value);
    const temporary = `${this.#path}.new`;
    try {
      const handle = openSync(temporary, 'w', 0o600);
      try {
        writeSync(handle, `${JSON.stringify(this.#value, null, 2)}\n`);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(temporary, this.#path);
    } catch (error) {
      this.#logger.warn({ path: this.#path, error: String(error) }, 'A settings file could not be written');
    }
    return this.#value;
  }

  #load(defaults: z.input<S>): z.output<S> {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch {
      return this.#schema.parse(defaults);
    }
    try {
      return this.#schema.parse(JSON.parse(text));
    } catch (error) {
      const kept = `${this.#path}.broken`;
      try {
        renameSync(this.#path, kept);
      } catch {
        // A read-only folder: the warning below is all that can be done.
      }
      this.#logger.warn(
        { path: this.#path, kept, error: String(error) },
        'A settings file was unreadable and set aside',
      );
      return this.#schema.parse(defaults);
    }
  }
}
