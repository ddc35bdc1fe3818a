import { Button, Title } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { AttentionItem } from '../../../shared/domain/views.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellDone, tellFailure } from '../../commands.ts';
import { errorAsText } from '../../errors.ts';
import { go } from '../../stores/nav-store.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorFacts } from '../../ui/error-note.tsx';
import { StatusMark, ToneIcon } from '../../ui/status-mark.tsx';
import { Ago } from '../../ui/time-text.tsx';
import classes from './attention.module.css';
import { causeHeading } from './cause-words.ts';
import type { CauseGroup } from './groups.ts';
import { recordInline, recordName } from './record-name.ts';
import { SolveButton } from './solve-button.tsx';

async function release(group: CauseGroup, items: readonly AttentionItem[]): Promise<boolean> {
  const jobIds = items.map((item) => item.jobId);
  const held = group.state === 'held';
  const answer = await ask(held ? 'attention:approve' : 'attention:retry', { jobIds });
  if (answer.ok) tellDone(tn(held ? 'attention.approved' : 'attention.retried', answer.value));
  else tellFailure(answer.error.message);
  return answer.ok;
}

function ItemLine({
  item,
  group,
  onChanged,
  onDiscard,
}: {
  readonly item: AttentionItem;
  readonly group: CauseGroup;
  readonly onChanged: () => void;
  readonly onDiscard: (item: AttentionItem) => void;
}) {
  const name = recordName(item);
  const inline = recordInline(item);
  const { linkId } = item;
  const differs = item.error.message !== group.newest.error.message;
  return (
    <li className={classes.item}>
      <span className={classes.itemName}>
        <b className="num">{name}</b>
        {item.ticketId !== null && item.workOrderId !== null && (
          <span className="dim num">{t('record.workOrder', { id: item.workOrderId })}</span>
        )}
        <span className="dim num">
          {item.attempts > 0 && `${tn('attention.attempts', item.attempts)} · `}
          <Ago at={item.since} />
        </span>
        {differs && <span className={classes.itemMessage}>{item.error.message}</span>}
      </span>
      <span className={classes.itemButtons}>
        {linkId !== null && (
          <Button size="xs" variant="subtle" onClick={() => go({ page: 'links', linkId })}>
            {t('attention.openLink')}
          </Button>
        )}
        {group.items.length > 1 && (
          <Button
            size="xs"
            variant="default"
            aria-label={
              group.state === 'held'
                ? t('attention.approveOne', { record: inline })
                : t('attention.retryOne', { record: inline })
            }
            onClick={() => void release(group, [item]).then(onChanged)}
          >
            {group.state === 'held' ? t('attention.approveThis') : t('attention.retryThis')}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          aria-label={t('attention.discardOne', { record: inline })}
          onClick={() => onDiscard(item)}
        >
          {t('attention.discard')}
        </Button>
      </span>
    </li>
  );
}

interface CauseCardProps {
  readonly group: CauseGroup;
  readonly onChanged: () => void;
  readonly onDiscard: (item: AttentionItem) => void;
}

/** One cause: what happened in words, the fix, retry or approve for all, and each item below. */
export function CauseCard({ group, onChanged, onDiscard }: CauseCardProps) {
  const single = group.items.length === 1;
  const [opened, setOpened] = useState(false);
  const open = single || opened;
  const [busy, setBusy] = useState(false);
  const titleId = useId();
  const { error } = group.newest;
  const held = group.state === 'held';
  const Chevron = open ? IconChevronDown : IconChevronRight;

  async function all(): Promise<void> {
    setBusy(true);
    await release(group, group.items);
    setBusy(false);
    onChanged();
  }

  return (
    <section className={classes.card} aria-labelledby={titleId} data-held={held || undefined}>
      <div className={classes.cardHead}>
        <ToneIcon tone={held ? 'attention' : 'error'} size={18} />
        <div className={classes.cardText}>
          <Title order={2} id={titleId} className={classes.cause}>
            {causeHeading(group.newest.cause)}
          </Title>
          <p className={classes.message}>{error.message}</p>
          <p className={classes.meta}>
            <StatusMark tone={held ? 'attention' : 'error'}>
              {held ? t('attention.held') : t('attention.dead')}
            </StatusMark>
            <span className="num">{tn('attention.group', group.items.length)}</span>
            {!single && (
              <span>
                {t('attention.since', { ago: '' })}
                <Ago at={group.since} />
              </span>
            )}
          </p>
        </div>
        <div className={classes.cardButtons}>
          {error.action !== undefined && <SolveButton action={error.action} onGo={go} />}
          <Button size="xs" loading={busy} onClick={() => void all()}>
            {held ? tn('attention.approve', group.items.length) : tn('attention.retry', group.items.length)}
          </Button>
        </div>
      </div>
      {!single && (
        <Button
          className={classes.toggle ?? ''}
          size="xs"
          variant="subtle"
          aria-expanded={open}
          leftSection={<Chevron size={14} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {open ? t('attention.hideItems') : t('attention.showItems')}
        </Button>
      )}
      {open && (
        <>
          <ul className={classes.items}>
            {group.items.map((item) => (
              <ItemLine key={item.jobId} item={item} group={group} onChanged={onChanged} onDiscard={onDiscard} />
            ))}
          </ul>
          <details className={classes.details}>
            <summary>{t('state.details')}</summary>
            <ErrorFacts error={error} />
            <div className={classes.copy}>
              <CopyButton text={errorAsText(error)} label={t('action.copyError')} />
            </div>
          </details>
        </>
      )}
    </section>
  );
}
