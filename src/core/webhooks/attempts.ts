import type { DeliveryLogEntry, FieldNation } from '../fieldnation/port.ts';

/** Attempts read at a time: Field Nation gives 500 at most. */
const perPage = 500;
/** A log is read no further back than so many pages. */
const maxPages = 10;
/** Attempts read at most. */
export const mostRead = perPage * maxPages;

/** What of the log was read so far. */
export interface ReadLog {
  /** Each delivery once, with its newest attempt. */
  readonly deliveries: readonly DeliveryLogEntry[];
  /** Everything that was asked for was read. */
  readonly whole: boolean;
}

/**
 * Field Nation's log page by page, newest first, as far as the caller goes on. It lists every attempt; here is each delivery once, with its newest
 * attempt, so that one that arrived at last is no failure. `since` (ms): older attempts are left out and not looked for.
 */
export async function* readLog(
  fieldNation: Pick<FieldNation, 'deliveryLog'>,
  query: { readonly webhookId: string; readonly workOrderId?: number; readonly since?: number },
): AsyncGenerator<ReadLog> {
  const { since = 0, ...wanted } = query;
  const isOld = ({ at }: DeliveryLogEntry): boolean => at !== null && at < since;
  const newest = new Map<string, DeliveryLogEntry>();
  for (let page = 1; page <= maxPages; page += 1) {
    const part = await fieldNation.deliveryLog({ ...wanted, page, perPage });
    for (const entry of part.entries.filter((one) => !isOld(one))) {
      const key = deliveryOf(entry.deliveryId);
      const known = newest.get(key);
      if (known === undefined || known.attempt < entry.attempt) newest.set(key, entry);
    }
    const whole = !part.more || part.entries.some(isOld);
    yield { deliveries: [...newest.values()], whole };
    if (whole) return;
  }
}

/** `uuid:attempt` without the attempt. */
export function deliveryOf(deliveryId: string): string {
  return deliveryId.split(':', 1)[0] ?? deliveryId;
}

/** By the status that was answered. */
export function arrived(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300;
}
