const stops = 'a[href], button, input, select, textarea, [tabindex]';

/**
 * Remembers which control has the focus before every page is drawn anew. The returned function gives it to the control at the same place, because the
 * one that had it is gone: a person at the keyboard goes on where they were. Where there is none any more, the page itself has it.
 */
export function keepFocus(): () => void {
  const all = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>(stops)];
  const { activeElement } = document;
  const index = activeElement instanceof HTMLElement ? all().indexOf(activeElement) : -1;
  if (index < 0) return () => {};
  return () => {
    if (document.activeElement !== document.body) return;
    (all()[index] ?? document.getElementById('page'))?.focus();
  };
}
