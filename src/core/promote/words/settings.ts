import type { Config } from '../../../shared/config.ts';
import type { AuditEntry } from '../../../shared/domain/recovery.ts';
import { connectionSettings } from './connection-settings.ts';
import { syncSettings } from './sync-settings.ts';
import { dispatching, triggerSettings } from './trigger-settings.ts';

/** One setting of the configuration document in words. */
export interface Setting {
  readonly area: AuditEntry['area'];
  readonly what: string;
  /** Paths of the document it tells of; what none covers is told by its path. */
  readonly covers: readonly string[];
  /** Its value as text, or entry by entry. */
  readonly of: (config: Config) => string | ReadonlyMap<string, string>;
}

/** Every setting: first whether anything is written at all, then in the order in which a person meets them. */
export const settings: readonly Setting[] = [dispatching, ...connectionSettings, ...triggerSettings, ...syncSettings];
