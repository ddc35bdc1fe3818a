import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { AttentionItem } from '../../../shared/domain/views.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import classes from './attention.module.css';
import type { CauseGroup } from './groups.ts';
import { ItemLine } from './item-line.tsx';

/** More lines than this make nobody wiser; the rest is done by the button for all. */
const mostLines = 200;

interface ItemListProps {
  readonly group: CauseGroup;
  readonly onAgain: (item: AttentionItem) => void;
  readonly onDiscard: (items: readonly AttentionItem[]) => void;
}

/** Every record of a cause; several can be ticked and discarded together. */
export function ItemList({ group, onAgain, onDiscard }: ItemListProps) {
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const shown = group.items.slice(0, mostLines);
  // What went away meanwhile is ticked no more.
  const chosen = shown.filter((item) => ticked.has(item.jobId));
  const many = group.count > 1;

  function tick(jobIds: readonly number[], on: boolean): void {
    const next = new Set(ticked);
    for (const id of jobIds) {
      if (on) next.add(id);
      else next.delete(id);
    }
    setTicked(next);
  }

  return (
    <>
      {many && (
        <div className={classes.itemsHead}>
          <Checkbox
            size="xs"
            label={t('attention.tickAll')}
            checked={chosen.length === shown.length && shown.length > 0}
            indeterminate={chosen.length > 0 && chosen.length < shown.length}
            onChange={(event) =>
              tick(
                shown.map((item) => item.jobId),
                event.currentTarget.checked,
              )
            }
          />
          <Button size="xs" variant="default" disabled={chosen.length === 0} onClick={() => onDiscard(chosen)}>
            {chosen.length === 0 ? t('attention.discardTicked') : tn('attention.discardMany', chosen.length)}
          </Button>
        </div>
      )}
      <ul className={classes.items}>
        {shown.map((item) => (
          <ItemLine
            key={item.jobId}
            item={item}
            example={group.example}
            oneOfMany={many}
            ticked={ticked.has(item.jobId)}
            onTick={(on) => tick([item.jobId], on)}
            onAgain={() => onAgain(item)}
            onDiscard={() => onDiscard([item])}
          />
        ))}
      </ul>
      {shown.length < group.count && (
        <p className={classes.rest}>{t('attention.rest', { shown: shown.length, all: group.count })}</p>
      )}
    </>
  );
}
