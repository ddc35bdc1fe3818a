import { Button } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../../shared/strings/t.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { onDemand } from '../../../ui/on-demand.tsx';
import { StatusMark, ToneIcon } from '../../../ui/status-mark.tsx';
import { useEditor } from '../editor-store.ts';
import { useRulesView } from '../rules/rules-store.ts';
import classes from './head.module.css';
import { PageMenu } from './page-menu.tsx';
import { ProblemsButton } from './problems-button.tsx';
import { StepButtons } from './step-buttons.tsx';

const ActivateDialog = onDemand(async () => (await import('../versions/activate-dialog.tsx')).ActivateDialog);

/** Somebody else activated a version while this draft was worked on. */
function Meanwhile() {
  const state = useEditor((now) => now.state);
  const basedOn = useEditor((now) => now.basedOn);
  const dirty = useEditor((now) => now.dirty);
  const rebase = useEditor((now) => now.rebase);
  const setTab = useEditor((now) => now.setTab);
  if (state === null || !dirty || basedOn >= state.active.version) return null;
  return (
    <div className={classes.meanwhile} role="status">
      <ToneIcon tone="attention" size={16} />
      <span className={classes.meanwhileText}>
        {t('mappingEditor.meanwhile', {
          who: state.active.createdBy,
          version: state.active.version,
          basedOn,
        })}
      </span>
      <Button size="xs" variant="default" onClick={() => setTab('history')}>
        {t('mappingEditor.meanwhile.see')}
      </Button>
      <Button size="xs" variant="default" onClick={rebase}>
        {t('mappingEditor.meanwhile.keep')}
      </Button>
    </div>
  );
}

/** Name and state of the mapping, its problems, and what is done with it. */
export function PageHead() {
  const name = useEditor((state) => state.mapping.name);
  const version = useEditor((state) => state.state?.active.version ?? 0);
  const dirty = useEditor((state) => state.dirty);
  const saveError = useEditor((state) => state.saveError);
  const flush = useEditor((state) => state.flush);
  const [activating, setActivating] = useState(false);
  return (
    <>
      <div className={classes.head}>
        <div className={classes.about}>
          <h2 className={classes.name} title={name}>
            {name}
          </h2>
          <span className={classes.state}>
            <span className="num">{t('mappingEditor.version', { version })}</span>
            {dirty ? (
              <StatusMark tone="waiting" boxed>
                {t('mappingEditor.draft')}
              </StatusMark>
            ) : (
              <StatusMark tone="ok" boxed>
                {t('mappingEditor.inForce')}
              </StatusMark>
            )}
          </span>
        </div>
        <div className={classes.actions}>
          <ProblemsButton />
          <StepButtons />
          <Button disabled={!dirty} onClick={() => setActivating(true)}>
            {t('mappingEditor.activate')}
          </Button>
          <PageMenu />
        </div>
      </div>
      {saveError !== null && (
        <div className={classes.notKept}>
          <ErrorNote error={saveError}>
            <Button size="xs" variant="default" onClick={() => void flush()}>
              {t('mappingEditor.saveAgain')}
            </Button>
          </ErrorNote>
        </div>
      )}
      <Meanwhile />
      {activating && (
        <ActivateDialog
          opened
          onClose={() => setActivating(false)}
          onShowProblems={() => useRulesView.setState({ problemsShown: true })}
        />
      )}
    </>
  );
}
