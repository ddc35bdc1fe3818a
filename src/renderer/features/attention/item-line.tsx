import { Button, Checkbox } from '@mantine/core';
import type { AttentionItem } from '../../../shared/domain/views.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { go } from '../../stores/nav-store.ts';
import { Ago } from '../../ui/time-text.tsx';
import classes from './attention.module.css';
import { recordInline, recordName, sameButNumbers } from './record-name.ts';

interface ItemLineProps {
  readonly item: AttentionItem;
  /** The group's own sentence; an item that says another shows it. */
  readonly example: string;
  /** Of a group with more than one: it can be ticked and sent alone. */
  readonly oneOfMany: boolean;
  readonly ticked: boolean;
  readonly onTick: (ticked: boolean) => void;
  readonly onAgain: () => void;
  readonly onDiscard: () => void;
}

/** One record that waits, with what can be done about it alone. */
export function ItemLine({ item, example, oneOfMany, ticked, onTick, onAgain, onDiscard }: ItemLineProps) {
  const inline = recordInline(item);
  const { linkId } = item;
  const held = item.state === 'held';
  return (
    <li className={classes.item}>
      {oneOfMany && (
        <Checkbox
          size="xs"
          aria-label={t('attention.tick', { record: inline })}
          checked={ticked}
          onChange={(event) => onTick(event.currentTarget.checked)}
        />
      )}
      <span className={classes.itemName}>
        <b className="num">{recordName(item)}</b>
        {item.ticketId !== null && item.workOrderId !== null && (
          <span className="dim num">{t('record.workOrder', { id: item.workOrderId })}</span>
        )}
        <span className="dim num">
          {item.attempts > 0 && `${tn('attention.attempts', item.attempts)} · `}
          <Ago at={item.since} />
        </span>
        {!sameButNumbers(item.error.message, example) && (
          <span className={classes.itemMessage}>{item.error.message}</span>
        )}
      </span>
      <span className={classes.itemButtons}>
        {linkId !== null && (
          <Button
            size="xs"
            variant="subtle"
            aria-label={t('attention.openLinkOf', { record: inline })}
            onClick={() => go({ page: 'links', linkId })}
          >
            {t('attention.openLink')}
          </Button>
        )}
        {oneOfMany && (
          <Button
            size="xs"
            variant="default"
            aria-label={t(held ? 'attention.approveOne' : 'attention.retryOne', { record: inline })}
            onClick={onAgain}
          >
            {held ? t('attention.approveThis') : t('attention.retryThis')}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          aria-label={t('attention.discardOne', { record: inline })}
          onClick={onDiscard}
        >
          {t('attention.discard')}
        </Button>
      </span>
    </li>
  );
}
