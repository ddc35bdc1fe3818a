import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { BoardStatusMap } from '../../../../shared/domain/mapping.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { useEditor } from '../editor-store.ts';
import { RecordPicker } from '../preview/record-picker.tsx';
import { BoardExample, useChosenStatuses } from './board-example.tsx';
import { BoardHead } from './board-head.tsx';
import { type Choice, choiceOf, copiedFrom, countMap, matches, namesOf, withChoices } from './board-map.ts';
import { BoardProblems } from './board-problems.tsx';
import classes from './status-maps.module.css';
import { ToTicketTable } from './to-ticket-table.tsx';
import { ToWorkOrder } from './to-work-order.tsx';
import { type ListedBoard, useTicketStatuses, useTriggerBoard, useWorkOrderStatuses } from './use-boards.ts';

/** The map of one board, both ways. */
export function BoardView({
  board,
  all,
  onBoard,
}: {
  readonly board: ListedBoard;
  readonly all: readonly ListedBoard[];
  readonly onBoard: (boardId: number) => void;
}) {
  const { map, origin } = board;
  const edit = useEditor((state) => state.edit);
  const statuses = useTicketStatuses(map.boardId);
  const known = useWorkOrderStatuses();
  const names = useMemo(() => namesOf(map, known), [map, known]);
  const hints = useMemo(() => matches(map, names, statuses), [map, names, statuses]);
  const [copied, setCopied] = useState<{ readonly of: BoardStatusMap; readonly words: string } | null>(null);
  const triggerBoard = useTriggerBoard();
  const chosen = useChosenStatuses();
  const here = chosen !== null && chosen.boardId === map.boardId ? chosen : null;
  const { boardId, boardName } = map;
  const readOnly = origin === 'setup';

  function put(statusMap: BoardStatusMap, label: string, key?: string): void {
    edit({ kind: 'set-status-map', statusMap }, label, key);
  }
  function choose(choices: ReadonlyMap<string, Choice>, label: string): void {
    put(withChoices(map, choices, statuses), label);
  }
  function copy(from: BoardStatusMap): void {
    const { map: next, taken, missing } = copiedFrom(from, map, statuses);
    put(next, t('statusMaps.step.copy', { from: from.boardName, board: boardName }));
    const words = tn('statusMaps.copied', taken, { from: from.boardName });
    const lacks =
      missing.length === 0 ? '' : ` ${t('statusMaps.copiedLacks', { board: boardName, names: missing.join(', ') })}`;
    setCopied({ of: next, words: `${words}${lacks}` });
  }

  return (
    <div className={classes.view}>
      <BoardHead
        map={map}
        counts={countMap(map, names)}
        origin={origin}
        hints={readOnly ? 0 : hints.size}
        others={all.filter((one) => one.map.boardId !== boardId && one.map.toTicket.length > 0).map((one) => one.map)}
        triggerBoard={triggerBoard === boardId}
        onMatch={() =>
          choose(
            new Map([...hints].map(([name, status]) => [name, status.id])),
            t('statusMaps.step.match', { board: boardName }),
          )
        }
        onLeave={() =>
          choose(
            new Map(
              names
                .filter((name) => choiceOf(map, name) === 'open' && !hints.has(name))
                .map((name) => [name, 'leave' as const]),
            ),
            t('statusMaps.step.leave', { board: boardName }),
          )
        }
        onCopy={copy}
        onRemove={() => edit({ kind: 'remove-status-map', boardId }, t('statusMaps.step.remove', { board: boardName }))}
      />
      {copied !== null && copied.of === map && (
        <p className={classes.copied} role="status">
          {copied.words}
        </p>
      )}
      {readOnly && (
        <div className={classes.setup}>
          <span>{t('statusMaps.setupText')}</span>
          <Button size="xs" variant="default" onClick={() => put(map, t('statusMaps.step.own', { board: boardName }))}>
            {t('statusMaps.own')}
          </Button>
        </div>
      )}
      <BoardProblems boardId={boardId} board={boardName} />
      <section className={classes.part} aria-label={t('statusMaps.toTicket')}>
        <h3 className={classes.partTitle}>{t('statusMaps.toTicket')}</h3>
        <p className={classes.partText}>{t('statusMaps.toTicketText')}</p>
        <div className={classes.pick}>
          <RecordPicker why={t('statusMaps.pickWhy')} />
        </div>
        <BoardExample
          map={map}
          statuses={statuses}
          onBoard={all.some((one) => one.map.boardId === chosen?.boardId) ? onBoard : null}
        />
        <div className={classes.wrap}>
          <ToTicketTable
            map={map}
            names={names}
            statuses={statuses}
            hints={hints}
            example={here?.workOrderStatus ?? null}
            readOnly={readOnly}
            onChoose={(name, choice) =>
              choose(new Map([[name, choice]]), t('statusMaps.step.status', { status: name, board: boardName }))
            }
          />
        </div>
      </section>
      {!readOnly && (
        <section className={classes.part} aria-label={t('statusMaps.toWorkOrder')}>
          <h3 className={classes.partTitle}>{t('statusMaps.toWorkOrder')}</h3>
          <p className={classes.partText}>{t('statusMaps.toWorkOrderText')}</p>
          <ToWorkOrder
            key={boardId}
            map={map}
            statuses={statuses}
            example={
              here === null || here.ticketStatusId === null
                ? null
                : {
                    statusId: here.ticketStatusId,
                    words: t('statusMaps.example.action', { ticket: here.ticketId }),
                  }
            }
            onChange={(toWorkOrder) =>
              put(
                { ...map, toWorkOrder },
                t('statusMaps.step.actions', { board: boardName }),
                `status-map:${String(boardId)}:actions`,
              )
            }
          />
        </section>
      )}
    </div>
  );
}
