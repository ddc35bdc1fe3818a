import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { AttentionItem } from '../../../shared/domain/views.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { EmptyPage, FailedPage, Loading } from '../../ui/page-state.tsx';
import classes from './attention.module.css';
import { CauseCard } from './cause-card.tsx';
import { DiscardDialog } from './discard-dialog.tsx';
import { groupByCause } from './groups.ts';

/** What needs a person, grouped by cause, with the fix as the button. */
export function AttentionPage({ tab: _tab }: { readonly tab: 'conflicts' | undefined }) {
  const started = useApp((state) => state.setup?.config.started ?? false);
  const { value, error, again } = useAsked('attention:list', undefined, ['attention']);
  const [discarding, setDiscarding] = useState<AttentionItem | null>(null);

  if (value === undefined) return error === null ? <Loading /> : <FailedPage error={error} onAgain={again} />;
  if (value.length === 0) {
    return (
      <EmptyPage
        icon={<IconCircleCheck size={36} stroke={1.4} aria-hidden />}
        title={t('attention.emptyTitle')}
        text={started ? t('attention.emptyText') : t('attention.firstText')}
      >
        {!started && <Button onClick={() => go({ page: 'setup' })}>{t('action.finishSetup')}</Button>}
      </EmptyPage>
    );
  }
  return (
    <div className={classes.page}>
      <p className={classes.lead}>{tn('attention.lead', value.length)}</p>
      {groupByCause(value).map((group) => (
        <CauseCard key={group.key} group={group} onChanged={again} onDiscard={setDiscarding} />
      ))}
      <DiscardDialog item={discarding} onClose={() => setDiscarding(null)} onDone={again} />
    </div>
  );
}
