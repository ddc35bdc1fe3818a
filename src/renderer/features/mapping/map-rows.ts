import type { Config } from '../../../shared/config.ts';

/** One Field Nation status and what it does to the ticket. */
export type MapRow =
  | { readonly workOrderStatus: string; readonly kind: 'set'; readonly ticketStatus: string }
  | { readonly workOrderStatus: string; readonly kind: 'leave' | 'open' };

/** Known statuses in life-cycle order, then mapped ones that are no longer known. */
export function mapRows(map: Config['statusMap'], known: readonly string[]): readonly MapRow[] {
  const byName = new Map(map.map((entry) => [entry.workOrderStatus, entry]));
  const rest = map.map((entry) => entry.workOrderStatus).filter((name) => !known.includes(name));
  return [...known, ...rest].map((workOrderStatus) => {
    const entry = byName.get(workOrderStatus);
    if (entry === undefined) return { workOrderStatus, kind: 'open' };
    if (entry.ticketStatusId === null) return { workOrderStatus, kind: 'leave' };
    return { workOrderStatus, kind: 'set', ticketStatus: entry.ticketStatusName };
  });
}
