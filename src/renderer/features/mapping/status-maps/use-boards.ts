import { useMemo } from 'react';
import { type BoardStatusMap, boardStatusMapSchema } from '../../../../shared/domain/mapping.ts';
import { workOrderStatuses } from '../../../../shared/domain/work-order-statuses.ts';
import { useApp } from '../../../stores/app-store.ts';
import { useAsked } from '../../../stores/use-asked.ts';
import { useStatuses } from '../../setup/use-statuses.ts';
import { useEditor } from '../editor-store.ts';
import { boardsOf, type Named, statusesOf, type TicketStatus } from './board-map.ts';

/** Where the map of a board comes from: the mapping, the mapping with what setup says, or setup alone. */
export type Origin = 'own' | 'as-setup' | 'setup';
export interface ListedBoard {
  readonly map: BoardStatusMap;
  readonly origin: Origin;
}

/** The board whose tickets are dispatched; null while none is chosen. */
export function useTriggerBoard(): number | null {
  return useApp((state) => state.setup?.config.trigger?.boardId ?? null);
}

/** Setup's status map, which counts on the trigger's board while the mapping has none for it. */
function useSetupMap(): BoardStatusMap | null {
  const config = useApp((state) => state.setup?.config ?? null);
  return useMemo(() => {
    if (config === null || config.trigger === null) return null;
    const { boardId, boardName } = config.trigger;
    return boardStatusMapSchema.parse({ boardId, boardName, toTicket: config.statusMap, toWorkOrder: [] });
  }, [config]);
}

function sameEntries(one: BoardStatusMap, other: BoardStatusMap): boolean {
  const words = ({ toTicket }: BoardStatusMap): string =>
    JSON.stringify(
      toTicket.map(({ workOrderStatus, ticketStatusId }) => `${workOrderStatus}=${String(ticketStatusId)}`).toSorted(),
    );
  return one.toWorkOrder.length + other.toWorkOrder.length === 0 && words(one) === words(other);
}

/** The boards with a map, the trigger's board first. */
export function useListedBoards(): readonly ListedBoard[] {
  const maps = useEditor((state) => state.mapping.statusMaps);
  const setup = useSetupMap();
  return useMemo(() => {
    const listed = maps.map((map): ListedBoard => {
      const same = setup !== null && setup.boardId === map.boardId && sameEntries(setup, map);
      return { map, origin: same ? 'as-setup' : 'own' };
    });
    const first = (board: ListedBoard): number => (board.map.boardId === setup?.boardId ? 0 : 1);
    const all: readonly ListedBoard[] =
      setup === null || maps.some((map) => map.boardId === setup.boardId)
        ? listed
        : [{ map: setup, origin: 'setup' }, ...listed];
    return all.toSorted((a, b) => first(a) - first(b) || a.map.boardName.localeCompare(b.map.boardName));
  }, [maps, setup]);
}

/** Boards a map can be added for. */
export function useOtherBoards(listed: readonly ListedBoard[]): readonly Named[] {
  const catalog = useEditor((state) => state.catalog);
  const asked = useAsked('setup:boards', undefined);
  return useMemo(() => {
    const known = boardsOf(catalog);
    const all = known.length > 0 ? known : (asked.value ?? []);
    return all.filter(({ id }) => !listed.some(({ map }) => map.boardId === id));
  }, [catalog, asked.value, listed]);
}

/** A board's statuses from the catalog; ConnectWise is asked too, for which of them close a ticket and when the catalog has none. */
export function useTicketStatuses(boardId: number): readonly TicketStatus[] {
  const catalog = useEditor((state) => state.catalog);
  const asked = useStatuses(boardId);
  return useMemo(() => {
    const known = statusesOf(catalog, boardId);
    const live = asked.value ?? [];
    if (known.length === 0) return live;
    return known.map((status) => ({ ...status, closed: live.find(({ id }) => id === status.id)?.closed ?? null }));
  }, [catalog, boardId, asked.value]);
}

/** Field Nation's statuses, for the rows of every board. */
export function useWorkOrderStatuses(): readonly string[] {
  const asked = useAsked('setup:work-order-statuses', undefined);
  return asked.value ?? workOrderStatuses;
}
