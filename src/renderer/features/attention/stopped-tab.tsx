import { Button } from '@mantine/core';
import { IconCircleCheck, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { AttentionItem } from '../../../shared/domain/views.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone, tellFailure } from '../../commands.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { EmptyPage, FailedPage, Loading } from '../../ui/page-state.tsx';
import { ApproveDialog } from './approve-dialog.tsx';
import classes from './attention.module.css';
import { CauseCard } from './cause-card.tsx';
import { DiscardDialog } from './discard-dialog.tsx';
import { causeGroups } from './groups.ts';

async function save(): Promise<void> {
  const answer = await ask('attention:export', undefined);
  if (!answer.ok) tellFailure(answer.error.message);
  else if (answer.value !== null) tellDone(t('attention.exported', { file: answer.value.file }));
}

function Nothing() {
  const started = useApp((state) => state.setup?.config.started ?? false);
  const conflicts = useApp((state) => state.status?.conflicts ?? 0);
  return (
    <EmptyPage
      icon={<IconCircleCheck size={36} stroke={1.4} aria-hidden />}
      title={conflicts > 0 ? t('attention.emptyStoppedTitle') : t('attention.emptyTitle')}
      text={started ? t('attention.emptyText') : t('attention.firstText')}
    >
      {conflicts > 0 && (
        <Button onClick={() => go({ page: 'attention', tab: 'conflicts' })}>{t('link.seeConflicts')}</Button>
      )}
      {!started && <Button onClick={() => go({ page: 'setup' })}>{t('action.finishSetup')}</Button>}
    </EmptyPage>
  );
}

/** What stopped or is held, by cause, with the fix as the button. */
export function StoppedTab() {
  const groups = useAsked('attention:groups', undefined, ['attention']);
  const items = useAsked('attention:list', undefined, ['attention']);
  const [discarding, setDiscarding] = useState<readonly AttentionItem[]>([]);
  const [approving, setApproving] = useState<readonly AttentionItem[]>([]);

  function again(): void {
    groups.again();
    items.again();
  }

  if (groups.value === undefined || items.value === undefined) {
    const error = groups.error ?? items.error;
    return error === null ? <Loading /> : <FailedPage error={error} onAgain={again} />;
  }
  if (groups.value.length === 0) return <Nothing />;
  const count = groups.value.reduce((sum, group) => sum + group.count, 0);
  return (
    <div className={classes.page}>
      <div className={classes.leadLine}>
        <p className={classes.lead}>{tn('attention.lead', count)}</p>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => void save()}
        >
          {t('attention.export')}
        </Button>
      </div>
      {causeGroups(groups.value, items.value).map((group) => (
        <CauseCard key={group.key} group={group} onChanged={again} onDiscard={setDiscarding} onApprove={setApproving} />
      ))}
      <DiscardDialog items={discarding} onClose={() => setDiscarding([])} onDone={again} />
      <ApproveDialog items={approving} onClose={() => setApproving([])} onDone={again} />
    </div>
  );
}
