import { type ColumnDef, type RowData, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useRef } from 'react';
import { useApp } from '../stores/app-store.ts';
import { nextIndex } from './row-keys.ts';
import classes from './virtual-table.module.css';

/** Only what the core gives: filtering and paging happen in the store behind IPC, never in the window. */
const features = tableFeatures({});
export type Columns<T extends RowData> = readonly ColumnDef<typeof features, T>[];

const rowHeights = { comfortable: 36, compact: 28 } as const;
/** Rows drawn beyond the visible ones, so that fast scrolling shows no blank rows. */
const overscanRows = 12;
/** How close to the end (pixels) older rows are asked for. */
const nearEndPx = 800;
const atTopPx = 4;

/** Makes a table one keyboard stop that names its active row, as the grid pattern asks. */
function gridProps(
  label: string,
  rowCount: number,
  columnCount: number,
  activeRow: string | undefined,
  several: boolean,
) {
  return {
    role: 'grid',
    tabIndex: 0,
    'aria-label': label,
    'aria-rowcount': rowCount,
    'aria-colcount': columnCount,
    'aria-activedescendant': activeRow,
    'aria-multiselectable': several || undefined,
  } as const;
}

interface VirtualTableProps<T extends RowData> {
  readonly label: string;
  readonly columns: Columns<T>;
  readonly rows: readonly T[];
  readonly rowId: (row: T) => number;
  /** Row under the keyboard, by id. */
  readonly activeId: number | null;
  readonly onActive: (row: T) => void;
  readonly onOpen: (row: T) => void;
  readonly onEscape?: () => void;
  /** Rows that are ticked, by id: then Space and a click on the cell `tick` tick a row, and Ctrl+A ticks all. */
  readonly ticked?: ReadonlySet<number>;
  readonly onTick?: (rows: readonly T[], on: boolean) => void;
  readonly onNearEnd?: () => void;
  readonly onAtTop?: (atTop: boolean) => void;
  /** Changing it scrolls back to the top. */
  readonly topKey?: string | number;
  /** Sets `--columns`, the grid template; cells carry `data-col`. */
  readonly className: string | undefined;
}

/**
 * A table of any length: only the visible rows exist. The grid itself holds the focus and names its active row, so the
 * keyboard works for rows that are not drawn.
 */
export function VirtualTable<T extends RowData>(props: VirtualTableProps<T>) {
  const { rows, rowId, activeId, columns, onNearEnd, onAtTop, topKey } = props;
  const density = useApp((state) => state.preferences?.density ?? 'comfortable');
  const rowHeight = rowHeights[density];
  const scroller = useRef<HTMLTableElement>(null);
  const baseId = useId();
  const table = useTable({
    features,
    columns: columns as ColumnDef<typeof features, T>[],
    data: rows as T[],
    getRowId: (row) => String(rowId(row)),
  });
  const model = table.getRowModel().rows;
  const virtualizer = useVirtualizer({
    count: model.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: overscanRows,
    getItemKey: (index) => model[index]?.id ?? index,
    useFlushSync: false,
  });

  const { measure } = virtualizer;
  const measuredFor = useRef(rowHeight);
  useEffect(() => {
    if (measuredFor.current === rowHeight) return;
    measuredFor.current = rowHeight;
    measure();
  }, [rowHeight, measure]);
  useEffect(() => {
    if (topKey !== undefined) scroller.current?.scrollTo({ top: 0 });
  }, [topKey]);

  // What is shown about the active row may take room from the table.
  useEffect(() => {
    if (activeId !== null)
      document.getElementById(`${baseId}-${String(activeId)}`)?.scrollIntoView({ block: 'nearest' });
  }, [activeId, baseId]);

  const activeIndex = activeId === null ? -1 : rows.findIndex((row) => rowId(row) === activeId);

  function onScroll(): void {
    const element = scroller.current;
    if (element === null) return;
    onAtTop?.(element.scrollTop <= atTopPx);
    if (element.scrollTop + element.clientHeight > element.scrollHeight - nearEndPx) onNearEnd?.();
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2);
    const next = nextIndex(event.key, activeIndex, rows.length, page);
    const active = rows[activeIndex];
    if (next !== null) {
      const row = rows[next];
      if (row === undefined) return;
      event.preventDefault();
      virtualizer.scrollToIndex(next, { align: 'auto' });
      props.onActive(row);
    } else if (event.key === ' ' && active !== undefined && props.ticked !== undefined) {
      event.preventDefault();
      props.onTick?.([active], !props.ticked.has(rowId(active)));
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && props.ticked !== undefined) {
      event.preventDefault();
      props.onTick?.(rows, true);
    } else if ((event.key === 'Enter' || event.key === ' ') && active !== undefined) {
      event.preventDefault();
      props.onOpen(active);
    } else if (event.key === 'Escape') {
      props.onEscape?.();
    }
  }

  function onClick(event: MouseEvent<HTMLElement>): void {
    const target = event.target instanceof Element ? event.target.closest('tr') : null;
    const row = rows[Number(target?.dataset.index ?? -1)];
    if (row === undefined) return;
    scroller.current?.focus({ preventScroll: true });
    if (props.ticked !== undefined && event.target instanceof Element && event.target.closest('[data-col="tick"]')) {
      props.onActive(row);
      props.onTick?.([row], !props.ticked.has(rowId(row)));
      return;
    }
    props.onOpen(row);
  }

  return (
    <table
      ref={scroller}
      {...gridProps(
        props.label,
        rows.length + 1,
        columns.length,
        activeIndex >= 0 ? `${baseId}-${String(activeId)}` : undefined,
        props.ticked !== undefined,
      )}
      className={`${classes.grid ?? ''} ${props.className ?? ''}`}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <thead className={classes.head}>
        {table.getHeaderGroups().map((group) => (
          <tr aria-rowindex={1} key={group.id} className={classes.row}>
            {group.headers.map((header) => (
              <th scope="col" key={header.id} className={classes.headCell} data-col={header.column.id}>
                <table.FlexRender header={header} />
              </th>
            ))}
          </tr>
        ))}
      </thead>
      <tbody className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = model[item.index];
          if (row === undefined) return null;
          const active = item.index === activeIndex;
          return (
            <tr
              key={item.key}
              id={`${baseId}-${row.id}`}
              aria-rowindex={item.index + 2}
              aria-selected={props.ticked === undefined ? active : props.ticked.has(Number(row.id))}
              className={classes.row}
              data-index={item.index}
              data-active={active || undefined}
              style={{ height: rowHeight, transform: `translateY(${String(item.start)}px)` }}
            >
              {row.getAllCells().map((cell) => (
                <td key={cell.id} className={classes.cell} data-col={cell.column.id}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
