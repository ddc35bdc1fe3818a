import { IconArrowsLeftRight } from '@tabler/icons-react';
import { t } from '../../../../shared/strings/t.ts';
import { EmptyPage } from '../../../ui/page-state.tsx';
import { useEditor } from '../editor-store.ts';
import { BoardList } from './board-list.tsx';
import type { Named } from './board-map.ts';
import { BoardView } from './board-view.tsx';
import classes from './status-maps.module.css';
import { useListedBoards } from './use-boards.ts';

/** What statuses mean on each board, both ways. A board is chosen at the left and changed at the right. */
export function StatusMapsTab() {
  const boards = useListedBoards();
  const selected = useEditor((state) => state.selected);
  const select = useEditor((state) => state.select);
  const edit = useEditor((state) => state.edit);
  const wanted = selected?.kind === 'status-map' ? selected.boardId : null;
  const board = boards.find(({ map }) => map.boardId === wanted) ?? boards[0];
  const choose = (boardId: number): void => select({ kind: 'status-map', boardId });

  function add({ id, name }: Named): void {
    edit(
      { kind: 'set-status-map', statusMap: { boardId: id, boardName: name, toTicket: [], toWorkOrder: [] } },
      t('statusMaps.step.add', { board: name }),
    );
    choose(id);
  }

  return (
    <div className={classes.frame}>
      <div className={classes.tab}>
        <BoardList boards={boards} chosen={board?.map.boardId ?? null} onChoose={choose} onAdd={add} />
        {board === undefined ? (
          <EmptyPage
            icon={<IconArrowsLeftRight size={36} stroke={1.4} aria-hidden />}
            title={t('statusMaps.emptyTitle')}
            text={t('statusMaps.emptyText')}
          />
        ) : (
          <BoardView key={board.map.boardId} board={board} all={boards} onBoard={choose} />
        )}
      </div>
    </div>
  );
}
