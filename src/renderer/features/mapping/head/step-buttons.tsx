import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { t } from '../../../../shared/strings/t.ts';
import { useWindowKeys } from '../../../ui/use-keys.ts';
import { useEditor } from '../editor-store.ts';

/** True where the key belongs to what is typed: a script, a search, a dialog, and every field that is no part of the mapping. */
function ownsUndo(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('.cm-editor, [role="dialog"]') !== null) return true;
  return (
    target.matches('input, textarea') &&
    (target.matches('[data-search]') || target.closest('[role="tabpanel"]') === null)
  );
}

/**
 * Ctrl+Z and Ctrl+Y (or Ctrl+Shift+Z) of the page. Every field of a rule writes into the working copy, so its steps are the page's; a script
 * has an undo of its own and leaves the key to the page when that ends.
 */
function useStepKeys(): void {
  useWindowKeys((event) => {
    if (event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.altKey || ownsUndo(event.target)) return;
    const key = event.key.toLowerCase();
    const { undo, redo } = useEditor.getState();
    if (key === 'z' && !event.shiftKey) undo();
    else if (key === 'y' || key === 'z') redo();
    else return;
    event.preventDefault();
  });
}

/** Undo and redo; their tooltips name the step. */
export function StepButtons() {
  const back = useEditor((state) => state.history.past.at(-1)?.label ?? null);
  const forward = useEditor((state) => state.history.future.at(-1)?.label ?? null);
  const undo = useEditor((state) => state.undo);
  const redo = useEditor((state) => state.redo);
  useStepKeys();
  const undoWords = back === null ? t('mappingEditor.undo.none') : t('mappingEditor.undo', { step: back });
  const redoWords = forward === null ? t('mappingEditor.redo.none') : t('mappingEditor.redo', { step: forward });
  return (
    <>
      <Tooltip label={undoWords}>
        <ActionIcon
          variant="default"
          size={32}
          aria-label={undoWords}
          aria-keyshortcuts="Control+Z"
          aria-disabled={back === null}
          {...(back === null ? { 'data-disabled': true } : {})}
          onClick={undo}
        >
          <IconArrowBackUp size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={redoWords}>
        <ActionIcon
          variant="default"
          size={32}
          aria-label={redoWords}
          aria-keyshortcuts="Control+Y"
          aria-disabled={forward === null}
          {...(forward === null ? { 'data-disabled': true } : {})}
          onClick={redo}
        >
          <IconArrowForwardUp size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
