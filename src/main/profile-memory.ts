import { join } from 'node:path';
import { z } from 'zod';
import type { Logger } from '../shared/logger.ts';
import { JsonFile } from './files/json-file.ts';

const profileMemorySchema = z.object({
  /** Name of the keychain that last held this profile's secrets, to notice when it changes. */
  secretBackend: z.string().nullable().default(null),
  /** The "still running in the tray" notice was shown. */
  trayNoticeShown: z.boolean().default(false),
  /** The connections were filled from the built-in sandbox. */
  usesSandbox: z.boolean().default(false),
  /** Result of the last connection test, for the wizard. */
  tested: z
    .object({ connectwise: z.boolean(), fieldnation: z.boolean() })
    .default({ connectwise: false, fieldnation: false }),
});
export type ProfileMemory = z.infer<typeof profileMemorySchema>;

/** Small facts the app remembers about a profile (`profile.json`). Nothing secret, nothing the engine needs. */
export class ProfileMemoryFile {
  readonly #file: JsonFile<typeof profileMemorySchema>;

  constructor(folder: string, logger: Logger) {
    this.#file = new JsonFile(join(folder, 'profile.json'), profileMemorySchema, {}, logger);
  }

  get value(): ProfileMemory {
    return this.#file.value;
  }

  change(part: Partial<ProfileMemory>): ProfileMemory {
    return this.#file.write({ ...this.#file.value, ...part });
  }
}
