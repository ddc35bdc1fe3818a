import { type RefObject, useLayoutEffect, useRef } from 'react';

interface Held<T> {
  readonly rows: readonly T[];
  readonly start: number;
}

/**
 * Keeps what is on screen where it is when rows come or go above it: the row at the top edge is found again in the new list, and the
 * scrolling moves by as much as it has moved. A list that shows its newest row at the top edge (`stick`) stays at the edge instead.
 */
export function useScrollAnchor<T>(
  scroller: RefObject<HTMLElement | null>,
  held: Held<T>,
  rowId: (row: T) => number,
  rowHeight: number,
  stick: boolean,
): void {
  const before = useRef(held);
  useLayoutEffect(() => {
    const was = before.current;
    before.current = held;
    const element = scroller.current;
    if (element === null || (was.rows === held.rows && was.start === held.start)) return;
    if (stick && element.scrollTop <= atTopPx) return;
    const index = Math.floor(element.scrollTop / rowHeight);
    const anchor = was.rows[index - was.start];
    if (anchor === undefined) return;
    const id = rowId(anchor);
    const now = held.rows.findIndex((row) => rowId(row) === id);
    if (now < 0) return;
    const moved = held.start + now - index;
    if (moved !== 0) element.scrollTop += moved * rowHeight;
  });
}

/** The top edge, give or take what zoomed screens round. */
export const atTopPx = 4;
