import { getHotkeyHandler, type HotkeyItem } from '@mantine/hooks';
import { useLayoutEffect, useRef } from 'react';

/*
 * Keys of the whole window. They are heard from the moment their part is drawn: an effect that React runs after the paint would miss a key that is
 * pressed at once, and Mantine's `useHotkeys` is one.
 */

function useKeydown(place: () => EventTarget, onKey: (event: KeyboardEvent) => void): void {
  const newest = useRef({ place, onKey });
  newest.current.onKey = onKey;
  useLayoutEffect(() => {
    const target = newest.current.place();
    const heard = (event: Event): void => {
      if (event instanceof KeyboardEvent) newest.current.onKey(event);
    };
    target.addEventListener('keydown', heard);
    return () => target.removeEventListener('keydown', heard);
  }, []);
}

/** Every key that nothing further down took for itself. */
export function useWindowKeys(onKey: (event: KeyboardEvent) => void): void {
  useKeydown(() => window, onKey);
}

/** Where a key works besides: `nowhere` else than outside of texts, also in `fields`, also in editors of `code`. */
type Texts = 'nowhere' | 'fields' | 'code';

function isHeard({ target }: KeyboardEvent, texts: Texts): boolean {
  if (!(target instanceof HTMLElement) || texts === 'code') return true;
  return !target.isContentEditable && (texts === 'fields' || !target.matches('input, textarea, select'));
}

/** Combinations as Mantine writes them, `mod+K`, and what they do. */
export function useKeys(keys: HotkeyItem[], texts: Texts = 'nowhere'): void {
  useKeydown(
    () => document.documentElement,
    (event) => {
      if (isHeard(event, texts)) getHotkeyHandler(keys)(event);
    },
  );
}
