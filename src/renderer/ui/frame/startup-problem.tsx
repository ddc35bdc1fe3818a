import { Button, Code, Group, Modal, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import type { AppInfo } from '../../../shared/ipc/contract.ts';
import { type MessageKey, t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { type AppErrorInfo, errorAsText } from '../../errors.ts';
import { BackupChoice } from '../../features/recovery/backup-choice.tsx';
import { DiagnosticsBundle } from '../../features/recovery/diagnostics-bundle.tsx';
import { CopyButton } from '../copy-button.tsx';
import { ErrorFacts, ErrorNote } from '../error-note.tsx';
import { ToneIcon } from '../status-mark.tsx';
import { type ProblemKind, problemKind } from './problem-kind.ts';
import { ProfileBadge } from './rail.tsx';
import classes from './startup-problem.module.css';

const titles: Readonly<Record<ProblemKind, MessageKey>> = {
  damaged: 'problem.damaged',
  newer: 'problem.newer',
  locked: 'problem.locked',
  other: 'problem.title',
};

/** Shown in place of everything else when the engine cannot start: what is wrong, and the ways out. */
export function StartupProblem({ info, problem }: { readonly info: AppInfo; readonly problem: AppErrorInfo }) {
  const [confirming, confirm] = useDisclosure(false);
  const [busy, setBusy] = useState(false);
  const [diagnosing, setDiagnosing] = useState(false);
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  const kind = problemKind(problem);

  async function startFresh(): Promise<void> {
    setBusy(true);
    confirm.close();
    const answer = await ask('app:recover', { how: 'start-fresh' });
    setBusy(false);
    if (answer.ok) window.location.reload();
    else setFailed(answer.error);
  }

  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <Group gap={10} mb={12} wrap="nowrap">
          <ToneIcon tone="error" size={22} />
          <Title order={1} className={classes.title}>
            {t(titles[kind] as 'problem.title')}
          </Title>
          <ProfileBadge />
        </Group>
        <p className={classes.message}>{problem.message}</p>
        {kind === 'newer' && <p className={classes.help}>{t('problem.newerHelp')}</p>}
        {kind === 'locked' && <p className={classes.help}>{t('problem.lockedHelp')}</p>}
        {kind === 'damaged' && <p className={classes.help}>{t('problem.safe')}</p>}
        <dl className={classes.folder}>
          <dt>{t('problem.folder')}</dt>
          <dd>
            <Code>{info.dataFolder}</Code>
          </dd>
        </dl>
        <ErrorFacts error={problem} />
        {failed !== null && (
          <div className={classes.failed}>
            <ErrorNote error={failed} />
          </div>
        )}
        {(kind === 'damaged' || kind === 'newer') && <BackupChoice newer={kind === 'newer'} />}
        {kind === 'damaged' && <p className={classes.help}>{t('problem.freshHelp')}</p>}
        <Group mt={24} gap={8}>
          {kind === 'damaged' && (
            <Button variant="default" loading={busy} onClick={confirm.open}>
              {t('problem.fresh')}
            </Button>
          )}
          {kind !== 'damaged' && <Button onClick={() => window.location.reload()}>{t('action.retryLoad')}</Button>}
          <CopyButton text={errorAsText(problem)} label={t('action.copyError')} size="sm" />
          <Button variant="subtle" aria-expanded={diagnosing} onClick={() => setDiagnosing(!diagnosing)}>
            {t('problem.diagnostics')}
          </Button>
        </Group>
        {diagnosing && <DiagnosticsBundle />}
      </div>
      <Modal
        opened={confirming}
        onClose={confirm.close}
        title={t('problem.freshTitle')}
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        <p className={classes.help}>{t('problem.freshWarn')}</p>
        <Group justify="flex-end" gap={8} mt={16}>
          <Button variant="default" onClick={confirm.close}>
            {t('action.cancel')}
          </Button>
          <Button color="red" onClick={() => void startFresh()}>
            {t('problem.freshConfirm')}
          </Button>
        </Group>
      </Modal>
    </main>
  );
}
