import { t } from '../../shared/strings/t.ts';

/** A record's value as a person reads it: text as it is, yes/no, names of objects, lists joined, nothing as "empty". */
export function showValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return t('value.empty');
  if (typeof value === 'boolean') return value ? t('value.yes') : t('value.no');
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? t('value.empty') : value.map(showValue).join(', ');
  if (typeof value === 'object' && 'name' in value && typeof value.name === 'string') return value.name;
  return JSON.stringify(value);
}

/** True for what is shown as "empty", so that it can be dimmed. */
export function isEmptyValue(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
