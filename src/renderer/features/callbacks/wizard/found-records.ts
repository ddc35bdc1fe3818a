import type { Named } from './wizard-state.ts';

/* Moving in the list of found records. */

/** What was found, with what is chosen already first, so that Enter keeps it. */
export function listAnswer(records: readonly Named[] | null, chosen: Named | null): readonly Named[] {
  if (chosen === null) return records ?? [];
  return [chosen, ...(records ?? []).filter(({ id }) => id !== chosen.id)];
}

/** Where a key leads in a list of so many; null = the key is not for the list. Home and End move within the text. */
export function moved(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown') return Math.min(at + 1, count - 1);
  if (key === 'ArrowUp') return Math.max(at - 1, 0);
  if (key === 'PageDown') return Math.min(at + 6, count - 1);
  return key === 'PageUp' ? Math.max(at - 6, 0) : null;
}
