import type { Catalog } from '../../../shared/domain/catalog.ts';
import type { Mapping } from '../../../shared/domain/mapping.ts';
import type { MappingProblem } from '../../../shared/domain/mapping-work.ts';
import type { ScriptDiagnostic } from '../../scripts/port.ts';

/** What a mapping is held against. Everything is data: the check itself asks nobody and is the same in the editor and before saving. */
export interface CheckInput {
  readonly mapping: Mapping;
  readonly catalog: Catalog;
  /** Boards whose tickets are dispatched, or linked at present: each needs a status map. */
  readonly boards: readonly { readonly id: number; readonly name: string }[];
  /** Findings of the script host by rule id. */
  readonly scripts: ReadonlyMap<string, readonly ScriptDiagnostic[]>;
  /** Targets the configuration fills by itself (type of work, pay), so that they do not count as missing. */
  readonly given: readonly string[];
}
export type CheckMapping = (input: CheckInput) => readonly MappingProblem[];
