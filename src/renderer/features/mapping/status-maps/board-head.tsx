import { Button, Menu } from '@mantine/core';
import { IconCopy, IconDots, IconTrash, IconWand } from '@tabler/icons-react';
import type { BoardStatusMap } from '../../../../shared/domain/mapping.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import type { MapCounts } from './board-map.ts';
import classes from './status-maps.module.css';
import type { Origin } from './use-boards.ts';

/** Name, counts and what can be done with the whole map of a board. */
export function BoardHead({
  map,
  counts,
  origin,
  hints,
  others,
  triggerBoard,
  onMatch,
  onLeave,
  onCopy,
  onRemove,
}: {
  readonly map: BoardStatusMap;
  readonly counts: MapCounts;
  readonly origin: Origin;
  /** How many undecided statuses have a ticket status of the same meaning. */
  readonly hints: number;
  readonly others: readonly BoardStatusMap[];
  /** Without a map of its own this board follows setup's; another one the trigger's board, by the names of statuses. */
  readonly triggerBoard: boolean;
  readonly onMatch: () => void;
  readonly onLeave: () => void;
  readonly onCopy: (from: BoardStatusMap) => void;
  readonly onRemove: () => void;
}) {
  const rest = counts.open - hints;
  return (
    <div className={classes.head}>
      <div className={classes.headWords}>
        <h2 className={classes.title}>{map.boardName}</h2>
        <div className={classes.counts}>
          <span>{tn('statusMaps.mapped', counts.mapped)}</span>
          <span>{tn('statusMaps.left', counts.left)}</span>
          {counts.open > 0 && <StatusMark tone="attention">{tn('statusMaps.open', counts.open)}</StatusMark>}
          {origin !== 'own' && <span>{t(`statusMaps.origin.${origin}`)}</span>}
        </div>
      </div>
      {origin !== 'setup' && (
        <div className={classes.tools}>
          {hints > 0 && (
            <Button size="xs" variant="default" leftSection={<IconWand size={14} aria-hidden />} onClick={onMatch}>
              {tn('statusMaps.match', hints)}
            </Button>
          )}
          {rest > 0 && (
            <Button size="xs" variant="default" onClick={onLeave}>
              {tn('statusMaps.leaveRest', rest)}
            </Button>
          )}
          <Menu withInitialFocusPlaceholder={false} position="bottom-end" transitionProps={{ duration: 0 }} shadow="md">
            <Menu.Target>
              <Button
                size="xs"
                variant="default"
                aria-label={t('statusMaps.more', { board: map.boardName })}
                leftSection={<IconDots size={14} aria-hidden />}
              >
                {t('statusMaps.moreShort')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {others.map((from) => (
                <Menu.Item
                  key={from.boardId}
                  leftSection={<IconCopy size={14} aria-hidden />}
                  onClick={() => onCopy(from)}
                >
                  {t('statusMaps.copyFrom', { board: from.boardName })}
                </Menu.Item>
              ))}
              <Menu.Item leftSection={<IconTrash size={14} aria-hidden />} onClick={onRemove}>
                {t(triggerBoard ? 'statusMaps.followSetup' : 'statusMaps.remove')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      )}
    </div>
  );
}
