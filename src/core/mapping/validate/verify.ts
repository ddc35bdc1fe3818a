import type { MappingRule } from '../../../shared/domain/mapping.ts';
import { applyEdit } from '../../../shared/domain/mapping-edits.ts';
import type { MappingProblem } from '../../../shared/domain/mapping-work.ts';
import type { CheckContext } from './context.ts';
import { uniqueIds } from './duplicates.ts';
import type { Finding, Fix } from './finding.ts';

/** All that is found, with the part that each rule has by itself. */
export interface Findings {
  readonly byRule: ReadonlyMap<MappingRule, readonly Finding[]>;
  readonly together: readonly Finding[];
}
type Check = (context: CheckContext, known?: Findings) => Findings;

/** Further problems keep their place in the list and get their button once others are gone: a broken file must not slow typing down. */
const mostVerified = 60;

/**
 * Every finding with the first of its fixes that takes it away and brings no error that was not there. Only what an edit touches is looked at
 * again, so this is cheap enough for each key press.
 */
export function withVerifiedFixes(context: CheckContext, findings: Findings, check: Check): readonly MappingProblem[] {
  const all = [...context.mapping.rules.flatMap((rule) => findings.byRule.get(rule) ?? []), ...findings.together];
  const before = counted(all.filter(({ severity }) => severity === 'error'));
  const unique = uniqueIds(context);
  let verified = 0;
  return all.map(({ fixes, ...problem }) => {
    const fix = fixes.find((candidate) => {
      if (!touchesOne(candidate, unique) || verified >= mostVerified) return false;
      verified += 1;
      const mapping = candidate.edits.reduce(applyEdit, context.mapping);
      const after = check({ ...context, mapping }, findings);
      return helps(problem, before, [
        ...mapping.rules.flatMap((rule) => after.byRule.get(rule) ?? []),
        ...after.together,
      ]);
    });
    return { ...problem, fix: fix === undefined ? null : { label: fix.label, edits: [...fix.edits] } };
  });
}

/** An edit names a rule by its id, so one of several with that id cannot be meant; only giving them other ids helps. */
function touchesOne({ edits }: Fix, unique: ReadonlySet<string>): boolean {
  const renames = edits.length > 1 && edits[0]?.kind === 'remove-rule' && edits[1]?.kind === 'add-rule';
  return renames || edits.every((edit) => !('ruleId' in edit) || unique.has(edit.ruleId));
}

/** What makes two findings the same one, whatever their words are. */
function keyOf({ code, ruleId, boardId, part, line, column }: Omit<MappingProblem, 'fix'>): string {
  return [code, ruleId, boardId, part, line, column].join('\n');
}

function counted(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  return counts;
}

function helps(
  problem: Omit<MappingProblem, 'fix'>,
  before: ReadonlyMap<string, number>,
  after: readonly Finding[],
): boolean {
  const gone = keyOf(problem);
  if (after.some((finding) => keyOf(finding) === gone)) return false;
  const errors = counted(after.filter(({ severity }) => severity === 'error'));
  return [...errors].every(([key, count]) => count <= (before.get(key) ?? 0));
}
