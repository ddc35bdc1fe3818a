import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type HTMLAttributes,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
} from 'react';
import { nextIndex } from '../../ui/row-keys.ts';
import classes from './list-box.module.css';

export interface ListItem {
  readonly id: string;
  readonly height: number;
  /** False for a heading between options. */
  readonly option: boolean;
}

interface ListBoxProps<T extends ListItem> {
  readonly label: string;
  readonly items: readonly T[];
  readonly activeId: string | null;
  readonly onActive: (id: string) => void;
  /** Enter, or a double click; a single one too with `openOnClick`. */
  readonly onOpen: (id: string) => void;
  readonly openOnClick?: boolean;
  /** Keys beyond moving and opening; true when it was used. */
  readonly onKey?: (event: KeyboardEvent) => boolean;
  readonly render: (item: T, active: boolean) => ReactNode;
  /** Attributes of an option: its name for a screen reader, dragging and dropping. */
  readonly optionProps?: (item: T) => HTMLAttributes<HTMLDivElement> & { readonly [data: `data-${string}`]: unknown };
  /** Finds the list again, to put the focus on it. */
  readonly name: string;
}

const overscan = 8;
const pageRows = 8;

/** Puts the focus on a list of the page by its name. */
export function focusList(name: string): void {
  document.querySelector<HTMLElement>(`[data-list="${name}"]`)?.focus();
}

/**
 * A list of any length as one keyboard stop: the list holds the focus and names its active option, so the keyboard also works for options
 * that are not drawn. `items` with equal content must keep their ids.
 */
export function ListBox<T extends ListItem>(props: ListBoxProps<T>) {
  const { items, activeId } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const baseId = useId();
  const options = items.flatMap((item, index) => (item.option ? [index] : []));
  const activeIndex = items.findIndex((item) => item.option && item.id === activeId);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => items[index]?.height ?? 0,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan,
    useFlushSync: false,
  });
  const { measure, scrollToIndex } = virtualizer;
  const heights = items.map((item) => item.height).join();
  useEffect(() => {
    void heights;
    measure();
  }, [measure, heights]);
  const room = virtualizer.scrollRect?.height ?? 0;
  useEffect(() => {
    if (activeIndex >= 0 && room > 0) scrollToIndex(activeIndex, { align: 'auto' });
  }, [activeIndex, scrollToIndex, room]);

  function onKeyDown(event: KeyboardEvent): void {
    if (props.onKey?.(event) === true) {
      event.preventDefault();
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = nextIndex(event.key, options.indexOf(activeIndex), options.length, pageRows);
    const item = next === null ? undefined : items[options[next] ?? -1];
    if (item !== undefined) {
      event.preventDefault();
      props.onActive(item.id);
    } else if ((event.key === 'Enter' || event.key === ' ') && activeId !== null && activeIndex >= 0) {
      event.preventDefault();
      props.onOpen(activeId);
    }
  }

  function itemAt(event: MouseEvent): T | undefined {
    const option = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="option"]') : null;
    return items[Number(option?.dataset.index ?? -1)];
  }

  return (
    <div
      ref={scroller}
      data-list={props.name}
      role="listbox"
      tabIndex={0}
      aria-label={props.label}
      aria-activedescendant={activeIndex < 0 ? undefined : `${baseId}-${String(activeIndex)}`}
      className={classes.box}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const item = itemAt(event);
        if (item === undefined) return;
        scroller.current?.focus({ preventScroll: true });
        props.onActive(item.id);
        if (props.openOnClick === true) props.onOpen(item.id);
      }}
      onDoubleClick={(event) => {
        const item = itemAt(event);
        if (item !== undefined && props.openOnClick !== true) props.onOpen(item.id);
      }}
      onFocus={(event) => {
        // A press of the mouse puts the focus on the option first; scrolling then would take it from under the pointer.
        if (event.target !== event.currentTarget) return;
        const first = items[options[0] ?? -1];
        if (activeIndex < 0 && first !== undefined) props.onActive(first.id);
      }}
    >
      <div role="presentation" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          const style = { height: item.height, transform: `translateY(${String(row.start)}px)` };
          if (!item.option)
            return (
              <div key={row.key} role="presentation" className={classes.heading} style={style}>
                {props.render(item, false)}
              </div>
            );
          const active = row.index === activeIndex;
          return (
            <div
              key={row.key}
              id={`${baseId}-${String(row.index)}`}
              role="option"
              tabIndex={-1}
              aria-selected={active}
              aria-posinset={options.indexOf(row.index) + 1}
              aria-setsize={options.length}
              data-active={active || undefined}
              className={classes.option}
              style={style}
              data-index={row.index}
              {...props.optionProps?.(item)}
            >
              {props.render(item, active)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
