import { useEffect } from 'react';
import { create } from 'zustand';
import type { SyncConfig } from '../../../shared/config-sync.ts';
import { t } from '../../../shared/strings/t.ts';
import { ask, onPush } from '../../bridge.ts';
import { tellDone } from '../../commands.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { changedSections, changesOf, follow } from './draft.ts';
import type { SettingsSectionId } from './sections.ts';

interface DraftState {
  /** As the app has it; null before the first answer. */
  readonly saved: SyncConfig | null;
  /** As it stands on the pages. Kept while other pages are open, until it is saved or discarded. */
  readonly draft: SyncConfig | null;
  readonly loadError: AppErrorInfo | null;
  readonly saveError: AppErrorInfo | null;
  readonly saving: boolean;
}

export const useDraft = create<DraftState>()(() => ({
  saved: null,
  draft: null,
  loadError: null,
  saveError: null,
  saving: false,
}));

export async function loadDraft(): Promise<void> {
  const answer = await ask('sync:settings', undefined);
  if (!answer.ok) {
    useDraft.setState({ loadError: answer.error });
    return;
  }
  const now = answer.value;
  useDraft.setState(({ saved, draft }) => ({
    saved: now,
    draft: saved === null || draft === null ? now : follow(saved, draft, now),
    loadError: null,
  }));
}

/** Reads the settings when a page of them opens, and again when they changed elsewhere. */
export function useLoadedDraft(): void {
  useEffect(() => {
    void loadDraft();
    return onPush('changed', ({ topics }) => {
      if (topics.includes('setup')) void loadDraft();
    });
  }, []);
}

/** Changes one part of what stands on the page. */
export function edit<P extends keyof SyncConfig>(part: P, change: Partial<SyncConfig[P]>): void {
  useDraft.setState(({ draft }) =>
    draft === null ? {} : { draft: { ...draft, [part]: mergedPart(draft[part], change) }, saveError: null },
  );
}

/** Parts are sections, except `revisits`, which is one word. */
function mergedPart(before: SyncConfig[keyof SyncConfig], change: unknown): unknown {
  return typeof before === 'object' ? { ...before, ...(change as object) } : change;
}

export function discardDraft(): void {
  useDraft.setState(({ saved }) => ({ draft: saved, saveError: null }));
}

export async function saveDraft(): Promise<void> {
  const { saved, draft, saving } = useDraft.getState();
  if (saved === null || draft === null || saving) return;
  useDraft.setState({ saving: true, saveError: null });
  const answer = await ask('sync:save', changesOf(saved, draft));
  if (!answer.ok) {
    useDraft.setState({ saving: false, saveError: answer.error });
    return;
  }
  const now = answer.value;
  // What was typed while it was being saved stays, unsaved.
  useDraft.setState((state) => ({
    saving: false,
    saved: now,
    draft: state.draft === null ? now : follow(draft, state.draft, now),
  }));
  tellDone(t('sync.saved'));
}

export function unsavedSections({ saved, draft }: Pick<DraftState, 'saved' | 'draft'>): readonly SettingsSectionId[] {
  return saved === null || draft === null ? [] : changedSections(saved, draft);
}
