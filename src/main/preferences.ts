import { join } from 'node:path';
import { type Preferences, preferencesSchema } from '../shared/ipc/contract.ts';
import { Emitter } from '../shared/lifecycle.ts';
import type { Logger } from '../shared/logger.ts';
import { JsonFile } from './files/json-file.ts';

/** How this technician likes the window (`preferences.json` in the profile folder). */
export class PreferencesFile {
  readonly #file: JsonFile<typeof preferencesSchema>;
  readonly #changed = new Emitter<Preferences>();
  readonly #saved = new Emitter<readonly [Preferences, Preferences]>();

  constructor(folder: string, logger: Logger) {
    this.#file = new JsonFile(join(folder, 'preferences.json'), preferencesSchema, {}, logger);
  }

  get value(): Preferences {
    return this.#file.value;
  }

  save(part: Partial<Preferences>): Preferences {
    const before = this.#file.value;
    const value = this.#file.write({ ...before, ...part });
    this.#saved.emit([before, value]);
    this.#changed.emit(value);
    return value;
  }

  onChange(listener: (value: Preferences) => void): () => void {
    return this.#changed.on(listener);
  }

  /** What was saved, with what it was before. */
  onSaved(listener: (before: Preferences, after: Preferences) => void): () => void {
    return this.#saved.on(([before, after]) => listener(before, after));
  }
}
