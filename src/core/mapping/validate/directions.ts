import type { MappingRule } from '../../../shared/domain/mapping.ts';
import { canTurn } from '../one-way.ts';
import { changed } from './context.ts';
import { doubtful, type Finding, replaceBy, wrong } from './finding.ts';

const actionWords = {
  SET_STATIC: 'A fixed value',
  CONCAT: 'A joined text',
  RANGE_MAP: 'A range',
  CUSTOM: 'What a script made',
  SYNC: '',
  ARRAY_MAP: '',
  DATE_CONVERT: '',
} as const;

/** Whether direction, action and occasion go together. */
export function checkDirection(rule: MappingRule): readonly Finding[] {
  const inboundOnly = replaceBy('Make it inbound only', changed(rule, { direction: 'inbound' }));
  if (rule.direction === 'both' && !canTurn(rule.action))
    return [
      wrong(
        'both.one-way',
        { ruleId: rule.id, part: 'direction' },
        `${actionWords[rule.action]} cannot be turned back into what it came from, so this rule cannot be for both directions.`,
        [inboundOnly, replaceBy('Make it outbound only', changed(rule, { direction: 'outbound' }))],
      ),
    ];
  if (rule.when !== 'create' || rule.direction === 'inbound') return [];
  const both = rule.direction === 'both';
  return [
    doubtful(
      'when.never',
      { ruleId: rule.id, part: 'when' },
      both
        ? 'Only a work order is created by rules, so the way back to the ticket is never used.'
        : 'This rule is never used: a ticket is not created by rules, and it applies only at creation.',
      [both ? inboundOnly : replaceBy('Apply it always', changed(rule, { when: 'always' }))],
    ),
  ];
}
