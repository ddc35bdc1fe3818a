import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import type { MappingProblem } from '../../../../shared/domain/mapping-work.ts';
import { matchesWords } from '../../../ui/words.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { sides } from '../fields/field-index.ts';
import { pathsOn } from '../rule-ends.ts';

export interface RuleFilter {
  readonly text: string;
  /** A rule for both directions belongs to either. */
  readonly direction: 'all' | 'inbound' | 'outbound';
  readonly onlyProblems: boolean;
}

export const noFilter: RuleFilter = { text: '', direction: 'all', onlyProblems: false };

export function isFiltering(filter: RuleFilter): boolean {
  return filter.text.trim() !== '' || filter.direction !== 'all' || filter.onlyProblems;
}

/** The worst thing that is wrong with each rule. */
export function worstByRule(problems: readonly MappingProblem[]): ReadonlyMap<string, MappingProblem> {
  const worst = new Map<string, MappingProblem>();
  for (const problem of problems) {
    if (problem.ruleId === null) continue;
    const before = worst.get(problem.ruleId);
    if (before === undefined || (before.severity === 'warning' && problem.severity === 'error'))
      worst.set(problem.ruleId, problem);
  }
  return worst;
}

function searchText(rule: MappingRule, index: FieldIndex): string {
  const ends = sides.flatMap((side) => pathsOn(rule, side).flatMap((path) => [path, index.label(side, path)]));
  return [rule.id, rule.action, rule.note ?? '', ...ends].join(' ');
}

/** Rules that fit, in their order. */
export function filterRules(
  rules: readonly MappingRule[],
  filter: RuleFilter,
  index: FieldIndex,
  worst: ReadonlyMap<string, MappingProblem>,
): readonly MappingRule[] {
  if (!isFiltering(filter)) return rules;
  return rules.filter(
    (rule) =>
      (filter.direction === 'all' || rule.direction === 'both' || rule.direction === filter.direction) &&
      (!filter.onlyProblems || worst.has(rule.id)) &&
      matchesWords(searchText(rule, index), filter.text.trim()),
  );
}
