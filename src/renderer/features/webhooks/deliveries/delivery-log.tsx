import { ActionIcon, Button, Checkbox } from '@mantine/core';
import { IconCircleCheck, IconFilterOff, IconInbox, IconRefresh, IconRepeat } from '@tabler/icons-react';
import { useState } from 'react';
import type { WebhookEvent } from '../../../../shared/domain/webhooks.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { EmptyPage, FailedPage, Loading } from '../../../ui/page-state.tsx';
import { VirtualTable } from '../../../ui/virtual-table.tsx';
import { eventWords } from '../event-areas.ts';
import { ChosenDelivery } from './chosen-delivery.tsx';
import classes from './deliveries.module.css';
import { deliveryColumns } from './delivery-columns.tsx';
import { DeliveryFilters } from './delivery-filters.tsx';
import type { DeliveryRow } from './delivery-words.ts';
import { useLinkedWorkOrders } from './open-work-order.ts';
import { RetryResult } from './retry-result.tsx';
import { type DeliveryFilter, useDeliveries } from './use-deliveries.ts';
import { useRetry } from './use-retry.ts';

const noFilter: DeliveryFilter = { failedOnly: false, workOrderId: null };

function Empty({ filter, onClear }: { readonly filter: DeliveryFilter; readonly onClear: () => void }) {
  if (!filter.failedOnly && filter.workOrderId === null) {
    return (
      <EmptyPage
        icon={<IconInbox size={32} stroke={1.4} aria-hidden />}
        title={t('deliveries.firstTitle')}
        text={t('deliveries.firstText')}
      />
    );
  }
  const calm = filter.workOrderId === null;
  const Icon = calm ? IconCircleCheck : IconFilterOff;
  return (
    <EmptyPage
      icon={<Icon size={32} stroke={1.4} aria-hidden />}
      title={t(calm ? 'deliveries.emptyFailedTitle' : 'deliveries.emptyTitle')}
      text={t(calm ? 'deliveries.emptyFailedText' : 'deliveries.emptyText')}
    >
      <Button variant="default" onClick={onClear}>
        {t('action.clearFilter')}
      </Button>
    </EmptyPage>
  );
}

interface DeliveryLogProps {
  readonly webhookId: string;
  readonly events: readonly WebhookEvent[];
  readonly onClose: () => void;
}

/** What Field Nation sent, what became of it, and sending it again. */
export function DeliveryLog({ webhookId, events, onClose }: DeliveryLogProps) {
  const [filter, setFilter] = useState<DeliveryFilter>(noFilter);
  const [cleared, setCleared] = useState(0);
  // By id: numbers of rows start over when the log is read again.
  const [tickedIds, setTickedIds] = useState<ReadonlySet<string>>(new Set());
  const [activeId, setActiveId] = useState<string | null>(null);
  const { rows, more, loaded, loading, error, older, again } = useDeliveries(webhookId, filter);
  const linked = useLinkedWorkOrders();
  const label = (eventName: string): string =>
    eventName === '' ? t('deliveries.someEvent') : eventWords(eventName, events);
  const chosen = rows.filter(({ deliveryId }) => tickedIds.has(deliveryId));
  const ticked = new Set(chosen.map(({ key }) => key));
  const current = rows.find(({ deliveryId }) => deliveryId === activeId);
  const retry = useRetry({
    rows,
    label,
    onDone: () => {
      setTickedIds(new Set());
      again();
    },
  });

  function show(next: DeliveryFilter): void {
    setFilter(next);
    setTickedIds(new Set());
    setActiveId(null);
  }
  function clear(): void {
    show(noFilter);
    setCleared((n) => n + 1);
  }
  function tick(some: readonly DeliveryRow[], on: boolean): void {
    const next = new Set(tickedIds);
    for (const { deliveryId } of some) {
      if (on) next.add(deliveryId);
      else next.delete(deliveryId);
    }
    setTickedIds(next);
  }
  async function openLink({ workOrderId }: DeliveryRow): Promise<void> {
    if (workOrderId !== null && (await linked.open(workOrderId))) onClose();
  }

  return (
    <div className={classes.log}>
      <div className={classes.bar}>
        <DeliveryFilters key={cleared} filter={filter} onFilter={show} />
        <ActionIcon variant="default" size={26} aria-label={t('webhooks.reload')} loading={loading} onClick={again}>
          <IconRefresh size={15} aria-hidden />
        </ActionIcon>
        <span className={classes.grow} />
        <div className={classes.sending}>
          {rows.length > 0 && (
            <Checkbox
              size="xs"
              label={tn('deliveries.tickAll', rows.length)}
              checked={chosen.length === rows.length}
              indeterminate={chosen.length > 0 && chosen.length < rows.length}
              onChange={(event) => tick(rows, event.currentTarget.checked)}
            />
          )}
          <Button
            size="xs"
            leftSection={<IconRepeat size={14} aria-hidden />}
            disabled={chosen.length === 0}
            loading={retry.busy}
            onClick={() => void retry.send(chosen.map(({ deliveryId }) => deliveryId))}
          >
            {chosen.length === 0 ? t('deliveries.sendAgain') : tn('deliveries.sendAgainCount', chosen.length)}
          </Button>
        </div>
      </div>
      {retry.outcome !== null && <RetryResult outcome={retry.outcome} onClose={retry.forget} />}
      <div className={classes.tableSide}>
        {!loaded && error === null && <Loading rows={12} />}
        {!loaded && error !== null && <FailedPage error={error} onAgain={again} />}
        {loaded && rows.length === 0 && <Empty filter={filter} onClear={clear} />}
        {loaded && rows.length > 0 && (
          <VirtualTable
            label={t('deliveries.table')}
            className={classes.table}
            columns={deliveryColumns({ label, ticked, isLinked: linked.isLinked })}
            rows={rows}
            rowId={({ key }) => key}
            activeId={current?.key ?? null}
            ticked={ticked}
            onTick={tick}
            onActive={({ deliveryId }) => setActiveId(deliveryId)}
            onOpen={(row) => {
              // A click chooses; the row that is chosen already opens.
              if (row.deliveryId === activeId) void openLink(row);
              else setActiveId(row.deliveryId);
            }}
            onNearEnd={older}
          />
        )}
      </div>
      {current !== undefined && (
        <ChosenDelivery
          row={current}
          label={label(current.eventName)}
          onOpenLink={
            current.workOrderId !== null && linked.isLinked(current.workOrderId) ? () => void openLink(current) : null
          }
        />
      )}
      {loaded && rows.length > 0 && (
        <div className={classes.foot}>
          <span>{t('deliveries.keys')}</span>
          <span className="num">
            {error !== null && (
              <>
                {t('deliveries.olderFailed', { message: error.message })}{' '}
                <Button size="xs" variant="subtle" onClick={again}>
                  {t('webhooks.reload')}
                </Button>
              </>
            )}
            {error === null && (loading ? t('deliveries.older') : tn('deliveries.count', rows.length))}
            {error === null && !loading && !more && ` · ${t('deliveries.end')}`}
          </span>
        </div>
      )}
    </div>
  );
}
