import { create } from 'zustand';
import { systemClock } from '../../../shared/clock.ts';
import { applyEdit, type MappingEdit } from '../../../shared/domain/mapping-edits.ts';
import { t } from '../../../shared/strings/t.ts';
import { type EditorActions, type EditorData, initialData } from './editor-state.ts';
import { editorWork } from './editor-work.ts';
import { back, forward, type History, remember, type Working } from './history.ts';
import { sameMapping } from './same-mapping.ts';

export type { EditorData, EditorTab, Occasion } from './editor-state.ts';

/**
 * The mapping that is being worked on, what is wrong with it and what it makes of a real record. The draft is kept by the app a moment after each
 * change; nothing here writes to either side. Scheduling is in editor-work.ts.
 */
export const useEditor = create<EditorData & EditorActions>()((set, get) => {
  const work = editorWork(get, set);
  const put = ({ mapping, basedOn }: Working, history: History): void => {
    const { state } = get();
    set({ mapping, basedOn, history, dirty: state !== null && !sameMapping(mapping, state.mapping) });
    work.changed();
  };
  const change = (next: Working, label: string, key?: string): void => {
    const { mapping, basedOn, history, state } = get();
    if (state === null || (sameMapping(next.mapping, mapping) && next.basedOn === basedOn)) return;
    put(next, remember(history, { mapping, basedOn }, label, systemClock.now(), key));
  };

  return {
    ...initialData,
    load: work.load,
    reload: work.reload,
    edit: (edits, label, coalesceKey) => {
      const list: readonly MappingEdit[] = 'kind' in edits ? [edits] : edits;
      const { mapping, basedOn } = get();
      change({ mapping: list.reduce(applyEdit, mapping), basedOn }, label, coalesceKey);
    },
    replaceAll: (mapping, label) => change({ mapping, basedOn: get().basedOn }, label),
    undo: () => {
      const { history, mapping, basedOn } = get();
      const step = back(history, { mapping, basedOn });
      if (step !== null) put(step.working, step.history);
    },
    redo: () => {
      const { history, mapping, basedOn } = get();
      const step = forward(history, { mapping, basedOn });
      if (step !== null) put(step.working, step.history);
    },
    select: (selected) => set({ selected }),
    setTab: (tab) => set({ tab }),
    chooseRecord: (record, fresh = false) => work.chooseRecord(record, fresh),
    setOccasion: (occasion) => {
      set({ occasion });
      work.askPreview();
    },
    setCatalog: (catalog) => {
      set({ catalog, catalogError: null });
      work.askCheck();
    },
    refreshCatalog: work.refreshCatalog,
    discard: () => {
      const { state } = get();
      if (state !== null)
        change({ mapping: state.mapping, basedOn: state.active.version }, t('mappingEditor.step.discard'));
    },
    rebase: () => {
      const { state, mapping } = get();
      if (state !== null) change({ mapping, basedOn: state.active.version }, t('mappingEditor.step.rebase'));
    },
    flush: work.flush,
  };
});
