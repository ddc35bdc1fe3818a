import { Button, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ConflictRow } from '../../../shared/domain/views.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { go } from '../../stores/nav-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { EmptyPage, FailedPage, Loading } from '../../ui/page-state.tsx';
import attention from './attention.module.css';
import { ConflictField } from './conflict-field.tsx';
import classes from './conflicts.module.css';
import { byLink } from './conflicts-by-link.ts';

function PairCard({ rows, onChanged }: { readonly rows: readonly ConflictRow[]; readonly onChanged: () => void }) {
  const [first] = rows;
  if (first === undefined) return null;
  const titleId = `conflicts-of-${String(first.linkId)}`;
  const records = { ticket: first.ticketId, workOrder: first.workOrderId ?? '' };
  return (
    <section className={attention.card} aria-labelledby={titleId}>
      <div className={classes.pairHead}>
        <div className={classes.pairName}>
          <Title order={2} id={titleId} className="num">
            {t('link.title', records)}
          </Title>
          <p className={classes.summary}>{first.ticketSummary}</p>
        </div>
        <Button
          size="xs"
          variant="default"
          aria-label={t('conflicts.openPairOf', records)}
          onClick={() => go({ page: 'links', linkId: first.linkId })}
        >
          {t('conflicts.openPair')}
        </Button>
      </div>
      {rows.map((row) => (
        <ConflictField key={row.id} row={row} onChanged={onChanged} />
      ))}
    </section>
  );
}

/** Fields both sides changed since they last agreed: both values side by side, and a person says which one counts. */
export function ConflictsTab() {
  const { value, error, again } = useAsked('conflicts:list', undefined, ['attention']);
  if (value === undefined) return error === null ? <Loading /> : <FailedPage error={error} onAgain={again} />;
  if (value.length === 0) {
    return (
      <EmptyPage
        icon={<IconCircleCheck size={36} stroke={1.4} aria-hidden />}
        title={t('conflicts.emptyTitle')}
        text={t('conflicts.emptyText')}
      >
        <Button variant="default" onClick={() => go({ page: 'mapping' })}>
          {t('conflicts.seePolicies')}
        </Button>
      </EmptyPage>
    );
  }
  const open = value.filter((row) => row.choice === null).length;
  return (
    <div className={attention.page}>
      <div className={attention.leadLine}>
        <p className={attention.lead}>{open === 0 ? t('conflicts.leadChosen') : tn('conflicts.lead', open)}</p>
        <Button size="xs" variant="subtle" onClick={() => go({ page: 'mapping' })}>
          {t('conflicts.seePolicies')}
        </Button>
      </div>
      {byLink(value).map((rows) => (
        <PairCard key={rows[0]?.linkId} rows={rows} onChanged={again} />
      ))}
    </div>
  );
}
