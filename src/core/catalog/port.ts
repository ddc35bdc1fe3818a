import type { CatalogField } from '../../shared/domain/catalog.ts';

/** What one side says about its fields now. A list that cannot be read is a gap, never an error of the whole. */
export interface Discovery {
  readonly fields: readonly CatalogField[];
  readonly gaps: readonly { readonly what: string; readonly message: string }[];
}

/**
 * Part of the Psa and the FieldNation port: discovers fields with types, limits and lists. Throws only what concerns all of it (sign-in,
 * offline); a single refused list becomes a gap.
 */
export interface FieldDiscovery {
  discoverFields(signal?: AbortSignal): Promise<Discovery>;
}
