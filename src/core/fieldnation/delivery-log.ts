import type { Api } from './api.ts';
import type { DeliveryLogEntry, DeliveryLogQuery } from './port.ts';
import { deliveryLogSchema } from './schemas.ts';

const label = "the webhooks' delivery log";

/**
 * One page of the log (reference/fieldnation.md 3.1). Its filter by status is text whose values are not documented: who wants the failed ones reads
 * the statuses. The pre-signed address of a delivery's full log is never asked for: whoever has it can read the message.
 */
export async function readDeliveryLog(
  api: Api,
  { webhookId, workOrderId, page, perPage }: DeliveryLogQuery,
  signal?: AbortSignal,
): Promise<{ readonly entries: readonly DeliveryLogEntry[]; readonly more: boolean }> {
  const query = {
    page,
    perPage,
    sortBy: 'createdAt',
    sortDirection: 'DESC',
    ...(webhookId === undefined ? {} : { webhookId }),
    ...(workOrderId === undefined ? {} : { workOrderId }),
  };
  const body = await api.read(
    { api: 'webhooks', method: 'GET', path: '/delivery-logs', query, label, signal },
    deliveryLogSchema,
  );
  const entries = body.result.map((entry) => ({
    deliveryId: entry.deliveryId,
    webhookId: entry.webhookId ?? webhookId ?? '',
    eventName: entry.eventName ?? '',
    workOrderId: entry.workOrderId ?? null,
    status: entry.deliveryStatus ?? null,
    attempt: entry.deliveryAttempt ?? attemptOf(entry.deliveryId),
    at: momentOf(entry.createdAt),
  }));
  const total = body.metadata?.total ?? null;
  return { entries, more: total === null ? entries.length >= perPage : page * perPage < total };
}

/** Another job that delivers the same message. Once more than wanted does no harm: the receiver knows a delivery by its id. */
export async function retryDelivery(api: Api, deliveryId: string, signal?: AbortSignal): Promise<void> {
  const path = `/delivery-logs/${encodeURIComponent(deliveryId)}/retry`;
  await api.send({
    api: 'webhooks',
    method: 'PATCH',
    path,
    label: `the delivery ${deliveryId}`,
    idempotent: false,
    signal,
  });
}

/** `uuid:3` -> 3. */
function attemptOf(deliveryId: string): number {
  return Number(/:(\d{1,4})$/.exec(deliveryId)?.[1] ?? 1);
}

/** ms UTC; null for what is no moment. */
export function momentOf(text: string | null | undefined): number | null {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : at;
}
