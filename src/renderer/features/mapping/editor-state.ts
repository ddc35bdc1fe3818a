import type { Catalog } from '../../../shared/domain/catalog.ts';
import type { Mapping } from '../../../shared/domain/mapping.ts';
import type { MappingEdit } from '../../../shared/domain/mapping-edits.ts';
import type { MappingProblem, MappingState, Preview, RecordRef, Sample } from '../../../shared/domain/mapping-work.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { emptyHistory, type History } from './history.ts';

export type EditorTab = 'rules' | 'status-maps' | 'examples' | 'fields' | 'history';
export type Selected =
  | { readonly kind: 'rule'; readonly id: string }
  | { readonly kind: 'status-map'; readonly boardId: number };
export type Occasion = 'create' | 'update';

export interface EditorData {
  readonly phase: 'loading' | 'ready' | 'failed';
  /** Why the mapping could not be read. */
  readonly error: AppErrorInfo | null;
  /** As the app last told it: the version in force and the draft it keeps. */
  readonly state: MappingState | null;
  /** The working copy; outlives the page until it is activated or discarded. */
  readonly mapping: Mapping;
  /** Version the working copy was started from. */
  readonly basedOn: number;
  /** The working copy differs from the version in force. */
  readonly dirty: boolean;
  /** The draft is on its way to the app. */
  readonly saving: boolean;
  /** Why the draft could not be kept; it is tried again with the next change. */
  readonly saveError: AppErrorInfo | null;
  readonly catalog: Catalog | null;
  readonly catalogError: AppErrorInfo | null;
  readonly refreshing: boolean;
  readonly problems: readonly MappingProblem[];
  /** `problems` are those of an older working copy. */
  readonly checking: boolean;
  readonly checkError: AppErrorInfo | null;
  /** The working copy was checked at least once, so that no problems means that there are none. */
  readonly checked: boolean;
  readonly record: RecordRef | null;
  readonly sample: Sample | null;
  readonly sampling: boolean;
  readonly sampleError: AppErrorInfo | null;
  readonly preview: Preview | null;
  /** `preview` is that of an older working copy. */
  readonly previewing: boolean;
  readonly previewError: AppErrorInfo | null;
  readonly occasion: Occasion;
  readonly selected: Selected | null;
  readonly tab: EditorTab;
  readonly history: History;
}

export interface EditorActions {
  /** Reads mapping and catalog when the page opens; what is being worked on stays. */
  readonly load: () => Promise<void>;
  /** Reads the mapping again, after an activation or when the app says that something changed. */
  readonly reload: () => Promise<void>;
  /** Changes the working copy, one step of undo; changes with the same `coalesceKey` in one run of typing are one step. */
  readonly edit: (edits: MappingEdit | readonly MappingEdit[], label: string, coalesceKey?: string) => void;
  /** Puts another mapping in the place of the working copy, as one step. */
  readonly replaceAll: (mapping: Mapping, label: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly select: (selected: Selected | null) => void;
  readonly setTab: (tab: EditorTab) => void;
  /** Reads the record whose values are shown; null: none. `fresh`: not from what was read before. */
  readonly chooseRecord: (record: RecordRef | null, fresh?: boolean) => Promise<void>;
  readonly setOccasion: (occasion: Occasion) => void;
  /** Shows a catalog that was just read, and checks against it. */
  readonly setCatalog: (catalog: Catalog) => void;
  /** Reads both sides' fields again; the catalog on show stays when it fails. */
  readonly refreshCatalog: () => Promise<void>;
  /** Back to the version in force, as a step that undo takes back. */
  readonly discard: () => void;
  /** Takes the working copy as one of the version in force, after somebody else activated another. */
  readonly rebase: () => void;
  /** Sends what is not kept yet; call it before activating. */
  readonly flush: () => Promise<void>;
}

export const initialData: EditorData = {
  phase: 'loading',
  error: null,
  state: null,
  mapping: { formatVersion: 1, name: 'Mapping', rules: [], statusMaps: [] },
  basedOn: 0,
  dirty: false,
  saving: false,
  saveError: null,
  catalog: null,
  catalogError: null,
  refreshing: false,
  problems: [],
  checking: false,
  checkError: null,
  checked: false,
  record: null,
  sample: null,
  sampling: false,
  sampleError: null,
  preview: null,
  previewing: false,
  previewError: null,
  occasion: 'update',
  selected: null,
  tab: 'rules',
  history: emptyHistory,
};
