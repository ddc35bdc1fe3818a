import type { ConflictRow } from '../../../shared/domain/views.ts';

/** Conflicts of one pair together; pairs with something left to choose first, then the one that waits longest. */
export function byLink(rows: readonly ConflictRow[]): readonly (readonly ConflictRow[])[] {
  const pairs = new Map<number, ConflictRow[]>();
  for (const row of rows) {
    const known = pairs.get(row.linkId);
    if (known === undefined) pairs.set(row.linkId, [row]);
    else known.push(row);
  }
  const open = (pair: readonly ConflictRow[]): boolean => pair.some((row) => row.choice === null);
  const oldest = (pair: readonly ConflictRow[]): number => Math.min(...pair.map((row) => row.openedAt));
  return [...pairs.values()]
    .map((pair) => pair.toSorted((a, b) => a.label.localeCompare(b.label)))
    .toSorted((a, b) => Number(open(b)) - Number(open(a)) || oldest(a) - oldest(b));
}
