import type { AttentionGroup, AttentionItem } from '../../../shared/domain/views.ts';

/** Items with the same cause, shown as one. */
export interface CauseGroup {
  readonly key: string;
  /** The error's code; what `attention:retry-kind` takes. */
  readonly code: string;
  readonly state: AttentionItem['state'];
  /** All there are; the list may hold fewer. */
  readonly count: number;
  /** Newest first. */
  readonly items: readonly AttentionItem[];
  /** The newest item speaks for the group; null while the list has not caught up with the count. */
  readonly newest: AttentionItem | null;
  readonly example: string;
  readonly since: number;
}

/** What an item without an error is filed under. */
const noError = 'job.unknown';

/** Groups with their items: money first (held), then the largest group, then the oldest. */
export function causeGroups(groups: readonly AttentionGroup[], items: readonly AttentionItem[]): readonly CauseGroup[] {
  const byKey = new Map<string, AttentionItem[]>();
  for (const item of items) {
    const key = `${item.state}:${item.cause}`;
    const members = byKey.get(key);
    if (members === undefined) byKey.set(key, [item]);
    else members.push(item);
  }
  return groups
    .map((group): CauseGroup => {
      const cause = group.code === '' ? noError : group.code;
      const key = `${group.state}:${cause}`;
      const members = (byKey.get(key) ?? []).toSorted((a, b) => b.since - a.since || b.jobId - a.jobId);
      const [newest = null] = members;
      return {
        key,
        code: group.code,
        state: group.state,
        count: group.count,
        items: members,
        newest,
        example: newest?.error.message ?? group.example,
        since: Math.min(group.oldestAt, members.at(-1)?.since ?? group.oldestAt),
      };
    })
    .toSorted((a, b) => {
      if (a.state !== b.state) return a.state === 'held' ? -1 : 1;
      return b.count - a.count || a.since - b.since;
    });
}
