import { Button, Group, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { DryRun } from '../../../shared/domain/trials.ts';
import type { LinkRow } from '../../../shared/domain/views.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { type Answer, ask } from '../../bridge.ts';
import { syncNow } from '../../commands.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Loading } from '../../ui/page-state.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { ChangeTable, TrialNotes } from './trial-parts.tsx';
import classes from './trials.module.css';

const tabs = {
  discussion: 'trial.tab.discussion',
  internal: 'trial.tab.internal',
  resolution: 'trial.tab.resolution',
} as const;

/** The answer in one line: nothing to do, or how much. */
function Verdict({ run }: { readonly run: DryRun }) {
  const { length } = run.changes;
  if (length > 0) return <StatusMark tone="working">{tn('trial.would', length)}</StatusMark>;
  return run.problems.length + run.remarks.length === 0 ? (
    <StatusMark tone="ok">{t('trial.nothing')}</StatusMark>
  ) : (
    <StatusMark tone="waiting">{t('trial.noField')}</StatusMark>
  );
}

function Result({ run }: { readonly run: DryRun }) {
  return (
    <>
      <p className={classes.verdict}>
        <Verdict run={run} />
      </p>
      <ChangeTable side="fieldnation" changes={run.changes} withBefore />
      <ChangeTable side="connectwise" changes={run.changes} withBefore />
      {run.note !== null && (
        <div className={classes.note}>
          <span className="dim">{t('trial.note', { tab: t(tabs[run.note.tab]) })}</span>
          <p>{run.note.text}</p>
        </div>
      )}
      <TrialNotes problems={run.problems} remarks={run.remarks} />
    </>
  );
}

/** What a run of this link would do now. Both sides are read when it opens; neither is written. */
export function DryRunDialog({
  link,
  opened,
  onClose,
}: {
  readonly link: LinkRow;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const [answer, setAnswer] = useState<Answer<DryRun> | null>(null);
  useEffect(() => {
    if (!opened) return;
    let wanted = true;
    setAnswer(null);
    void ask('links:dry-run', { linkId: link.id }).then((given) => {
      if (wanted) setAnswer(given);
    });
    return () => {
      wanted = false;
    };
  }, [opened, link.id]);

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={720}
      title={t('trial.dryTitle')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <p className={classes.lead}>{t('trial.dryText')}</p>
      <div className={classes.result} aria-live="polite">
        {answer === null && <Loading rows={4} />}
        {answer !== null && !answer.ok && <ErrorNote error={answer.error} />}
        {answer?.ok === true && <Result run={answer.value} />}
      </div>
      <Group justify="flex-end" gap={8} mt={16}>
        {answer?.ok === true && answer.value.changes.length > 0 && (
          <Button
            variant="default"
            onClick={() => {
              onClose();
              void syncNow(link.id);
            }}
          >
            {t('trial.doIt')}
          </Button>
        )}
        <Button data-autofocus onClick={onClose}>
          {t('action.close')}
        </Button>
      </Group>
    </Modal>
  );
}
