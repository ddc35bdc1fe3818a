import type { StatusAction } from '../../../../shared/config-sync.ts';
import { t } from '../../../../shared/strings/t.ts';
import { useApp } from '../../../stores/app-store.ts';
import { useStatuses } from '../../setup/use-statuses.ts';
import { ActionTable } from './action-table.tsx';

interface StatusActionsProps {
  readonly actions: readonly StatusAction[];
  readonly onChange: (actions: StatusAction[]) => void;
}

/** What reaching a status of the trigger's board does to the work order: publish, route, cancel. */
export function StatusActions({ actions, onChange }: StatusActionsProps) {
  const boardId = useApp((state) => state.setup?.config.trigger?.boardId ?? null);
  const statuses = useStatuses(boardId);
  return (
    <ActionTable
      statuses={statuses.value ?? []}
      actions={actions}
      onChange={onChange}
      empty={t(boardId === null ? 'sync.workOrders.noTrigger' : 'sync.workOrders.noActions')}
      error={statuses.error}
      disabled={boardId === null}
    />
  );
}
