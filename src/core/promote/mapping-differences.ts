import type { Mapping } from '../../shared/domain/mapping.ts';
import { mappingDifference } from '../../shared/domain/mapping-difference.ts';
import { type Difference, differences } from './difference.ts';

/** What differs between two mappings, setting by setting; rules that only changed places as well. */
export function mappingDifferences(before: Mapping | null, after: Mapping): readonly Difference[] {
  const settings = differences(before ?? undefined, after, 'mapping');
  if (before === null) return settings;
  const moved = mappingDifference(before, after).moved.map(({ ruleId, from, to }) => ({
    path: `mapping.rules.${ruleId}, place`,
    before: from + 1,
    after: to + 1,
  }));
  return [...settings, ...moved];
}
