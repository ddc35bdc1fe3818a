import type { MappingState, RecordRef } from '../../../shared/domain/mapping-work.ts';
import { ask } from '../../bridge.ts';
import type { EditorActions, EditorData } from './editor-state.ts';
import { emptyHistory, type Working } from './history.ts';
import { later, newestOnly } from './later.ts';
import { sameMapping } from './same-mapping.ts';

const saveAfterMs = 800;
const checkAfterMs = 150;
const previewAfterMs = 60;

type Get = () => EditorData & Pick<EditorActions, 'setCatalog'>;
type Set = (change: Partial<EditorData>) => void;

/** What the editor asks of the app while a mapping is worked on: keeping the draft, checking it, and trying it on a record. */
export function editorWork(get: Get, set: Set) {
  const newest = { check: newestOnly(), preview: newestOnly(), sample: newestOnly(), state: newestOnly() };
  /** What the app has: its draft, or the version in force. */
  let kept: Working | null = null;
  let saves: Promise<void> = Promise.resolve();

  const isKept = ({ mapping, basedOn }: Working): boolean =>
    kept !== null && kept.basedOn === basedOn && sameMapping(kept.mapping, mapping);

  async function saveNow(): Promise<void> {
    const { mapping, basedOn, dirty, state } = get();
    if (state === null || isKept({ mapping, basedOn }) || (!dirty && state.draft === null)) return;
    set({ saving: true });
    // A working copy like the version in force is no draft.
    const answer = dirty
      ? await ask('mapping:save-draft', { mapping, basedOn })
      : await ask('mapping:discard-draft', undefined);
    if (!answer.ok) {
      set({ saving: false, saveError: answer.error });
      return;
    }
    kept = { mapping, basedOn };
    const now = get().state;
    const draft = answer.value === undefined ? null : { ...answer.value, mapping };
    set({ saving: false, saveError: null, state: now === null ? null : { ...now, draft } });
  }

  function keep(): Promise<void> {
    saves = saves.then(saveNow);
    return saves;
  }

  async function checkNow(): Promise<void> {
    const isNewest = newest.check.next();
    const answer = await ask('mapping:check', { mapping: get().mapping });
    if (!isNewest()) return;
    if (answer.ok) set({ problems: answer.value, checking: false, checkError: null, checked: true });
    else set({ checking: false, checkError: answer.error });
  }

  async function previewNow(): Promise<void> {
    const isNewest = newest.preview.next();
    const { mapping, record, occasion } = get();
    if (record === null) return;
    const answer = await ask('mapping:preview', { mapping, record, occasion });
    if (!isNewest()) return;
    if (answer.ok) set({ preview: answer.value, previewing: false, previewError: null });
    else set({ previewing: false, previewError: answer.error });
  }

  const save = later(saveAfterMs, keep);
  const check = later(checkAfterMs, checkNow);
  const preview = later(previewAfterMs, previewNow);

  function askCheck(): void {
    if (get().state === null) return;
    set({ checking: true });
    check.ask();
  }

  function askPreview(): void {
    if (get().record === null || get().sampleError !== null) return;
    set({ previewing: true });
    preview.ask();
  }

  async function readCatalog(): Promise<void> {
    const answer = await ask('catalog:read', undefined);
    if (answer.ok) get().setCatalog(answer.value);
    else set({ catalogError: answer.error });
  }

  /** Takes over what the app says; the working copy follows only when nothing in it waits to be kept. */
  function take(state: MappingState, follow: boolean): void {
    const { mapping, history, basedOn } = get();
    const theirs = state.draft?.mapping ?? state.mapping;
    const working = follow && !sameMapping(theirs, mapping) ? theirs : mapping;
    const dirty = !sameMapping(working, state.mapping);
    // A copy that says what is in force was started from nothing else.
    const nowBasedOn = dirty
      ? follow
        ? (state.draft?.basedOn ?? state.active.version)
        : basedOn
      : state.active.version;
    if (follow) kept = { mapping: theirs, basedOn: state.draft?.basedOn ?? state.active.version };
    set({
      phase: 'ready',
      error: null,
      state,
      mapping: working,
      basedOn: nowBasedOn,
      dirty,
      history: working === mapping ? history : emptyHistory,
    });
    askCheck();
    askPreview();
  }

  async function reload(): Promise<void> {
    const isNewest = newest.state.next();
    const before = get();
    const answer = await ask('mapping:state', undefined);
    if (!isNewest()) return;
    const now = get();
    if (!answer.ok) {
      // What is being worked on is worth more than a fresh look at it.
      if (now.state === null) set({ phase: 'failed', error: answer.error });
      return;
    }
    const untouched = now.mapping === before.mapping && !before.saving && !now.saving;
    take(answer.value, now.state === null || (untouched && (isKept(now) || !now.dirty)));
  }

  return {
    askCheck,
    askPreview,
    reload,
    /** After every change of the working copy. */
    changed(): void {
      save.ask();
      askCheck();
      askPreview();
    },
    /** Sends what is not kept yet and waits for what is on its way. */
    async flush(): Promise<void> {
      save.forget();
      await keep();
    },
    async chooseRecord(record: RecordRef | null, fresh: boolean): Promise<void> {
      const isNewest = newest.sample.next();
      const before = get().record;
      const same = before !== null && record !== null && before.kind === record.kind && before.id === record.id;
      preview.forget();
      newest.preview.next();
      set({
        record,
        sampling: record !== null,
        sampleError: null,
        previewing: false,
        previewError: null,
        ...(same ? {} : { sample: null, preview: null }),
      });
      if (record === null) return;
      const answer = await ask('mapping:sample', { ...record, fresh });
      if (!isNewest()) return;
      if (!answer.ok) {
        set({ sampling: false, sampleError: answer.error });
        return;
      }
      set({ sampling: false, sample: answer.value, previewing: true });
      await previewNow();
    },
    async refreshCatalog(): Promise<void> {
      set({ refreshing: true });
      const answer = await ask('catalog:refresh', undefined);
      set({ refreshing: false });
      if (answer.ok) get().setCatalog(answer.value.catalog);
      else set({ catalogError: answer.error });
    },
    async load(): Promise<void> {
      if (get().phase === 'failed') set({ phase: 'loading', error: null });
      await Promise.all([reload(), get().catalog === null ? readCatalog() : Promise.resolve()]);
    },
  };
}
