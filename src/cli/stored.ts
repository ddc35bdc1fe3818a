import { catalogKey, keptCatalog } from '../core/catalog/catalog.ts';
import { type ProfilePeek, peekProfile } from '../core/store/peek.ts';
import { webhookKey } from '../core/webhooks/own.ts';
import { type Config, configSchema, emptyConfig } from '../shared/config.ts';
import type { Catalog } from '../shared/domain/catalog.ts';
import { AppError } from '../shared/errors.ts';

/** What a profile's folder holds, read beside whoever has it open. */
export interface Stored {
  readonly peek: ProfilePeek;
  /** The empty document where there is none yet. */
  readonly config: Config;
  /** What was discovered of both sides' fields. */
  readonly catalog: Catalog;
}

/** Names under which the engine keeps things of its own. */
export const storedKeys = {
  config: 'config',
  installation: 'installation',
  webhook: webhookKey,
  catalog: catalogKey,
} as const;

export async function readStored(folder: string): Promise<Stored> {
  const peek = await peekProfile(folder, Object.values(storedKeys));
  const parsed = configSchema.safeParse(peek.values.get(storedKeys.config) ?? emptyConfig);
  const catalog = keptCatalog(peek.values.get(storedKeys.catalog));
  return { peek, config: parsed.success ? parsed.data : emptyConfig, catalog };
}

/** As `readStored`, for commands that can do nothing without the database. Throws what keeps it from being read. */
export async function needStored(folder: string): Promise<Stored> {
  const stored = await readStored(folder);
  if (stored.peek.problem !== null) throw AppError.fromInfo(stored.peek.problem);
  return stored;
}
