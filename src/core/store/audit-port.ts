import type { MappingVersion } from '../../shared/domain/mapping.ts';
import type { AuditEntry, NewAuditEntry } from '../../shared/domain/recovery.ts';
import type { Json } from '../../shared/json.ts';
import type { NewMappingVersion } from './mappings-port.ts';

/* The trail of settings, and the writes that leave one. Part of the Store port. Kept for two years. */

/** A document of settings with the lines of the trail that say what changed in it. */
export interface DocumentChange {
  readonly key: string;
  readonly value: Json;
  readonly trail: readonly NewAuditEntry[];
  /** Versions of the mapping that come into force together with it, the last one for good. */
  readonly mappings: readonly NewMappingVersion[];
  readonly now: number;
}

export interface StoreAudit {
  /** Newest first; `before` is an id, exclusive. */
  auditPage(before: number | null, limit: number): Promise<readonly AuditEntry[]>;
  appendAudit(entries: readonly NewAuditEntry[]): Promise<void>;
  /**
   * One transaction: the document, the mappings and the trail of both, or nothing of it. Throws `mapping.changed-meanwhile` as `saveMapping` does.
   */
  saveDocument(change: DocumentChange): Promise<readonly MappingVersion[]>;
}
