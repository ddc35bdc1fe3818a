import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import type { BoardStatusMap } from '../../../../shared/domain/mapping.ts';
import { t } from '../../../../shared/strings/t.ts';
import { useEditor } from '../editor-store.ts';
import { choiceOf, type Named, type Statuses, statusesIn } from './board-map.ts';
import classes from './status-maps.module.css';

export interface ChosenStatuses extends Statuses {
  readonly ticketId: number;
  readonly workOrderId: number | null;
}

/** The statuses of the record that was chosen for the preview; null without a ticket. */
export function useChosenStatuses(): ChosenStatuses | null {
  const sample = useEditor((state) => state.sample);
  if (sample === null || sample.ticket === null) return null;
  return {
    ...statusesIn(sample.ticket.document, sample.workOrder?.document),
    ticketId: sample.ticket.id,
    workOrderId: sample.workOrder?.id ?? null,
  };
}

/** What the map would do to the chosen record now, in one sentence. */
function sentence(map: BoardStatusMap, chosen: ChosenStatuses, statuses: readonly Named[]): string {
  const { ticketId, workOrderId, ticketStatus, ticketStatusId, workOrderStatus } = chosen;
  if (workOrderId === null || workOrderStatus === null)
    return t('statusMaps.example.noWorkOrder', { ticket: ticketId, status: ticketStatus });
  const about = { workOrder: workOrderId, status: workOrderStatus, ticket: ticketId };
  const choice = choiceOf(map, workOrderStatus);
  if (choice === 'open') return t('statusMaps.example.open', about);
  if (choice === 'leave') return t('statusMaps.example.leave', { ...about, now: ticketStatus });
  if (choice === ticketStatusId) return t('statusMaps.example.same', { ...about, now: ticketStatus });
  const then =
    statuses.find(({ id }) => id === choice)?.name ??
    map.toTicket.find(({ ticketStatusId: id }) => id === choice)?.ticketStatusName ??
    String(choice);
  return t('statusMaps.example.change', { ...about, now: ticketStatus, then });
}

/** The live example of a board: the chosen record when it is on this board, or on which board it is. */
export function BoardExample({
  map,
  statuses,
  onBoard,
}: {
  readonly map: BoardStatusMap;
  readonly statuses: readonly Named[];
  /** Goes to the board of the chosen record; null when that board has no map here. */
  readonly onBoard: ((boardId: number) => void) | null;
}) {
  const chosen = useChosenStatuses();
  if (chosen === null || chosen.boardId === null) return null;
  const { boardId, boardName, ticketId } = chosen;
  const elsewhere = boardId !== map.boardId;
  return (
    <div className={classes.example} role="status" data-elsewhere={elsewhere || undefined}>
      <IconEye size={15} aria-hidden />
      <span>
        {elsewhere
          ? t('statusMaps.example.elsewhere', { ticket: ticketId, board: boardName })
          : sentence(map, chosen, statuses)}
      </span>
      {elsewhere && onBoard !== null && (
        <Button size="xs" variant="subtle" onClick={() => onBoard(boardId)}>
          {t('statusMaps.show', { board: boardName })}
        </Button>
      )}
    </div>
  );
}
