import { useState } from 'react';
import type { StatusAction } from '../../../../shared/config-sync.ts';
import type { BoardStatusMap } from '../../../../shared/domain/mapping.ts';
import { t } from '../../../../shared/strings/t.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { ActionTable } from '../../sync/work-orders/action-table.tsx';
import { isFinished } from '../../sync/work-orders/finished-action.ts';
import type { Named } from './board-map.ts';

/**
 * What a ticket status asks of the work order. A row that is not finished is kept here and joins the mapping when it is; changes from elsewhere
 * (undo) take the place of what is here.
 */
export function ToWorkOrder({
  map,
  statuses,
  example,
  onChange,
}: {
  readonly map: BoardStatusMap;
  readonly statuses: readonly Named[];
  /** Ticket and status of the chosen record. */
  readonly example: { readonly statusId: number; readonly words: string } | null;
  readonly onChange: (actions: StatusAction[]) => void;
}) {
  const [rows, setRows] = useState<readonly StatusAction[]>(map.toWorkOrder);
  const [known, setKnown] = useState<readonly StatusAction[]>(map.toWorkOrder);
  if (known !== map.toWorkOrder) {
    setKnown(map.toWorkOrder);
    if (JSON.stringify(rows.filter(isFinished)) !== JSON.stringify(map.toWorkOrder)) setRows(map.toWorkOrder);
  }

  function change(actions: StatusAction[]): void {
    setRows(actions);
    const finished = actions.filter(isFinished);
    if (JSON.stringify(finished) !== JSON.stringify(map.toWorkOrder)) onChange(finished);
  }

  return (
    <ActionTable
      statuses={statuses}
      actions={rows}
      onChange={change}
      empty={t('statusMaps.noActions')}
      remark={(action) => (
        <>
          {!isFinished(action) && <StatusMark tone="attention">{t('statusMaps.unfinished')}</StatusMark>}
          {example !== null && action.ticketStatusId === example.statusId && isFinished(action) && (
            <StatusMark tone="attention">{example.words}</StatusMark>
          )}
        </>
      )}
    />
  );
}
