import { type RefObject, useEffect, useRef } from 'react';

/**
 * When the control that had the keyboard went away with a change inside `area`, the keyboard stands on `[data-next]` in it, or on the area itself
 * (which then needs a `tabIndex` of -1), instead of nowhere. `change`: anything that differs after each such change.
 */
export function useKeptFocus(area: RefObject<HTMLElement | null>, change: string): void {
  const inside = useRef(false);
  useEffect(() => {
    const onMove = (event: Event): void => {
      inside.current = event.target instanceof Node && area.current?.contains(event.target) === true;
    };
    document.addEventListener('focusin', onMove);
    document.addEventListener('pointerdown', onMove);
    return () => {
      document.removeEventListener('focusin', onMove);
      document.removeEventListener('pointerdown', onMove);
    };
  }, [area]);
  useEffect(() => {
    void change;
    const now = document.activeElement;
    if (!inside.current || (now !== null && now !== document.body)) return;
    const next = area.current?.querySelector<HTMLElement>('[data-next]') ?? area.current;
    next?.focus({ preventScroll: true });
  }, [area, change]);
}
