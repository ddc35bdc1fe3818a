import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDotsVertical, IconTrash } from '@tabler/icons-react';
import { t } from '../../../../shared/strings/t.ts';

/** A list with one entry at another place. */
export function moved<T>(list: readonly T[], from: number, by: -1 | 1): T[] {
  const item = list[from];
  const to = from + by;
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  return list.toSpliced(from, 1).toSpliced(to, 0, item);
}

/** Moves or takes away one entry of a list of parameters. */
export function RowMenu<T>({
  list,
  at,
  onList,
  least = 0,
}: {
  readonly list: readonly T[];
  readonly at: number;
  readonly onList: (list: T[]) => void;
  /** So many entries there have to be. */
  readonly least?: number;
}) {
  return (
    <Menu position="bottom-end" shadow="md" width={150}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('mappingEditor.row.more', { n: at + 1 })}>
          <IconDotsVertical size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconArrowUp size={14} aria-hidden />}
          disabled={at === 0}
          onClick={() => onList(moved(list, at, -1))}
        >
          {t('mappingEditor.row.up')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowDown size={14} aria-hidden />}
          disabled={at === list.length - 1}
          onClick={() => onList(moved(list, at, 1))}
        >
          {t('mappingEditor.row.down')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTrash size={14} aria-hidden />}
          disabled={list.length <= least}
          onClick={() => onList(list.toSpliced(at, 1))}
        >
          {t('mappingEditor.row.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
