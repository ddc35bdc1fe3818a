import { Button, Title } from '@mantine/core';
import { useId } from 'react';
import type { RegisteredCallback } from '../../../../shared/domain/callbacks.ts';
import type { CallbackList } from '../../../../shared/ipc/callback-channels.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import { registerCallback } from '../wizard/wizard-store.ts';
import type { Question } from './confirm-dialog.tsx';
import { EntryCard } from './entry-card.tsx';
import { boardIsHeard, type CallbackGroup } from './groups.ts';
import classes from './list.module.css';

/** The trigger's board has no callback: what that means, and the button that mends it. */
function Unheard({ board }: { readonly board: string }) {
  return (
    <div className={classes.unheard}>
      <ToneIcon tone="waiting" size={16} />
      <span>{t('callbacks.unheard', { board })}</span>
      <Button size="xs" variant="default" onClick={() => registerCallback()}>
        {t('callbacks.unheardFix', { board })}
      </Button>
    </div>
  );
}

/** Entries that tell the same reader. An empty group is left out, but for this workstation's. */
export function EntryGroup({
  group,
  entries,
  list,
  onAsk,
}: {
  readonly group: CallbackGroup;
  readonly entries: readonly RegisteredCallback[];
  readonly list: CallbackList;
  readonly onAsk: (question: Question) => void;
}) {
  const id = useId();
  const unheard = group === 'here' && !boardIsHeard(list) ? list.triggerBoard : null;
  if (entries.length === 0 && group !== 'here') return null;
  return (
    <section className={classes.group} aria-labelledby={id}>
      <div className={classes.groupHead}>
        <Title order={2} id={id}>
          {t(`callbacks.group.${group}`)}
        </Title>
        {entries.length > 0 && <span className={`${classes.groupCount ?? ''} num`}>{entries.length}</span>}
      </div>
      {group !== 'here' && <p className={classes.groupText}>{t(`callbacks.groupText.${group}`)}</p>}
      {unheard !== null && <Unheard board={unheard.name} />}
      {entries.length === 0 && unheard === null && <p className={classes.groupText}>{t('callbacks.groupNone')}</p>}
      {entries.length > 0 && (
        <ul className={classes.entries}>
          {entries.map((entry) => (
            <EntryCard key={entry.id} entry={entry} list={list} onAsk={onAsk} />
          ))}
        </ul>
      )}
    </section>
  );
}
