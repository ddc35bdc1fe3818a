import type { MappingRule } from '../../../shared/domain/mapping.ts';
import { type CheckContext, contextOf, halvesOf } from './context.ts';
import { checkDateFields, checkDateRule } from './dates.ts';
import { checkDirection } from './directions.ts';
import { checkDuplicates } from './duplicates.ts';
import { doubtful, type Finding, listed } from './finding.ts';
import { checkFlow } from './flows.ts';
import { checkLoops } from './loops.ts';
import { checkMapFields, checkMaps } from './maps.ts';
import { checkPaths } from './paths.ts';
import type { CheckMapping } from './port.ts';
import { checkRequired } from './required.ts';
import { checkScript } from './scripts.ts';
import { checkStatusMaps } from './statuses.ts';
import { checkValues } from './values.ts';
import { type Findings, withVerifiedFixes } from './verify.ts';

/**
 * Everything that is wrong with a mapping or worth a look, in the order of its rules, then what concerns several rules, then status maps. Asks
 * nobody: the same in the editor, before saving and in the command line.
 */
export const checkMapping: CheckMapping = (input) => {
  const context = contextOf(input);
  return withVerifiedFixes(context, findingsOf(context), findingsOf);
};

/** `known`: what was found before an edit; a rule that is still the same needs no second look. */
function findingsOf(context: CheckContext, known?: Findings): Findings {
  const { rules } = context.mapping;
  const byRule = new Map(rules.map((rule) => [rule, known?.byRule.get(rule) ?? checkRule(rule, context)]));
  const halves = rules.flatMap((rule) => halvesOf(rule, context));
  const together = [
    ...checkDuplicates(rules, halves),
    ...checkLoops(halves),
    ...checkRequired(context, halves),
    ...checkStatusMaps(context),
    ...notRead(context),
  ];
  return { byRule, together };
}

function checkRule(rule: MappingRule, context: CheckContext): readonly Finding[] {
  return [
    ...checkDirection(rule),
    ...checkMaps(rule),
    ...checkDateRule(rule),
    ...checkScript(rule, context),
    ...halvesOf(rule, context).flatMap((half) => [
      ...checkPaths(half),
      ...checkFlow(half),
      ...checkDateFields(half),
      ...checkMapFields(half),
      ...checkValues(half, context),
    ]),
  ];
}

/** Said once: what cannot be judged yet. */
function notRead({ connectwise, fieldnation }: CheckContext): readonly Finding[] {
  const sides = [connectwise, fieldnation].filter(({ known }) => !known).map(({ name }) => name);
  if (sides.length === 0) return [];
  return [
    doubtful(
      'catalog.not-read',
      {},
      `The fields of ${listed(sides)} were not read yet, so custom fields and lists are not checked. Refresh the fields.`,
    ),
  ];
}
