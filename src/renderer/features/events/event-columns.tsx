import type { Activity } from '../../../shared/domain/activity.ts';
import { t } from '../../../shared/strings/t.ts';
import { SideText } from '../../ui/side-text.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { duration } from '../../ui/time.ts';
import { TableTime } from '../../ui/time-text.tsx';
import type { Columns } from '../../ui/virtual-table.tsx';

export const eventColumns: Columns<Activity> = [
  { id: 'time', header: () => t('events.col.time'), cell: ({ row }) => <TableTime at={row.original.at} /> },
  {
    id: 'side',
    header: () => t('events.col.side'),
    cell: ({ row }) => <SideText side={row.original.side} direction={row.original.direction} />,
  },
  {
    id: 'ticket',
    header: () => t('events.col.ticket'),
    cell: ({ row }) => <span className="num">{row.original.ticketId ?? ''}</span>,
  },
  {
    id: 'workOrder',
    header: () => t('events.col.workOrder'),
    cell: ({ row }) => <span className="num">{row.original.workOrderId ?? ''}</span>,
  },
  {
    id: 'what',
    header: () => t('events.col.what'),
    cell: ({ row }) => <span title={row.original.message}>{row.original.message}</span>,
  },
  {
    id: 'result',
    header: () => t('events.col.result'),
    cell: ({ row }) => <StatusMark tone={row.original.result}>{t(`result.${row.original.result}`)}</StatusMark>,
  },
  {
    id: 'duration',
    header: () => t('events.col.duration'),
    cell: ({ row }) => (
      <span className="num dim">{row.original.durationMs === null ? '' : duration(row.original.durationMs)}</span>
    ),
  },
];
