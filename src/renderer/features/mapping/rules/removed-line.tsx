import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { systemClock } from '../../../../shared/clock.ts';
import { t } from '../../../../shared/strings/t.ts';
import { useEditor } from '../editor-store.ts';
import { focusList } from '../list-box.tsx';
import classes from './rules.module.css';
import { useRulesView } from './rules-store.ts';

const shownForMs = 8000;

/** Says what was taken away and brings it back; goes by itself, and as soon as something else is changed. */
export function RemovedLine() {
  const removed = useRulesView((state) => state.removed);
  const steps = useEditor((state) => state.history.past.length);
  useEffect(() => {
    if (removed === null) return;
    const forget = (): void => useRulesView.setState({ removed: null });
    const cancel = systemClock.after(shownForMs, forget);
    const stop = useEditor.subscribe((state) => {
      if (state.history.past.length !== steps) forget();
    });
    return () => {
      cancel();
      stop();
    };
  }, [removed, steps]);

  return (
    <div role="status" className={classes.removedPlace}>
      {removed !== null && (
        <div className={classes.removed}>
          <span className="cut">{t('mappingEditor.removed', { rule: removed })}</span>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              useEditor.getState().undo();
              focusList('rules');
            }}
          >
            {t('mappingEditor.undoRemoval')}
          </Button>
        </div>
      )}
    </div>
  );
}
