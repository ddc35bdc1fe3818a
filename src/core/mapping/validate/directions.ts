import type { MappingRule } from '../../../shared/domain/mapping.ts';
import { convertDate } from '../dates.ts';
import { canTurn, oneWayRules } from '../one-way.ts';
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
  if (rule.direction === 'both' && losesTime(rule))
    return [
      wrong(
        'both.loses-time',
        { ruleId: rule.id, part: 'outputFormat' },
        'The work order is given less of the date than the ticket has, so on the way back the ticket would lose the rest.',
        [inboundOnly],
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

/** Whether a moment comes back as another one. Seconds do not count: people do not plan in them. */
function losesTime(rule: MappingRule): boolean {
  if (rule.action !== 'DATE_CONVERT') return false;
  const { inputFormat, timezoneIn } = rule;
  const [there, back] = oneWayRules(rule);
  if (there?.action !== 'DATE_CONVERT' || back?.action !== 'DATE_CONVERT') return false;
  const moment = '2026-11-22T13:47:00Z';
  const given = convertDate(moment, {
    inputFormat: 'iso',
    outputFormat: inputFormat,
    timezoneIn: 'UTC',
    timezoneOut: timezoneIn,
  });
  const held = given === null ? null : convertDate(given, there);
  const returned = held === null ? null : convertDate(held, back);
  return returned !== null && returned !== given;
}
