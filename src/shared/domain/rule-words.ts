import { assertNever } from '../assert.ts';
import type { Json } from '../json.ts';
import type { MappingRule } from './mapping.ts';

/** Longest value shown whole; a longer one ends in dots. */
const shown = 60;

/** A value inside a sentence: texts in quotation marks, nothing as "nothing". */
export function valueInWords(value: Json | undefined): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return `"${shortened(value)}"`;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return shortened(JSON.stringify(value));
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > shown ? `${line.slice(0, shown - 1)}…` : line;
}

/**
 * A rule in one line, for lists, differences and remarks: "Summary → Title", "Priority → Incident number by map (4 values)". `label` names a path; a
 * rule for both directions has its ticket field first.
 */
export function ruleInWords(rule: MappingRule, label: (path: string) => string): string {
  const arrow = rule.direction === 'both' ? '↔' : '→';
  const to = label(rule.target);
  const words = 'source' in rule ? `${label(rule.source)} ${arrow} ${to}${how(rule)}` : withoutSource(rule, to, label);
  return rule.when === 'always' ? words : `${words}, only at ${rule.when === 'create' ? 'creation' : 'updates'}`;
}

function how(rule: Extract<MappingRule, { source: string }>): string {
  switch (rule.action) {
    case 'SYNC':
      return '';
    case 'ARRAY_MAP':
      return ` by map (${counted(rule.mappings.length, 'value')})`;
    case 'RANGE_MAP':
      return ` by ranges (${counted(rule.ranges.length, 'range')})`;
    case 'DATE_CONVERT':
      return ` as date (${rule.inputFormat} to ${rule.outputFormat})`;
    default:
      return assertNever(rule);
  }
}

function withoutSource(
  rule: Exclude<MappingRule, { source: string }>,
  to: string,
  label: (path: string) => string,
): string {
  switch (rule.action) {
    case 'SET_STATIC':
      return `${valueInWords(rule.value)} → ${to}`;
    case 'CONCAT': {
      const fields = rule.parts.flatMap((part) => (part.type === 'field' ? [label(part.value)] : []));
      return `${fields.length === 0 ? 'Text' : `Text with ${listed(fields)}`} → ${to}`;
    }
    case 'CUSTOM':
      return `Script (${languageName(rule.language)}) → ${to}`;
    default:
      return assertNever(rule);
  }
}

/** As its makers write it. */
export function languageName(language: 'jsonnet' | 'jsonata'): string {
  return language === 'jsonnet' ? 'Jsonnet' : 'JSONata';
}

/** Names the first three; the rest are counted. */
function listed(names: readonly string[]): string {
  const [first = '', ...more] = names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  const last = more.pop();
  return last === undefined ? first : `${[first, ...more].join(', ')} and ${last}`;
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
