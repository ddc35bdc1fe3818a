import { IconSquare, IconSquareCheckFilled } from '@tabler/icons-react';
import { t } from '../../../../shared/strings/t.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { TableTime } from '../../../ui/time-text.tsx';
import type { Columns } from '../../../ui/virtual-table.tsx';
import classes from './deliveries.module.css';
import type { DeliveryRow } from './delivery-words.ts';

interface ColumnParts {
  readonly label: (eventName: string) => string;
  readonly ticked: ReadonlySet<number>;
  readonly isLinked: (workOrderId: number) => boolean;
}

/** What a line of the delivery log shows. The whole row is ticked with Space; the box shows it. */
export function deliveryColumns({ label, ticked, isLinked }: ColumnParts): Columns<DeliveryRow> {
  return [
    {
      id: 'tick',
      header: () => <span className="unseen">{t('deliveries.col.tick')}</span>,
      cell: ({ row }) => {
        const on = ticked.has(row.original.key);
        const Box = on ? IconSquareCheckFilled : IconSquare;
        return (
          <span className={classes.tick} data-on={on || undefined}>
            <Box size={16} stroke={1.5} aria-hidden />
            {on && <span className="unseen">{t('deliveries.ticked')}</span>}
          </span>
        );
      },
    },
    {
      id: 'time',
      header: () => t('deliveries.col.time'),
      cell: ({ row }) => (row.original.at === null ? '' : <TableTime at={row.original.at} />),
    },
    {
      id: 'event',
      header: () => t('deliveries.col.event'),
      cell: ({ row }) => <span title={row.original.eventName}>{label(row.original.eventName)}</span>,
    },
    {
      id: 'workOrder',
      header: () => t('deliveries.col.workOrder'),
      cell: ({ row }) => {
        const { workOrderId } = row.original;
        if (workOrderId === null) return '';
        return (
          <span className={`${classes.workOrder ?? ''} num`} data-linked={isLinked(workOrderId) || undefined}>
            {workOrderId}
          </span>
        );
      },
    },
    {
      id: 'status',
      header: () => t('deliveries.col.status'),
      cell: ({ row }) => (
        <StatusMark tone={row.original.ok ? 'ok' : 'error'}>
          {row.original.ok ? t('deliveries.ok') : t('deliveries.failed')}
        </StatusMark>
      ),
    },
    {
      id: 'meaning',
      header: () => t('deliveries.col.meaning'),
      cell: ({ row }) => <span title={row.original.meaning}>{row.original.meaning}</span>,
    },
    {
      id: 'attempt',
      header: () => t('deliveries.col.attempt'),
      cell: ({ row }) => <span className="num">{row.original.attempt}</span>,
    },
  ];
}
