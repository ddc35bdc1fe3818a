import type { LinkRow } from '../../../shared/domain/views.ts';
import { t } from '../../../shared/strings/t.ts';
import type { Tone } from '../../theme/tone.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Ago } from '../../ui/time-text.tsx';
import type { Columns } from '../../ui/virtual-table.tsx';

const tones: Readonly<Record<LinkRow['state'], Tone>> = { creating: 'working', open: 'ok', closed: 'waiting' };

export function LinkState({ state, boxed = false }: { readonly state: LinkRow['state']; readonly boxed?: boolean }) {
  return (
    <StatusMark tone={tones[state]} boxed={boxed}>
      {t(`links.state.${state}`)}
    </StatusMark>
  );
}

export const linkColumns: Columns<LinkRow> = [
  {
    id: 'ticket',
    header: () => t('links.col.ticket'),
    cell: ({ row }) => <b className="num">{row.original.ticketId}</b>,
  },
  {
    id: 'workOrder',
    header: () => t('links.col.workOrder'),
    cell: ({ row }) => <span className="num">{row.original.workOrderId ?? ''}</span>,
  },
  {
    id: 'summary',
    header: () => t('links.col.summary'),
    cell: ({ row }) => <span title={row.original.ticketSummary}>{row.original.ticketSummary}</span>,
  },
  { id: 'company', header: () => t('links.col.company'), cell: ({ row }) => row.original.companyName },
  { id: 'ticketStatus', header: () => t('links.col.ticketStatus'), cell: ({ row }) => row.original.ticketStatus },
  {
    id: 'workOrderStatus',
    header: () => t('links.col.workOrderStatus'),
    cell: ({ row }) => row.original.workOrderStatus,
  },
  { id: 'provider', header: () => t('links.col.provider'), cell: ({ row }) => row.original.providerName },
  { id: 'state', header: () => t('links.col.state'), cell: ({ row }) => <LinkState state={row.original.state} /> },
  {
    id: 'synced',
    header: () => t('links.col.synced'),
    cell: ({ row }) =>
      row.original.lastSyncedAt === null ? (
        <span className="dim">{t('time.never')}</span>
      ) : (
        <span className="dim">
          <Ago at={row.original.lastSyncedAt} />
        </span>
      ),
  },
];
