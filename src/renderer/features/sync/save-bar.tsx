import { Button } from '@mantine/core';
import { t } from '../../../shared/strings/t.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ToneIcon } from '../../ui/status-mark.tsx';
import { useWindowKeys } from '../../ui/use-keys.ts';
import { sectionTitle, unfinished } from './draft.ts';
import { discardDraft, saveDraft, unsavedSections, useDraft } from './draft-store.ts';
import classes from './sync.module.css';

/** Says what is not saved and saves it; absent when there is nothing. Ctrl+S saves. */
export function SaveBar() {
  const state = useDraft();
  const unsaved = unsavedSections(state);
  const problem = state.draft === null ? null : unfinished(state.draft);
  const can = unsaved.length > 0 && problem === null;

  useWindowKeys((event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    if (can) void saveDraft();
  });

  if (unsaved.length === 0) return null;
  return (
    <section className={classes.saveBar} aria-label={t('settings.unsaved')}>
      {state.saveError !== null && <ErrorNote error={state.saveError} />}
      <div className={classes.saveLine}>
        <span className={classes.saveWords} role="status">
          {problem !== null && <ToneIcon tone="attention" />}
          <span id="sync-save-words">
            {problem === null
              ? t('sync.notSaved', { sections: unsaved.map(sectionTitle).join(', ') })
              : t('sync.finish', { section: sectionTitle(problem.section), problem: problem.problem })}
          </span>
        </span>
        <Button variant="default" disabled={state.saving} onClick={discardDraft}>
          {t('sync.discard')}
        </Button>
        <Button
          loading={state.saving}
          disabled={!can}
          aria-keyshortcuts="Control+S"
          aria-describedby="sync-save-words"
          onClick={() => void saveDraft()}
        >
          {t('sync.save')}
        </Button>
      </div>
    </section>
  );
}
