import { type ProfilePeek, peekProfile } from '../core/store/peek.ts';
import { webhookKey } from '../core/webhooks/own.ts';
import { type Config, configSchema, emptyConfig } from '../shared/config.ts';
import { AppError } from '../shared/errors.ts';

/** What a profile's folder holds, read beside whoever has it open. */
export interface Stored {
  readonly peek: ProfilePeek;
  /** The empty document where there is none yet. */
  readonly config: Config;
}

/** Names under which the engine keeps things of its own. */
export const storedKeys = { config: 'config', installation: 'installation', webhook: webhookKey } as const;

export async function readStored(folder: string): Promise<Stored> {
  const peek = await peekProfile(folder, Object.values(storedKeys));
  const parsed = configSchema.safeParse(peek.values.get(storedKeys.config) ?? emptyConfig);
  return { peek, config: parsed.success ? parsed.data : emptyConfig };
}

/** As `readStored`, for commands that can do nothing without the database. Throws what keeps it from being read. */
export async function needStored(folder: string): Promise<Stored> {
  const stored = await readStored(folder);
  if (stored.peek.problem !== null) throw AppError.fromInfo(stored.peek.problem);
  return stored;
}
