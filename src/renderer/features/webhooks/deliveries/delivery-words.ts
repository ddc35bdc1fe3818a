import type { WebhookDelivery } from '../../../../shared/domain/webhooks.ts';
import { t } from '../../../../shared/strings/t.ts';

/* The delivery log as it is paged, ticked and sent again. */

/** A delivery with a number of its own: tables know rows by number. */
export interface DeliveryRow extends WebhookDelivery {
  readonly key: number;
}

/** Most deliveries one request may name (the channel's limit). */
export const mostAtOnce = 100;

/**
 * Adds a page to what is shown. Field Nation's pages move while new deliveries arrive, so one may come twice: the newer answer holds, at the
 * place it had.
 */
export function withPage(rows: readonly DeliveryRow[], page: readonly WebhookDelivery[]): readonly DeliveryRow[] {
  const known = new Map(rows.map((row, index) => [row.deliveryId, index]));
  const all = [...rows];
  for (const delivery of page) {
    const index = known.get(delivery.deliveryId);
    const before = index === undefined ? undefined : all[index];
    if (index !== undefined && before !== undefined) {
      all[index] = { ...delivery, key: before.key };
      continue;
    }
    known.set(delivery.deliveryId, all.length);
    all.push({ ...delivery, key: all.length + 1 });
  }
  return all;
}

/** `91422` or nothing typed is a filter; anything else is not. `undefined`: cannot be read. */
export function workOrderNumber(text: string): number | null | undefined {
  const digits = text.replace(/^#/, '').replaceAll(/[\s,]/g, '');
  if (digits === '') return null;
  if (!/^\d{1,12}$/.test(digits)) return undefined;
  const number = Number(digits);
  return number > 0 ? number : undefined;
}

/** In pieces of at most `mostAtOnce`. */
export function inPieces(ids: readonly string[]): readonly (readonly string[])[] {
  const pieces: string[][] = [];
  for (let from = 0; from < ids.length; from += mostAtOnce) pieces.push(ids.slice(from, from + mostAtOnce));
  return pieces;
}

export interface Retried {
  readonly retried: number;
  readonly refused: readonly { readonly deliveryId: string; readonly why: string }[];
}

export function together(results: readonly Retried[]): Retried {
  return {
    retried: results.reduce((sum, { retried }) => sum + retried, 0),
    refused: results.flatMap(({ refused }) => refused),
  };
}

/** Refusals for one reason are one line: `Assigned of work order 91422, ...: why`. */
export function refusals(
  refused: Retried['refused'],
  rows: readonly DeliveryRow[],
  label: (eventName: string) => string,
): readonly { readonly why: string; readonly what: string }[] {
  const byId = new Map(rows.map((row) => [row.deliveryId, row]));
  const byReason = new Map<string, string[]>();
  for (const { deliveryId, why } of refused) {
    const row = byId.get(deliveryId);
    const names = byReason.get(why) ?? [];
    names.push(row === undefined ? t('deliveries.id', { id: deliveryId }) : nameOf(row, label));
    byReason.set(why, names);
  }
  return [...byReason].map(([why, names]) => ({ why, what: [...new Set(names)].join(', ') }));
}

function nameOf({ eventName, workOrderId }: DeliveryRow, label: (eventName: string) => string): string {
  const event = label(eventName);
  return workOrderId === null ? event : `${event} (${t('record.workOrderInline', { id: workOrderId })})`;
}
