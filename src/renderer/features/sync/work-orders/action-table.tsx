import { NumberInput, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { StatusAction } from '../../../../shared/config-sync.ts';
import { t } from '../../../../shared/strings/t.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { Table, TableFrame } from '../../../ui/table.tsx';
import { AddEntry, RemoveEntry } from '../list-buttons.tsx';
import { PickOne } from '../look-up-fields.tsx';
import { WarningLine } from '../setting-facts.tsx';
import classes from '../sync.module.css';

type Action = StatusAction['action'];

const kinds = ['publish', 'route-provider', 'route-pool', 'cancel'] as const;
const most = 50;

function newAction(kind: Action['do']): Action {
  switch (kind) {
    case 'publish':
      return { do: 'publish' };
    case 'route-provider':
      return { do: 'route-provider', providerId: 0, providerName: '' };
    case 'route-pool':
      return { do: 'route-pool', poolId: 0, poolName: '' };
    case 'cancel':
      return { do: 'cancel', reason: '' };
  }
}

interface ActionProps {
  readonly status: string;
  readonly action: Action;
  readonly onAction: (action: Action) => void;
}

/** The fields an action needs. */
function ActionFields({ status, action, onAction }: ActionProps) {
  switch (action.do) {
    case 'publish':
      return null;
    case 'cancel':
      return (
        <TextInput
          aria-label={`${t('sync.workOrders.reason')}, ${status}`}
          placeholder={t('sync.workOrders.reason')}
          description={t('sync.workOrders.reasonHelp')}
          maxLength={500}
          value={action.reason}
          onChange={(event) => onAction({ ...action, reason: event.currentTarget.value })}
        />
      );
    case 'route-pool':
      return (
        <PickOne
          what="talent-pools"
          labels={{ 'aria-label': `${t('sync.workOrders.pool')}, ${status}` }}
          placeholder={t('sync.workOrders.pool')}
          value={action.poolId === 0 ? null : { id: action.poolId, name: action.poolName }}
          onChange={(pool) => onAction({ ...action, poolId: pool?.id ?? 0, poolName: pool?.name ?? '' })}
        />
      );
    case 'route-provider':
      return (
        <>
          <NumberInput
            aria-label={`${t('sync.workOrders.providerId')}, ${status}`}
            placeholder={t('sync.workOrders.providerId')}
            description={t('sync.workOrders.providerHelp')}
            hideControls
            allowDecimal={false}
            allowNegative={false}
            value={action.providerId === 0 ? '' : action.providerId}
            onChange={(value) => onAction({ ...action, providerId: typeof value === 'number' ? value : 0 })}
          />
          <TextInput
            aria-label={`${t('sync.workOrders.providerName')}, ${status}`}
            placeholder={t('sync.workOrders.providerName')}
            maxLength={200}
            value={action.providerName}
            onChange={(event) => onAction({ ...action, providerName: event.currentTarget.value })}
          />
        </>
      );
  }
}

interface ActionTableProps {
  readonly statuses: readonly { readonly id: number; readonly name: string }[];
  readonly actions: readonly StatusAction[];
  readonly onChange: (actions: StatusAction[]) => void;
  /** What stands here without any row. */
  readonly empty: string;
  readonly error?: AppErrorInfo | null;
  /** Statuses cannot be chosen yet. */
  readonly disabled?: boolean;
  /** Said below a row: that it is not finished, or what it would do to a record. */
  readonly remark?: (action: StatusAction) => ReactNode;
}

/** What reaching a ticket status does to the work order: publish, route, cancel. One row a status. */
export function ActionTable({
  statuses: known,
  actions,
  onChange,
  empty,
  error = null,
  disabled = false,
  remark,
}: ActionTableProps) {
  const set = (index: number, change: Partial<StatusAction>): void =>
    onChange(actions.map((one, at) => (at === index ? { ...one, ...change } : one)));
  return (
    <TableFrame>
      {error !== null && <ErrorNote error={error} />}
      {actions.length === 0 && <p className={classes.emptyText}>{empty}</p>}
      {actions.length > 0 && (
        <Table
          look="controls"
          className={classes.choices}
          columns={[{ title: t('sync.workOrders.status') }, { title: t('sync.workOrders.action') }, { title: '' }]}
        >
          {actions.map((one, index) => {
            const name = one.ticketStatusName || t('sync.workOrders.newStatus');
            const own = { id: one.ticketStatusId, name: one.ticketStatusName };
            const offered = known.some(({ id }) => id === own.id) || own.id === 0 ? known : [own, ...known];
            return (
              <tr key={`row-${String(index)}`}>
                <td>
                  <Select
                    aria-label={t('sync.workOrders.status')}
                    placeholder={t('sync.pick.choose')}
                    searchable
                    data={offered
                      .filter(({ id }) => id === own.id || !actions.some((other) => other.ticketStatusId === id))
                      .map((status) => ({ value: String(status.id), label: status.name }))}
                    value={own.id === 0 ? null : String(own.id)}
                    onChange={(id) => {
                      const status = offered.find((candidate) => String(candidate.id) === id);
                      if (status !== undefined)
                        set(index, { ticketStatusId: status.id, ticketStatusName: status.name });
                    }}
                  />
                </td>
                <td className={classes.actionCell}>
                  <div className={classes.rowFields}>
                    <Select
                      aria-label={`${t('sync.workOrders.action')}, ${name}`}
                      data={kinds.map((kind) => ({ value: kind, label: t(`sync.workOrders.do.${kind}`) }))}
                      value={one.action.do}
                      onChange={(kind) => {
                        const wanted = kinds.find((candidate) => candidate === kind);
                        if (wanted !== undefined && wanted !== one.action.do) set(index, { action: newAction(wanted) });
                      }}
                    />
                    <ActionFields status={name} action={one.action} onAction={(action) => set(index, { action })} />
                    <WarningLine>
                      {t(one.action.do === 'cancel' ? 'sync.workOrders.ends' : 'sync.workOrders.spends')}
                    </WarningLine>
                    {remark?.(one)}
                  </div>
                </td>
                <td>
                  <RemoveEntry
                    label={t('sync.workOrders.removeAction', { status: name })}
                    onClick={() => onChange(actions.filter((_, at) => at !== index))}
                  />
                </td>
              </tr>
            );
          })}
        </Table>
      )}
      <div className={classes.foot}>
        <AddEntry
          label={t('sync.workOrders.addAction')}
          disabled={disabled || actions.length >= most}
          onClick={() =>
            onChange([...actions, { ticketStatusId: 0, ticketStatusName: '', action: newAction('cancel') }])
          }
        />
      </div>
    </TableFrame>
  );
}
