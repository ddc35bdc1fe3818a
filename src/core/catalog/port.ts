import type { CatalogField } from '../../shared/domain/catalog.ts';

/** Something that could not be read. */
export interface DiscoveryGap {
  readonly what: string;
  /** What happened and what to do. */
  readonly message: string;
  /**
   * What it leaves unsaid, so that the last known answer stays: a field by its path, all fields below one (`customFields.*`), one board's
   * options of a field.
   */
  readonly unread?: readonly { readonly path: string; readonly boardId?: number }[];
}

/** What one side says about its fields now. A list that cannot be read is a gap, never an error of the whole. */
export interface Discovery {
  readonly fields: readonly CatalogField[];
  readonly gaps: readonly DiscoveryGap[];
}

/**
 * Part of the Psa and the FieldNation port: discovers fields with types, limits and lists. Throws only what concerns all of it (sign-in,
 * offline); a single refused list becomes a gap.
 */
export interface FieldDiscovery {
  discoverFields(signal?: AbortSignal): Promise<Discovery>;
}
