import { type ColumnDef, flexRender, type Row, type RowData, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, memo, useEffect, useId, useRef } from 'react';
import { useApp } from '../stores/app-store.ts';
import { nextIndex } from './row-keys.ts';
import classes from './virtual-table.module.css';
import { atTopPx, useScrollAnchor } from './virtual-table-window.ts';

/** Only what the core gives: filtering and paging happen in the store behind IPC, never in the window. */
const features = tableFeatures({});
export type Columns<T extends RowData> = readonly ColumnDef<typeof features, T>[];

const rowHeights = { comfortable: 36, compact: 28 } as const;
/** Rows drawn beyond the visible ones, so that fast scrolling shows no blank rows. */
const overscanRows = 12;
/** How close (rows) to the first row that is held newer ones are asked for. */
const nearStartRows = 40;
/** About what a window shows. */
const initialRect = { width: 960, height: 600 };
/** How close to the end (pixels) older rows are asked for. */
const nearEndPx = 800;

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
  /** For a list that holds a part of something longer: how many rows lie above the first one. */
  readonly start?: number;
  /** The first row that is held is close to the screen, or below it; `index` is that of the row at the top edge. */
  readonly onNearStart?: (index: number) => void;
  /** The first row is the newest there is: at the top edge it makes room for newer ones. */
  readonly stick?: boolean;
  /** Row to bring into the middle of the screen; `n` changes with every request. */
  readonly reveal?: { readonly id: number; readonly n: number } | null;
  /** Home and End, where the first or last row is not held. */
  readonly onEdge?: (edge: 'first' | 'last') => boolean;
  /** Space, instead of opening the row. */
  readonly onSpace?: () => void;
  /** Ctrl+C on the active row. */
  readonly onCopy?: (row: T) => void;
  /** Changing it scrolls back to the top. */
  readonly topKey?: string | number;
  /** Sets `--columns`, the grid template; cells carry `data-col`. */
  readonly className: string | undefined;
}

interface BodyRowProps<T extends RowData> {
  readonly id: string;
  readonly row: Row<typeof features, T>;
  readonly columns: Columns<T>;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly active: boolean;
  readonly selected: boolean;
}

function PlainRow<T extends RowData>({ id, row, index, top, height, active, selected }: BodyRowProps<T>) {
  return (
    <tr
      id={id}
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={classes.row}
      data-index={index}
      data-active={active || undefined}
      style={{ height, transform: `translateY(${String(top)}px)` }}
    >
      {row.getAllCells().map((cell) => (
        <td key={cell.id} className={classes.cell} data-col={cell.column.id}>
          {flexRender(cell.column.columnDef.cell, cell.getContext())}
        </td>
      ))}
    </tr>
  );
}

/** Drawn again only when something of it has changed: scrolling draws the rows that come into sight, and nothing else. */
const BodyRow = memo(PlainRow, (before, now) => {
  const same = before.row.original === now.row.original && before.columns === now.columns && before.id === now.id;
  const inPlace = before.index === now.index && before.top === now.top && before.height === now.height;
  return same && inPlace && before.active === now.active && before.selected === now.selected;
}) as typeof PlainRow;

/**
 * A table of any length: only the visible rows exist. The grid itself holds the focus and names its active row, so the
 * keyboard works for rows that are not drawn.
 */
