import { t } from '../../../shared/strings/t.ts';

type Rule = (value: string) => string | null;

/** The message under a field that was left empty. */
export function required(field: string): Rule {
  return (value) => (value.trim() === '' ? t('setup.field.required', { field }) : null);
}

/** A secret may stay empty when the keychain has one. */
export function requiredUnlessKept(field: string, kept: boolean): Rule {
  return kept ? () => null : required(field);
}

/** An http or https origin. */
export function webAddress(value: string): string | null {
  try {
    const url = new URL(value.trim());
    if (url.protocol === 'https:' || url.protocol === 'http:') return null;
  } catch {
    // Not an address at all; the answer is the same.
  }
  return t('setup.field.url');
}
