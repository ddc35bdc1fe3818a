import type { Mapping } from '../../shared/domain/mapping.ts';
import { mappingDifference } from '../../shared/domain/mapping-difference.ts';
import { type Difference, differences } from './difference.ts';

/**
 * What differs between two mappings as they stand in a configuration document: by the path of each setting, as the command line prints it and so that
 * nothing at all is passed over. Rules that only changed places are named as well. What a person compares, rule by rule and status by status, is
 * `mappingDifference` (shared/domain/mapping-difference.ts).
 */
export function mappingDifferencesByPath(before: Mapping | null, after: Mapping): readonly Difference[] {
  const settings = differences(before ?? undefined, after, 'mapping');
  if (before === null) return settings;
  const moved = mappingDifference(before, after).moved.map(({ ruleId, from, to }) => ({
    path: `mapping.rules.${ruleId}, place`,
    before: from + 1,
    after: to + 1,
  }));
  return [...settings, ...moved];
}
