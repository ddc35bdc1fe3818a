import { Button } from '@mantine/core';
import { t } from '../../../../shared/strings/t.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { exactTime } from '../../../ui/time.ts';
import classes from './deliveries.module.css';
import type { DeliveryRow } from './delivery-words.ts';

interface ChosenDeliveryProps {
  readonly row: DeliveryRow;
  readonly label: string;
  /** Null: its work order has no link, or it names none. */
  readonly onOpenLink: (() => void) | null;
}

/** The delivery under the keyboard in full: what a narrow column cuts off, and the numbers for Field Nation's support. */
export function ChosenDelivery({ row, label, onOpenLink }: ChosenDeliveryProps) {
  return (
    <section className={classes.chosen} aria-label={t('deliveries.details')}>
      <div className={classes.chosenWords}>
        <div className={classes.chosenHead}>
          <StatusMark tone={row.ok ? 'ok' : 'error'}>{row.ok ? t('deliveries.ok') : t('deliveries.failed')}</StatusMark>
          <span className={classes.chosenTitle}>
            {label}
            {row.workOrderId !== null && `, ${t('record.workOrderInline', { id: row.workOrderId })}`}
          </span>
          <span className="dim num">
            {row.at !== null && `${exactTime(row.at)}, `}
            {t('deliveries.attempt', { n: row.attempt })}
          </span>
        </div>
        <p className={classes.meaning}>{row.meaning}</p>
        <p className={`${classes.ids ?? ''} mono dim`}>
          {row.eventName} · {t('deliveries.id', { id: row.deliveryId })}
        </p>
      </div>
      {onOpenLink !== null && (
        <Button size="xs" variant="default" onClick={onOpenLink}>
          {t('deliveries.openLink')}
        </Button>
      )}
    </section>
  );
}
