import type { FieldNation, Webhook } from '../../fieldnation/port.ts';
import { arrived, deliveryOf, mostRead, type ReadLog, readLog } from '../../webhooks/attempts.ts';
import { classifyWebhooks } from '../../webhooks/classify.ts';
import { retryDeliveries } from '../../webhooks/deliveries.ts';
import { type Finding, findingGone, fine, offered } from './finding.ts';
import { capital, moment, webhookName } from './health-words.ts';

const minuteMs = 60_000;
/** Field Nation repeats a delivery for 21 minutes (reference/fieldnation.md 3.2): what is younger may yet arrive. */
const repeatedMs = 25 * minuteMs;
/** Its log is kept for about two weeks. */
export const logKeptMs = 14 * 86_400_000;
/** What a person had sent again is given this long to arrive. */
const retriedMs = 10 * minuteMs;

/** Webhooks beside ours that lead here as well. */
export function spareWebhooks(
  fieldNation: () => Pick<FieldNation, 'deleteWebhook' | 'webhooks'>,
  all: readonly Webhook[],
  station: { readonly pathToken: string; readonly baseUrl: string; readonly rememberedId: string | null },
): readonly Finding[] {
  return classifyWebhooks(all, station).flatMap((hook) => {
    const double = hook.flags.find(({ flag }) => flag === 'duplicate');
    if (double === undefined || hook.relation !== 'ours') return [];
    const name = webhookName(hook.webhookId);
    const id = `double:${hook.webhookId}`;
    return offered(id, 'webhook', double.message, `Delete ${name}`, async () => {
      // The offer is up to an hour old: the other one may be gone.
      const now = spareWebhooks(fieldNation, await fieldNation().webhooks(), station);
      if (!now.some((one) => one.id === id && one.message === double.message)) throw findingGone();
      await fieldNation().deleteWebhook(hook.webhookId);
    });
  });
}

export interface DeliveryCheck {
  readonly findings: readonly Finding[];
  /** Up to when the log holds nothing that is left to do (ms). */
  readonly readTo: number;
}

/** Deliveries a person had sent again, and when (ms). */
export type Retried = Map<string, number>;

/** What Field Nation's log says of deliveries since `since` (ms) that did not arrive in the end. Throws when it cannot be read. */
export async function checkDeliveries(
  fieldNation: () => FieldNation,
  { webhookId, since, now, retried }: { webhookId: string; since: number; now: number; retried: Retried },
): Promise<DeliveryCheck> {
  const kept = now - logKeptMs;
  const from = Math.max(since, kept);
  let read: ReadLog = { deliveries: [], whole: false };
  for await (const more of readLog(fieldNation(), { webhookId, since: from })) read = more;
  const { deliveries, whole } = read;
  for (const [id, at] of retried) if (now - at > retriedMs) retried.delete(id);
  const lost = deliveries.filter(
    ({ status, at, deliveryId }) =>
      !arrived(status) && isFinal(status, at, now) && !retried.has(deliveryOf(deliveryId)),
  );
  const open = deliveries.filter(({ status }) => !arrived(status));
  const oldest = Math.min(...open.map(({ at }) => at ?? now));
  const readTo = whole ? (open.length > 0 ? Math.max(kept, oldest) : now - repeatedMs) : from;
  const part = whole ? '' : ` Of the log only its newest ${mostRead} entries were read, so older ones are not counted.`;
  const forgotten =
    since < kept ? `${part} What failed before ${moment(kept)} is no longer in the log; polling looks it up.` : part;
  if (lost.length === 0) {
    const text =
      open.length === 0
        ? `Field Nation's log holds no${whole ? '' : ' newer'} delivery that did not arrive.`
        : `Field Nation is sending ${open.length === 1 ? '1 delivery' : `${open.length} deliveries`} again that did not arrive yet.`;
    return { readTo, findings: [fine('deliveries', 'deliveries', `${text}${forgotten}`)] };
  }
  const ids = lost.map(({ deliveryId }) => deliveryId);
  const orders = new Set(lost.flatMap(({ workOrderId }) => workOrderId ?? []));
  const many = lost.length === 1 ? '1 delivery' : `${lost.length} deliveries`;
  const about = orders.size === 0 ? '' : ` about ${listed([...orders])}`;
  const message = `${many}${about} did not arrive. The work orders themselves are looked up by polling; declines and notices without a trace come only when they are sent again.${forgotten}`;
  const act = async (): Promise<void> => {
    const { refused } = await retryDeliveries(fieldNation(), ids);
    const not = new Set(refused.map(({ deliveryId }) => deliveryId));
    for (const id of ids) if (!not.has(id)) retried.set(deliveryOf(id), now);
  };
  return { readTo, findings: [offered('deliveries', 'deliveries', capital(message), 'Send them again', act)] };
}

/** Other answers than 408, 429, 5xx and none at all are not tried again. */
function isFinal(status: number | null, at: number | null, now: number): boolean {
  const repeated = status === null || status === 0 || status === 408 || status === 429 || status >= 500;
  return !repeated || at === null || now - at >= repeatedMs;
}

function listed(workOrders: readonly number[]): string {
  const said = workOrders.slice(0, 3).join(', ');
  const rest = workOrders.length - 3;
  return `work order${workOrders.length === 1 ? '' : 's'} ${said}${rest > 0 ? ` and ${rest} more` : ''}`;
}
