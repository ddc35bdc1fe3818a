import { join } from 'node:path';
import { type Preferences, preferencesSchema } from '../shared/ipc/contract.ts';
import { Emitter } from '../shared/lifecycle.ts';
import type { Logger } from '../shared/logger.ts';
import { JsonFile } from './files/json-file.ts';

/** How this technician likes the window (`preferences.json` in the profile folder). */
export class PreferencesFile {
  readonly #file: JsonFile<typeof preferencesSchema>;
  readonly #changed = new Emitter<Preferences>();

  constructor(folder: string, logger: Logger) {
    this.#file = new JsonFile(join(folder, 'preferences.json'), preferencesSchema, {}, logger);
  }

  get value(): Preferences {
    return this.#file.value;
  }

  save(part: Partial<Preferences>): Preferences {
    const value = this.#file.write({ ...this.#file.value, ...part });
    this.#changed.emit(value);
    return value;
  }

  onChange(listener: (value: Preferences) => void): () => void {
    return this.#changed.on(listener);
  }
}
