import type { WebhookDelivery } from '../../shared/domain/webhooks.ts';
import { AppError } from '../../shared/errors.ts';
import type { DeliveryLogEntry, FieldNation } from '../fieldnation/port.ts';
import { arrived, readLog } from './attempts.ts';
import { statusMeaning } from './meaning.ts';

/** Deliveries on one page of ours. */
const perPage = 50;
const maxRetried = 100;

/** A page of Field Nation's log, newest first: each delivery once. */
export async function shownDeliveries(
  fieldNation: Pick<FieldNation, 'deliveryLog'>,
  query: {
    readonly webhookId: string;
    readonly failedOnly: boolean;
    readonly workOrderId: number | null;
    readonly page: number;
  },
): Promise<{ readonly deliveries: readonly WebhookDelivery[]; readonly more: boolean }> {
  const { webhookId, failedOnly, workOrderId, page } = query;
  const start = (page - 1) * perPage;
  let found: readonly DeliveryLogEntry[] = [];
  for await (const { deliveries } of readLog(fieldNation, {
    webhookId,
    ...(workOrderId === null ? {} : { workOrderId }),
  })) {
    found = deliveries.filter(({ status }) => !failedOnly || !arrived(status));
    if (found.length > start + perPage) break;
  }
  const sorted = [...found].sort((a, b) => (b.at ?? 0) - (a.at ?? 0));
  return { deliveries: sorted.slice(start, start + perPage).map(shown), more: sorted.length > start + perPage };
}

/**
 * Asks for deliveries one after another, in the lane's time. One that is refused does not stop the others; once Field Nation is out of reach or
 * wants a pause, the rest is not tried.
 */
export async function retryDeliveries(
  fieldNation: Pick<FieldNation, 'retryDelivery'>,
  deliveryIds: readonly string[],
): Promise<{ readonly retried: number; readonly refused: readonly { deliveryId: string; why: string }[] }> {
  const ids = [...new Set(deliveryIds)];
  const refused = ids.slice(maxRetried).map((deliveryId) => ({
    deliveryId,
    why: `At most ${maxRetried} are sent again at a time.`,
  }));
  let retried = 0;
  let stop: AppError | null = null;
  for (const deliveryId of ids.slice(0, maxRetried)) {
    if (stop === null) {
      try {
        await fieldNation.retryDelivery(deliveryId);
        retried += 1;
      } catch (thrown) {
        const error = AppError.from(thrown);
        if (['auth', 'offline', 'rate-limited'].includes(error.kind)) stop = error;
        refused.push({ deliveryId, why: error.message });
      }
    } else refused.push({ deliveryId, why: stop.message });
  }
  return { retried, refused };
}

function shown(entry: DeliveryLogEntry): WebhookDelivery {
  return { ...entry, ok: arrived(entry.status), meaning: statusMeaning(entry.status) };
}
