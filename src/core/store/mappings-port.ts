import type { Mapping, MappingVersion } from '../../shared/domain/mapping.ts';
import type { MappingDraft, MappingExample, MappingVersionRow } from '../../shared/domain/mapping-work.ts';
import type { Json, JsonObject } from '../../shared/json.ts';

/* Versions of the mapping, the draft of the next one and the records that test it. Part of the Store port. Retention never touches them. */

export interface NewMappingVersion {
  readonly mapping: Mapping;
  readonly by: string;
  readonly note: string;
  /** Version that must still be the active one; null takes the place of whichever is. */
  readonly expected: number | null;
  /** True when the draft is what became this version: it is gone in the same transaction. */
  readonly endsDraft: boolean;
  /** What differs from the one before in a few words, for the trail of settings. */
  readonly inShort?: string;
  readonly now: number;
}

/** What one rule gave when the example was kept. */
export interface ExpectedValue {
  readonly ruleId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly target: string;
  readonly outcome:
    | { readonly kind: 'value'; readonly value: Json }
    | { readonly kind: 'none' }
    | { readonly kind: 'problem'; readonly code: string };
}

/** An example with its records as the rules read them, and what they gave. */
export interface KeptExample {
  readonly example: MappingExample;
  readonly records: { readonly ticket: JsonObject | null; readonly workOrder: JsonObject | null };
  readonly expected: readonly ExpectedValue[];
}
export interface NewExample extends Omit<KeptExample, 'example'> {
  readonly example: Omit<MappingExample, 'id'>;
}

export interface StoreMappings {
  activeMapping(): Promise<MappingVersion | null>;
  /** Throws `mapping.changed-meanwhile` when another version than the expected one is active. */
  saveMapping(version: NewMappingVersion): Promise<MappingVersion>;
  /** Newest first. */
  mappingVersions(limit: number): Promise<readonly MappingVersionRow[]>;
  mappingVersion(version: number): Promise<MappingVersion | null>;

  mappingDraft(): Promise<MappingDraft | null>;
  saveMappingDraft(draft: MappingDraft): Promise<void>;
  discardMappingDraft(): Promise<void>;

  /** Oldest first. */
  mappingExamples(): Promise<readonly KeptExample[]>;
  addMappingExample(example: NewExample): Promise<MappingExample>;
  /** Null when there is no such example any more. */
  expectOfMappingExample(id: number, expected: readonly ExpectedValue[]): Promise<MappingExample | null>;
  removeMappingExample(id: number): Promise<void>;

  /** Boards of the tickets of open links, as their newest runs read them. Walks through all of them. */
  linkedBoards(): Promise<readonly { readonly id: number; readonly name: string }[]>;
}
