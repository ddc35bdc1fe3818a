import { Button, Title } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { AttentionItem } from '../../../shared/domain/views.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { type Answer, ask } from '../../bridge.ts';
import { tellDone, tellFailure } from '../../commands.ts';
import { errorAsText } from '../../errors.ts';
import { go } from '../../stores/nav-store.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorFacts } from '../../ui/error-note.tsx';
import { StatusMark, ToneIcon } from '../../ui/status-mark.tsx';
import { Ago } from '../../ui/time-text.tsx';
import classes from './attention.module.css';
import { againWords, causeHeading, fixFirst } from './cause-words.ts';
import type { CauseGroup } from './groups.ts';
import { ItemList } from './item-list.tsx';
import { SolveButton } from './solve-button.tsx';

interface CauseCardProps {
  readonly group: CauseGroup;
  readonly onChanged: () => void;
  readonly onDiscard: (items: readonly AttentionItem[]) => void;
  readonly onApprove: (items: readonly AttentionItem[]) => void;
}

async function tellRetried(asked: Promise<Answer<number>>): Promise<void> {
  const answer = await asked;
  if (answer.ok) tellDone(tn('attention.retried', answer.value));
  else tellFailure(answer.error.message);
}

/** One cause: what happened in words, the fix, retry or approve for all, and each item below. */
export function CauseCard({ group, onChanged, onDiscard, onApprove }: CauseCardProps) {
  const single = group.count === 1;
  const [opened, setOpened] = useState(false);
  const open = single || opened;
  const [busy, setBusy] = useState(false);
  const titleId = useId();
  const held = group.state === 'held';
  const Chevron = open ? IconChevronDown : IconChevronRight;
  const error = group.newest?.error ?? null;
  const hint = held ? null : fixFirst(group);

  async function all(): Promise<void> {
    if (held) return onApprove(group.items);
    setBusy(true);
    await tellRetried(ask('attention:retry-kind', { code: group.code }));
    setBusy(false);
    onChanged();
  }
  async function one(item: AttentionItem): Promise<void> {
    if (held) return onApprove([item]);
    await tellRetried(ask('attention:retry', { jobIds: [item.jobId] }));
    onChanged();
  }

  return (
    <section className={classes.card} aria-labelledby={titleId} data-held={held || undefined}>
      <div className={classes.cardHead}>
        <ToneIcon tone={held ? 'attention' : 'error'} size={18} />
        <div className={classes.cardText}>
          <Title order={2} id={titleId} className={classes.cause}>
            {causeHeading(group.code)}
          </Title>
          <p className={classes.message}>
            {!single && <span className="dim">{t('attention.example')} </span>}
            {group.example}
          </p>
          {hint !== null && <p className={classes.hint}>{hint}</p>}
          <p className={classes.meta}>
            <StatusMark tone={held ? 'attention' : 'error'}>
              {held ? t('attention.held') : t('attention.dead')}
            </StatusMark>
            <span className="num">{tn('attention.group', group.count)}</span>
            {!single && (
              <span>
                {t('attention.since', { ago: '' })}
                <Ago at={group.since} />
              </span>
            )}
          </p>
        </div>
        <div className={classes.cardButtons}>
          {error?.action !== undefined && <SolveButton action={error.action} onGo={go} primary={hint !== null} />}
          <Button
            size="xs"
            variant={hint === null ? 'filled' : 'default'}
            loading={busy}
            disabled={held && group.items.length === 0}
            onClick={() => void all()}
          >
            {againWords(group)}
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
          <ItemList group={group} onAgain={(item) => void one(item)} onDiscard={onDiscard} />
          {error !== null && (
            <details className={classes.details}>
              <summary>{t('state.details')}</summary>
              <ErrorFacts error={error} />
              <div className={classes.copy}>
                <CopyButton text={errorAsText(error)} label={t('action.copyError')} />
              </div>
            </details>
          )}
        </>
      )}
    </section>
  );
}
