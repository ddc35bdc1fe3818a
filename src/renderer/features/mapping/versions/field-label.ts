import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import { ruleInWords } from '../../../../shared/domain/rule-words.ts';
import type { FieldIndex, Side } from '../fields/field-index.ts';

/** The sides a rule reads and writes. One path can name a field of each side, so the rule's direction decides. */
export function endsOf(rule: MappingRule | null): { readonly source: Side; readonly target: Side } {
  return rule?.direction === 'outbound'
    ? { source: 'fieldnation', target: 'connectwise' }
    : { source: 'connectwise', target: 'fieldnation' };
}

/** A rule in one line with the labels of both sides. */
export function ruleLine(rule: MappingRule, fields: FieldIndex): string {
  const { source, target } = endsOf(rule);
  return ruleInWords(rule, (path) => fields.label(path === rule.target ? target : source, path));
}
