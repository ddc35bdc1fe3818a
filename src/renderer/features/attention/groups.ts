import type { AttentionItem } from '../../../shared/domain/views.ts';

/** Items with the same cause, shown as one. */
export interface CauseGroup {
  readonly key: string;
  readonly state: AttentionItem['state'];
  readonly items: readonly AttentionItem[];
  /** The newest item speaks for the group. */
  readonly newest: AttentionItem;
  readonly since: number;
}

/** Groups by cause and state; money first (held), then the largest group, then the oldest. */
export function groupByCause(items: readonly AttentionItem[]): readonly CauseGroup[] {
  const groups = new Map<string, AttentionItem[]>();
  for (const item of items) {
    const key = `${item.state}:${item.cause}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  const result: CauseGroup[] = [];
  for (const [key, members] of groups) {
    const sorted = members.toSorted((a, b) => b.since - a.since);
    const [newest] = sorted;
    const oldest = sorted.at(-1);
    if (newest === undefined || oldest === undefined) continue;
    result.push({ key, state: newest.state, items: sorted, newest, since: oldest.since });
  }
  return result.toSorted((a, b) => {
    if (a.state !== b.state) return a.state === 'held' ? -1 : 1;
    return b.items.length - a.items.length || a.since - b.since;
  });
}
