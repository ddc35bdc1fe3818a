import { join } from 'node:path';
import { z } from 'zod';
import type { Logger } from '../../shared/logger.ts';
import { JsonFile } from '../files/json-file.ts';
import type { UpdateMemory } from './updates.ts';

const updateMemorySchema = z.object({
  /** The version a person does not want to be asked about. */
  skipped: z.string().nullable().default(null),
  /** Ms of the last look that was answered. */
  checkedAt: z.number().nullable().default(null),
});

/** What is remembered about updates (`updates.json` in the profile folder). */
export class UpdateMemoryFile {
  readonly #file: JsonFile<typeof updateMemorySchema>;

  constructor(folder: string, logger: Logger) {
    this.#file = new JsonFile(join(folder, 'updates.json'), updateMemorySchema, {}, logger);
  }

  get value(): UpdateMemory {
    return this.#file.value;
  }

  save(value: UpdateMemory): void {
    this.#file.write({ ...value });
  }
}
