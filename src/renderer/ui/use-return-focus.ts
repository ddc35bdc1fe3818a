import { useEffect } from 'react';
import { systemClock } from '../../shared/clock.ts';

/** After the dialog has given the focus up. */
const afterMs = 20;

function usable(element: Element | null): element is HTMLElement {
  return element instanceof HTMLElement && element.isConnected && !element.matches(':disabled');
}

/**
 * When a dialog is gone, also one that its parent took away at once, the keyboard goes on where it was opened; when that cannot be used any more
 * (nothing is left to activate), on the page.
 */
export function useReturnFocus(opened: boolean): void {
  useEffect(() => {
    if (!opened) return;
    const opener = document.activeElement;
    return () => {
      systemClock.after(afterMs, () => {
        const now = document.activeElement;
        if (now !== null && now !== document.body) return;
        const back = usable(opener) && opener !== document.body ? opener : document.getElementById('page');
        back?.focus({ preventScroll: true });
      });
    };
  }, [opened]);
}
