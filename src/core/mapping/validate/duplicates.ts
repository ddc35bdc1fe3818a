import type { MappingRule } from '../../../shared/domain/mapping.ts';
import type { MappingEdit } from '../../../shared/domain/mapping-edits.ts';
import { isReservedId } from '../reserved-ids.ts';
import { type CheckContext, type Half, onePath, partOf } from './context.ts';
import { type Finding, type Fix, remove, wrong } from './finding.ts';

/** Rules of one id, of an id that is taken, and rules that write one field. */
export function checkDuplicates(rules: readonly MappingRule[], halves: readonly Half[]): readonly Finding[] {
  return [...checkIds(rules), ...checkTargets(halves)];
}

function checkIds(rules: readonly MappingRule[]): readonly Finding[] {
  const seen = new Set<string>();
  const reported = new Set<string>();
  // A rule for both directions keeps what was agreed towards the ticket under its id with `~`.
  const taken = new Set(rules.flatMap((rule) => (rule.direction === 'both' ? [`${rule.id}~`] : [])));
  return rules.flatMap(({ id }): readonly Finding[] => {
    const twice = seen.has(id) || taken.has(id);
    seen.add(id);
    if (reported.has(id)) return [];
    if (isReservedId(id)) {
      reported.add(id);
      return [
        wrong(
          'id.reserved',
          { ruleId: id, part: 'id' },
          `The id "${id}" is kept for what Dispatch Bridge itself agrees on: this rule needs another.`,
          [{ ...rename(rules, id, true), label: 'Give it another id' }],
        ),
      ];
    }
    if (!twice) return [];
    reported.add(id);
    return [
      wrong(
        'id.twice',
        { ruleId: id, part: 'id' },
        `Two rules have the id "${id}": what one of them last agreed on would be taken for the other's.`,
        [rename(rules, id, taken.has(id))],
      ),
    ];
  });
}

/** Takes out all rules of the id and puts them back where they stood, the later ones under ids of their own. */
function rename(rules: readonly MappingRule[], id: string, all: boolean): Fix {
  const ids = new Set(rules.flatMap((rule) => [rule.id, `${rule.id}~`]));
  const freeId = (): string => {
    for (let number = 2; ; number += 1) {
      const free = `${id.replace(/~+$/, '').slice(0, 55)}-${number}`;
      if (ids.has(free) || isReservedId(free)) continue;
      ids.add(free).add(`${free}~`);
      return free;
    }
  };
  let kept = all;
  const added = rules.flatMap((rule, index): readonly MappingEdit[] => {
    if (rule.id !== id) return [];
    const next = kept ? { ...rule, id: freeId() } : rule;
    kept = true;
    const before = rules.slice(index + 1).find((other) => other.id !== id)?.id;
    return [{ kind: 'add-rule', rule: next, ...(before === undefined ? {} : { before }) }];
  });
  return { label: 'Give the second another id', edits: [{ kind: 'remove-rule', ruleId: id }, ...added] };
}

function checkTargets(halves: readonly Half[]): readonly Finding[] {
  const byTarget = new Map<string, Half[]>();
  const findings: Finding[] = [];
  for (const half of halves) {
    const path = onePath(half.rule.target);
    const before = findOverlap(byTarget, half, path);
    if (before !== undefined) findings.push(twice(half, before, path));
    const key = `${half.rule.direction} ${path}`;
    const same = byTarget.get(key);
    if (same === undefined) byTarget.set(key, [half]);
    else same.push(half);
  }
  return findings;
}

/** An earlier rule that writes the same field, or all of what this one writes a part of. */
function findOverlap(byTarget: ReadonlyMap<string, readonly Half[]>, half: Half, path: string): Half | undefined {
  for (let outer = path; outer !== ''; outer = outer.slice(0, Math.max(0, outer.lastIndexOf('.')))) {
    const there = byTarget.get(`${half.rule.direction} ${outer}`);
    const found = there?.find((other) => other.whole !== half.whole && sameOccasion(half, other));
    if (found !== undefined) return found;
  }
  return undefined;
}

function sameOccasion({ rule }: Half, other: Half): boolean {
  return rule.when === 'always' || other.rule.when === 'always' || rule.when === other.rule.when;
}

function twice(half: Half, before: Half, path: string): Finding {
  const { whole, to, rule } = half;
  const label = to.label(rule.target);
  const same = onePath(before.rule.target) === path;
  return wrong(
    'target.twice',
    { ruleId: whole.id, part: partOf(half, 'target') },
    same
      ? `Two rules write ${label} of the ${to.record}, and neither would be the one that counts.`
      : `Another rule writes all of ${to.label(before.rule.target)}, of which ${label} is a part.`,
    [remove('Remove this rule', whole.id), remove('Remove the other rule', before.whole.id)],
  );
}

/** Ids that belong to one rule alone: only such a rule can be replaced by a fix without touching another. */
export function uniqueIds({ mapping }: CheckContext): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { id } of mapping.rules) counts.set(id, (counts.get(id) ?? 0) + 1);
  return new Set([...counts].flatMap(([id, count]) => (count === 1 ? [id] : [])));
}
