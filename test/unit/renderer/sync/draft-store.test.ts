import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  discardDraft,
  edit,
  loadDraft,
  saveDraft,
  unsavedSections,
  useDraft,
} from '../../../../src/renderer/features/sync/draft-store.ts';
import { emptyConfig } from '../../../../src/shared/config.ts';
import type { SyncConfig } from '../../../../src/shared/config-sync.ts';

const empty = useDraft.getInitialState();
const refused = { code: 'store.full', kind: 'permanent', message: 'The disk is full.', context: {} };

/** The app as the page meets it: it keeps what it is sent, after `whileSaving`. */
function app(whileSaving: () => void = () => {}) {
  let kept: SyncConfig = structuredClone(emptyConfig.sync);
  const sent: Partial<SyncConfig>[] = [];
  vi.stubGlobal('window', {
    dispatchBridge: {
      'sync:settings': async () => kept,
      'sync:save': async (change: Partial<SyncConfig>) => {
        sent.push(change);
        whileSaving();
        kept = { ...kept, ...change };
        return kept;
      },
    },
  });
  return {
    sent,
    /** Somebody else saves. */
    change: (change: Partial<SyncConfig>): void => {
      kept = { ...kept, ...change };
    },
  };
}

beforeEach(() => useDraft.setState(empty, true));
afterEach(() => vi.unstubAllGlobals());

describe('the draft of the settings', () => {
  it('keeps what is typed while it is being saved, unsaved', async () => {
    const { sent } = app(() => edit('documents', { maxMegabytes: 80 }));
    await loadDraft();
    edit('documents', { maxMegabytes: 40 });
    await saveDraft();
    expect(sent).toEqual([{ documents: { ...emptyConfig.sync.documents, maxMegabytes: 40 } }]);
    expect(useDraft.getState().draft?.documents.maxMegabytes).toBe(80);
    expect(unsavedSections(useDraft.getState())).toEqual(['documents']);
  });

  it('is whole after a save that was refused, with the reason', async () => {
    app();
    await loadDraft();
    edit('revisits', 'create');
    vi.stubGlobal('window', { dispatchBridge: { 'sync:save': () => Promise.reject(refused) } });
    await saveDraft();
    const state = useDraft.getState();
    expect(state.saveError?.message).toBe('The disk is full.');
    expect(state.draft?.revisits).toBe('create');
    expect(state.saving).toBe(false);
  });

  it('follows what is saved elsewhere in parts nobody touched here', async () => {
    const { change } = app();
    await loadDraft();
    edit('revisits', 'create');
    change({ notes: { ...emptyConfig.sync.notes, corrections: true } });
    await loadDraft();
    expect(useDraft.getState().draft).toMatchObject({ revisits: 'create', notes: { corrections: true } });
    discardDraft();
    expect(unsavedSections(useDraft.getState())).toEqual([]);
    expect(useDraft.getState().draft?.notes.corrections).toBe(true);
  });

  it('keeps the last settings when they cannot be read again', async () => {
    app();
    await loadDraft();
    vi.stubGlobal('window', { dispatchBridge: { 'sync:settings': () => Promise.reject(refused) } });
    await loadDraft();
    expect(useDraft.getState().loadError?.code).toBe('store.full');
    expect(useDraft.getState().draft).not.toBeNull();
  });
});
