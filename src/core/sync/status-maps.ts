import type { Config } from '../../shared/config.ts';
import type { StatusAction } from '../../shared/config-sync.ts';
import type { BoardStatusMap, Mapping } from '../../shared/domain/mapping.ts';

/*
 * Which status map counts for a ticket: its board's own in the mapping; else that of the trigger's board, in the mapping or as setup made it,
 * whose statuses are found on another board by their names.
 */

type Maps = Pick<Mapping, 'statusMaps'>;

/** Work order status -> ticket status for tickets of a board; null asks for the trigger's board. */
export function toTicketMap({ statusMaps }: Maps, config: Config, boardId: number | null): BoardStatusMap['toTicket'] {
  const own = (id: number | undefined) => statusMaps.find((map) => map.boardId === id);
  const found = own(boardId ?? undefined) ?? own(config.trigger?.boardId);
  return found?.toTicket ?? config.statusMap;
}

/** What a ticket status asks of the work order: the mapping's maps first, then what the settings say. Status ids are unique across boards. */
export function statusActionFor({ statusMaps }: Maps, config: Config, ticketStatusId: number): StatusAction | null {
  const all = [...statusMaps.flatMap((map) => map.toWorkOrder), ...config.sync.inbound.statusActions];
  return all.find((one) => one.ticketStatusId === ticketStatusId) ?? null;
}

/** True when any ticket status asks for something. */
export function hasStatusActions({ statusMaps }: Maps, config: Config): boolean {
  return config.sync.inbound.statusActions.length > 0 || statusMaps.some((map) => map.toWorkOrder.length > 0);
}

/** The name a ticket status has in any of the maps, empty when none names it. */
export function ticketStatusName({ statusMaps }: Maps, config: Config, ticketStatusId: unknown): string {
  const rows = [...statusMaps.flatMap((map) => map.toTicket), ...config.statusMap];
  return rows.find((row) => row.ticketStatusId === ticketStatusId)?.ticketStatusName ?? '';
}
