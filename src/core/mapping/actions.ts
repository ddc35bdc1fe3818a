import { assertNever } from '../../shared/assert.ts';
import { plainDecimal } from '../../shared/decimal.ts';
import type { MappingRule } from '../../shared/domain/mapping.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';
import { type Json, type JsonObject, jsonEqual } from '../../shared/json.ts';
import { isMissing, readPath } from '../../shared/record-path.ts';
import { convertDate } from './dates.ts';

/** What a rule's action made of a record, before `onMissing` is applied. */
export type ActionResult =
  | { readonly kind: 'value'; readonly value: Json }
  /** No value in the source. */
  | { readonly kind: 'missing'; readonly what: string }
  /** A value the map does not know: never guessed, never dropped in silence. */
  | { readonly kind: 'unmapped'; readonly what: string }
  /** The map knows the value and says: change nothing. */
  | { readonly kind: 'leave' }
  | { readonly kind: 'failed'; readonly what: string }
  /** A script's own fault, told by its host. */
  | { readonly kind: 'stopped'; readonly problem: AppErrorInfo };

/** Everything but CUSTOM, whose scripts run elsewhere. */
export function runAction(rule: Exclude<MappingRule, { action: 'CUSTOM' }>, document: JsonObject): ActionResult {
  switch (rule.action) {
    case 'SYNC': {
      const value = readPath(document, rule.source);
      return isMissing(value) ? missing(rule.source) : { kind: 'value', value: value as Json };
    }
    case 'SET_STATIC':
      return { kind: 'value', value: rule.value };
    case 'ARRAY_MAP':
      return arrayMap(rule, document);
    case 'RANGE_MAP':
      return rangeMap(rule, document);
    case 'CONCAT':
      return concat(rule, document);
    case 'DATE_CONVERT': {
      const value = readPath(document, rule.source);
      if (isMissing(value)) return missing(rule.source);
      const converted = convertDate(String(value), rule);
      if (converted === null)
        return {
          kind: 'failed',
          what: `"${String(value)}" in ${rule.source} is not a date in the format ${rule.inputFormat}`,
        };
      return { kind: 'value', value: converted };
    }
    default:
      return assertNever(rule);
  }
}

function missing(source: string): ActionResult {
  return { kind: 'missing', what: `${source} is empty` };
}

function arrayMap(rule: Extract<MappingRule, { action: 'ARRAY_MAP' }>, document: JsonObject): ActionResult {
  const value = readPath(document, rule.source);
  if (isMissing(value)) return missing(rule.source);
  const entry = rule.mappings.find((candidate) => jsonEqual(candidate.compare, value));
  if (entry === undefined)
    return { kind: 'unmapped', what: `${rule.source} is ${JSON.stringify(value)}, which is not in the map` };
  return entry.value === null ? { kind: 'leave' } : { kind: 'value', value: entry.value };
}

/**
 * Field Nation's rule (reference/fieldnation.md 6.2): the first range whose `compare` is not below the value. Above all of them nothing fits, and as in
 * a value map the default stands in only where `onMissing` says so: a number nobody thought of goes to a person.
 */
function rangeMap(rule: Extract<MappingRule, { action: 'RANGE_MAP' }>, document: JsonObject): ActionResult {
  const value = readPath(document, rule.source);
  if (isMissing(value)) return missing(rule.source);
  // A text that a program would read as a number and a person would not, such as 0x10, is none.
  const decimal = plainDecimal(value);
  const number = typeof value === 'number' ? value : decimal === null ? Number.NaN : Number(decimal);
  if (!Number.isFinite(number))
    return { kind: 'failed', what: `${rule.source} is ${JSON.stringify(value)}, which is no number` };
  const range = rule.ranges.find((candidate) => number <= candidate.compare);
  if (range === undefined)
    return { kind: 'unmapped', what: `${rule.source} is ${JSON.stringify(value)}, which is above every range` };
  return range.value === null ? { kind: 'leave' } : { kind: 'value', value: range.value };
}

/** A field that is empty contributes nothing; when every field part is empty the whole is missing. */
function concat(rule: Extract<MappingRule, { action: 'CONCAT' }>, document: JsonObject): ActionResult {
  let text = '';
  let fields = 0;
  let filled = 0;
  for (const part of rule.parts) {
    if (part.type === 'static') {
      text += part.value;
      continue;
    }
    fields += 1;
    const value = readPath(document, part.value);
    if (isMissing(value)) continue;
    filled += 1;
    const plain = typeof value === 'string' ? value : JSON.stringify(value);
    text += rule.format === 'html' ? toHtml(plain) : plain;
  }
  if (fields > 0 && filled === 0) return { kind: 'missing', what: 'every field of the text is empty' };
  return { kind: 'value', value: text };
}

/** Plain text as it must look inside a description: nothing of it can become markup. */
export function toHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/\r\n|\r|\n/g, '<br>');
}
