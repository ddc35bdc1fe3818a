import type { CatalogField } from '../../../../shared/domain/catalog.ts';
import { type Json, jsonEqual } from '../../../../shared/json.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { textOfHtml } from '../../../ui/html-text.ts';
import { isEmptyValue, showValue } from '../../../ui/value.ts';

/** How a value is shown beside a rule. */
export interface ShownValue {
  readonly kind: 'empty' | 'text' | 'number' | 'list' | 'object' | 'html';
  /** The whole value, with its line breaks. */
  readonly text: string;
  /** In one line. */
  readonly line: string;
  /** What was left out of the words: the id behind a name, the number of entries, that it is formatted; empty for nothing. */
  readonly note: string;
}

const markup = /<\/?(?:p|br|b|strong|i|em|u|ul|ol|li|div|span|a|h[1-6]|table|tr|td)\b[^>]*>/i;
function inOneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' \u00b7 ').trim();
}

function optionLabel(value: Json, field: CatalogField | undefined): string | null {
  return field?.options?.find((option) => jsonEqual(option.value, value))?.label ?? null;
}

/** A value in words. A field of the catalog gives names to ids. */
export function shownValue(value: Json, field?: CatalogField): ShownValue {
  const plain = (kind: ShownValue['kind'], text: string, note = ''): ShownValue => ({
    kind,
    text,
    line: inOneLine(text),
    note,
  });
  if (isEmptyValue(value)) return plain('empty', t('value.empty'));
  const label = optionLabel(value, field);
  if (label !== null) return plain('text', label, String(value) === label ? '' : showValue(value));
  if (typeof value === 'number') return plain('number', String(value));
  if (typeof value === 'string') {
    if (field?.type !== 'html' && !markup.test(value)) return plain('text', value);
    return plain('html', textOfHtml(value), t('preview.formatted'));
  }
  if (Array.isArray(value)) {
    const entries = (value as readonly Json[]).map((one) => optionLabel(one, field) ?? showValue(one));
    const text = entries.join('\n');
    return { kind: 'list', text, line: entries.join(', '), note: tn('preview.entries', entries.length) };
  }
  if (typeof value === 'object' && value !== null && !('name' in value))
    return { kind: 'object', text: JSON.stringify(value, null, 2), line: showValue(value), note: '' };
  return plain('text', showValue(value));
}
