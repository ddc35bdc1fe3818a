import { Select } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { t, tn } from '../../../../shared/strings/t.ts';
import { nextIndex } from '../../../ui/row-keys.ts';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import { useEditor } from '../editor-store.ts';
import { countMap, type Named, namesOf } from './board-map.ts';
import classes from './status-maps.module.css';
import { type ListedBoard, useOtherBoards, useWorkOrderStatuses } from './use-boards.ts';

function BoardButton({
  board,
  chosen,
  onChoose,
}: {
  readonly board: ListedBoard;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}) {
  const { map, origin } = board;
  const problems = useEditor((state) => state.problems);
  const own = problems.filter(({ boardId }) => boardId === map.boardId);
  const errors = own.filter(({ severity }) => severity === 'error').length;
  const known = useWorkOrderStatuses();
  const counts = countMap(map, namesOf(map, known));
  return (
    <button
      type="button"
      className={classes.board}
      aria-current={chosen || undefined}
      data-chosen={chosen || undefined}
      onClick={onChoose}
    >
      <span className={classes.boardName}>
        <span className="cut">{map.boardName}</span>
        {own.length > 0 && (
          <span className={classes.boardProblems}>
            <ToneIcon tone={errors > 0 ? 'error' : 'attention'} />
            {tn(errors > 0 ? 'statusMaps.errors' : 'statusMaps.warnings', errors > 0 ? errors : own.length)}
          </span>
        )}
      </span>
      <span className={classes.boardFacts}>
        {counts.open > 0 ? tn('statusMaps.open', counts.open) : tn('statusMaps.mapped', counts.mapped)}
        {origin !== 'own' && `, ${t(`statusMaps.origin.${origin}`)}`}
      </span>
    </button>
  );
}

/** The boards with a map, and adding one. Arrow keys move between them. */
export function BoardList({
  boards,
  chosen,
  onChoose,
  onAdd,
}: {
  readonly boards: readonly ListedBoard[];
  readonly chosen: number | null;
  readonly onChoose: (boardId: number) => void;
  readonly onAdd: (board: Named) => void;
}) {
  const others = useOtherBoards(boards);

  function move(event: KeyboardEvent<HTMLElement>): void {
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const focused = document.activeElement;
    const at = focused instanceof HTMLButtonElement ? buttons.indexOf(focused) : -1;
    const next = at < 0 ? null : nextIndex(event.key, at, buttons.length, buttons.length);
    if (next === null) return;
    event.preventDefault();
    buttons[next]?.focus();
  }

  return (
    <nav className={classes.boards} aria-label={t('statusMaps.boards')}>
      <ul className={classes.boardList} onKeyDown={move}>
        {boards.map((board) => (
          <li key={board.map.boardId}>
            <BoardButton
              board={board}
              chosen={board.map.boardId === chosen}
              onChoose={() => onChoose(board.map.boardId)}
            />
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <Select
          className={classes.add ?? ''}
          aria-label={t('statusMaps.add')}
          placeholder={t('statusMaps.add')}
          searchable
          nothingFoundMessage={t('statusMaps.noBoard')}
          data={others.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={null}
          onChange={(id) => {
            const board = others.find((one) => String(one.id) === id);
            if (board !== undefined) onAdd(board);
          }}
        />
      )}
    </nav>
  );
}
