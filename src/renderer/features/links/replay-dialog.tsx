import { Button, Group, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { KeptRunRow, Replay, TrialChange } from '../../../shared/domain/trials.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { type Answer, ask } from '../../bridge.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Loading } from '../../ui/page-state.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { exactTime } from '../../ui/time.ts';
import { ChangeTable, TrialNotes, TrialValue } from './trial-parts.tsx';
import classes from './trials.module.css';

function Written({ title, changes }: { readonly title: string; readonly changes: readonly TrialChange[] | null }) {
  return (
    <details className={classes.details}>
      <summary>
        {title} <span className="dim num">{changes === null ? '' : tn('trial.fields', changes.length)}</span>
      </summary>
      {changes === null && <p className="dim">{t('trial.notKept')}</p>}
      {changes?.length === 0 && <p className="dim">{t('trial.wroteNothing')}</p>}
      {changes !== null && (
        <>
          <ChangeTable side="fieldnation" changes={changes} withBefore={false} />
          <ChangeTable side="connectwise" changes={changes} withBefore={false} />
        </>
      )}
    </details>
  );
}

function Differences({ replay }: { readonly replay: Replay }) {
  if (replay.before === null) return <StatusMark tone="waiting">{t('trial.cannotCompare')}</StatusMark>;
  if (replay.differences.length === 0) return <StatusMark tone="ok">{t('trial.same')}</StatusMark>;
  return (
    <>
      <StatusMark tone="attention">{tn('trial.differ', replay.differences.length)}</StatusMark>
      <table className={classes.table}>
        <caption className={classes.caption}>{t('trial.differences')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('link.field')}</th>
            <th scope="col">{t('trial.then')}</th>
            <th scope="col">{t('trial.today')}</th>
          </tr>
        </thead>
        <tbody>
          {replay.differences.map(({ side, label, before, now }) => (
            <tr key={`${side} ${label}`}>
              <th scope="row">
                {label}
                <span className={classes.of}>{t(side === 'connectwise' ? 'trial.ofTicket' : 'trial.ofWorkOrder')}</span>
              </th>
              <td>
                <TrialValue value={before} absent={t('trial.notWritten')} />
              </td>
              <td>
                <TrialValue value={now} absent={t('trial.notWritten')} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** A past run evaluated again through today's mapping: what it wrote then, what would be written today, and the difference. */
export function ReplayDialog({ run, onClose }: { readonly run: KeptRunRow | null; readonly onClose: () => void }) {
  const [answer, setAnswer] = useState<Answer<Replay> | null>(null);
  const attemptId = run?.attemptId ?? null;
  useEffect(() => {
    if (attemptId === null) return;
    let wanted = true;
    setAnswer(null);
    void ask('links:replay', { attemptId }).then((given) => {
      if (wanted) setAnswer(given);
    });
    return () => {
      wanted = false;
    };
  }, [attemptId]);

  return (
    <Modal
      opened={run !== null}
      onClose={onClose}
      size={720}
      title={run === null ? '' : t('trial.replayTitle', { time: exactTime(run.at) })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <p className={classes.lead}>{t('trial.replayText')}</p>
      <div className={classes.result} aria-live="polite">
        {answer === null && <Loading rows={4} />}
        {answer !== null && !answer.ok && <ErrorNote error={answer.error} />}
        {answer?.ok === true && (
          <>
            <div className={classes.verdict}>
              <Differences replay={answer.value} />
            </div>
            <TrialNotes
              problems={answer.value.problems}
              remarks={answer.value.remark === '' ? [] : [answer.value.remark]}
            />
            <Written title={t('trial.wroteThen')} changes={answer.value.before} />
            <Written title={t('trial.wouldWriteToday')} changes={answer.value.now} />
          </>
        )}
      </div>
      <Group justify="flex-end" mt={16}>
        <Button data-autofocus onClick={onClose}>
          {t('action.close')}
        </Button>
      </Group>
    </Modal>
  );
}
