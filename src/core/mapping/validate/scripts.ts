import type { MappingRule } from '../../../shared/domain/mapping.ts';
import { languageName } from '../../../shared/domain/rule-words.ts';
import type { CheckContext } from './context.ts';
import { type Finding, wrong } from './finding.ts';

/** What the script host found, at its line. */
export function checkScript(rule: MappingRule, { scripts }: CheckContext): readonly Finding[] {
  if (rule.action !== 'CUSTOM') return [];
  const place = { ruleId: rule.id, part: 'script' };
  if (rule.script.trim() === '') return [wrong('script.empty', place, 'The script is empty, so it gives nothing.')];
  return (scripts.get(rule.id) ?? []).map(({ line, column, message }) =>
    wrong(
      'script.wrong',
      { ...place, line, column },
      `${languageName(rule.language)}: ${message.replace(/[.\s]+$/, '')}.`,
    ),
  );
}
