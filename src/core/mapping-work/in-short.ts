import type { MappingDifference } from '../../shared/domain/mapping-difference.ts';

/** What differs, in a few words for a line of the log: `3 rules changed, 1 removed, statuses of Help Desk changed`. */
export function differenceInShort(difference: MappingDifference): string {
  const { same, name, rules, moved, boards, statuses } = difference;
  if (same) return 'nothing differs';
  const kinds = ['added', 'changed', 'removed'] as const;
  const counts = kinds
    .map((kind) => ({ kind, n: rules.filter((rule) => rule.kind === kind).length }))
    .filter(({ n }) => n > 0)
    .map(({ kind, n }, index) => (index === 0 ? `${n} ${n === 1 ? 'rule' : 'rules'} ${kind}` : `${n} ${kind}`));
  const boardNames = new Set([...boards, ...statuses].map(({ boardName }) => boardName));
  return [
    ...counts,
    ...(counts.length === 0 && moved.length > 0 ? ['the order of rules changed'] : []),
    ...(boardNames.size === 0 ? [] : [`statuses of ${[...boardNames].join(', ')} changed`]),
    ...(name === null ? [] : [`now called "${name.to}"`]),
  ].join(', ');
}
