import type { Catalog, CatalogChange } from '../../shared/domain/catalog.ts';
import type { Mapping, MappingVersion } from '../../shared/domain/mapping.ts';
import type {
  ExampleResult,
  ImportedMapping,
  MappingDraft,
  MappingExample,
  MappingPlan,
  MappingPreset,
  MappingProblem,
  MappingState,
  MappingVersionRow,
  Preview,
  RecordRef,
  Sample,
} from '../../shared/domain/mapping-work.ts';
import type { Occasion } from '../mapping/evaluate.ts';
import type { ScriptEngines } from '../scripts/port.ts';

/**
 * What a person does with mappings (src/shared/ipc/mapping-channels.ts says what each answers). Only `activate` changes what the engine does;
 * nothing here writes to either side.
 */
export interface MappingCommands {
  state(): Promise<MappingState>;
  scriptEngines(): Promise<ScriptEngines>;
  saveDraft(mapping: Mapping, basedOn: number, by: string): Promise<MappingDraft>;
  discardDraft(): Promise<void>;
  check(mapping: Mapping, signal?: AbortSignal): Promise<readonly MappingProblem[]>;
  /** Throws what reading the record throws; `record.unknown` when neither side has such a number. */
  sample(record: RecordRef, options?: { readonly fresh?: boolean; readonly signal?: AbortSignal }): Promise<Sample>;
  preview(mapping: Mapping, record: RecordRef, occasion: Occasion, signal?: AbortSignal): Promise<Preview>;
  plan(mapping: Mapping, signal?: AbortSignal): Promise<MappingPlan>;
  activate(
    mapping: Mapping,
    options: { readonly by: string; readonly note: string; readonly override: boolean; readonly basedOn: number },
  ): Promise<MappingVersionRow>;
  /**
   * Puts a mapping in force that was not made in the editor (who wins per field, a configuration document): nothing is checked, a draft stays as it
   * is and says by its `basedOn` that it is older.
   */
  replace(mapping: Mapping, how: { readonly by: string; readonly note: string }): Promise<MappingVersion>;
  /** After setup saved its status map: where the mapping has one of its own for the trigger's board, a new version says the same. */
  followSetup(by: string): Promise<void>;
  versions(): Promise<readonly MappingVersionRow[]>;
  version(version: number): Promise<{ readonly row: MappingVersionRow; readonly mapping: Mapping }>;
  examples(): Promise<readonly MappingExample[]>;
  keepExample(mapping: Mapping, name: string, record: RecordRef, by: string): Promise<MappingExample>;
  acceptExample(mapping: Mapping, id: number): Promise<MappingExample>;
  removeExample(id: number): Promise<void>;
  runExamples(mapping: Mapping, signal?: AbortSignal): Promise<readonly ExampleResult[]>;
  /** What a mapping can start from; the full one uses what the catalog says. */
  presets(): Promise<readonly MappingPreset[]>;
  /** Throws `mapping.unreadable` with the place when the text is neither ours nor Field Nation's. */
  importText(text: string): Promise<ImportedMapping>;
  /** What an export holds: the mapping as JSON text, no secrets, no examples. */
  exportText(mapping: Mapping): string;
  catalog(signal?: AbortSignal): Promise<Catalog>;
  refreshCatalog(
    signal?: AbortSignal,
  ): Promise<{ readonly catalog: Catalog; readonly changes: readonly CatalogChange[] }>;
}