export function VirtualTable<T extends RowData>(props: VirtualTableProps<T>) {
  const { rows, rowId, activeId, columns, onNearEnd, onAtTop, topKey, start = 0, onNearStart, reveal = null } = props;
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
    count: start + model.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: overscanRows,
    getItemKey: (index) => model[index - start]?.id ?? `above-${String(index)}`,
    useFlushSync: false,
    // So that the first drawing has its rows, before anything was measured.
    initialRect,
  });

  useScrollAnchor(scroller, { rows, start }, rowId, rowHeight, props.stick ?? start === 0);
  const { measure, scrollToIndex } = virtualizer;
  const measuredFor = useRef(rowHeight);
  useEffect(() => {
    if (measuredFor.current === rowHeight) return;
    measuredFor.current = rowHeight;
    measure();
  }, [rowHeight, measure]);
  useEffect(() => {
    if (topKey !== undefined) scroller.current?.scrollTo({ top: 0 });
  }, [topKey]);

  const revealed = useRef(0);
  const tellTop = useRef(onAtTop);
  tellTop.current = onAtTop;
  useEffect(() => {
    if (reveal === null || revealed.current === reveal.n) return;
    const index = rows.findIndex((row) => rowId(row) === reveal.id);
    if (index < 0) return;
    revealed.current = reveal.n;
    scrollToIndex(start + index, { align: 'center' });
    // A row near the top edge may need no scrolling, of which nothing would tell.
    tellTop.current?.((scroller.current?.scrollTop ?? 0) <= atTopPx);
  }, [reveal, rows, rowId, start, scrollToIndex]);

  // Also once a page has come while the reader was already above it.
  const topIndex = virtualizer.range?.startIndex ?? 0;
  const nearStart = onNearStart !== undefined && topIndex < start + nearStartRows;
  const askNewer = useRef(onNearStart);
  askNewer.current = onNearStart;
  useEffect(() => {
    if (!nearStart || rows.length === 0) return;
    // Where it is scrolled to by now: a row may just have been brought into sight.
    const index = Math.floor((scroller.current?.scrollTop ?? 0) / rowHeight);
    if (index < start + nearStartRows) askNewer.current?.(index);
  }, [nearStart, rows, start, rowHeight]);

  // What is shown about the active row may take room from the table.
  useEffect(() => {
    if (activeId !== null)
      document.getElementById(`${baseId}-${String(activeId)}`)?.scrollIntoView({ block: 'nearest' });
  }, [activeId, baseId]);

  const activeIndex = activeId === null ? -1 : rows.findIndex((row) => rowId(row) === activeId);

  function onScroll(): void {
    const element = scroller.current;
    if (element === null) return;
    // One question to the layout, not three: it is asked at every frame of a scroll.
    const top = element.scrollTop;
    onAtTop?.(top <= atTopPx);
    const height = virtualizer.scrollRect?.height ?? element.clientHeight;
    if (top + height > virtualizer.getTotalSize() - nearEndPx) onNearEnd?.();
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2);
    // A row that is not held any more gives the keyboard to the one at the top edge.
    const from = activeIndex < 0 && event.key !== 'Home' ? topIndex - start - 1 : activeIndex;
    const next = nextIndex(event.key, Math.min(from, rows.length - 1), rows.length, page);
    const active = rows[activeIndex];
    const command = event.ctrlKey || event.metaKey;
    if ((event.key === 'Home' || event.key === 'End') && props.onEdge?.(event.key === 'Home' ? 'first' : 'last')) {
      event.preventDefault();
    } else if (event.key === 'c' && command && active !== undefined && props.onCopy !== undefined) {
      if (window.getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      props.onCopy(active);
    } else if (event.key === ' ' && props.onSpace !== undefined) {
      event.preventDefault();
      props.onSpace();
    } else if (next !== null) {
      const row = rows[next];
      if (row === undefined) return;
      event.preventDefault();
      scrollToIndex(start + next, { align: 'auto' });
      props.onActive(row);
    } else if (event.key === ' ' && active !== undefined && props.ticked !== undefined) {
      event.preventDefault();
      props.onTick?.([active], !props.ticked.has(rowId(active)));
    } else if (event.key === 'a' && command && props.ticked !== undefined) {
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
    const row = rows[Number(target?.dataset.index ?? -1) - start];
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
        start + rows.length + 1,
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
          const row = model[item.index - start];
          if (row === undefined) return null;
          const active = item.index === start + activeIndex && activeIndex >= 0;
          return (
            <BodyRow
              key={item.key}
              id={`${baseId}-${row.id}`}
              row={row}
              columns={columns}
              index={item.index}
              top={item.start}
              height={rowHeight}
              active={active}
              selected={props.ticked === undefined ? active : props.ticked.has(Number(row.id))}
            />
          );
        })}
      </tbody>
    </table>
  );
}
