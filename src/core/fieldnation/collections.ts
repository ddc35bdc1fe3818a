import type { Json, JsonObject } from '../../shared/json.ts';
import { fromFieldNationTime } from './dates.ts';
import { asObject } from './fields.ts';

/* Tolerant readers for the parts of a record: what is missing, empty or of another shape is nothing, never an error. */

/**
 * The entries of a collection, whichever way it is written: `{results: [...]}`, a bare list, or a list whose keys were kept
 * (`{"0": {...}}`). Entries that are no objects are left out.
 */
export function entries(value: Json | undefined): readonly JsonObject[] {
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((item) => asObject(item)).filter((item) => item !== null);
  }
  const holder = asObject(value);
  if (holder === null) return [];
  if (holder.results !== undefined) return entries(holder.results);
  const keys = Object.keys(holder);
  return keys.length > 0 && keys.every((key) => /^\d+$/.test(key)) ? entries(Object.values(holder)) : [];
}

/** A text, trimmed; empty for anything else. A number is its digits. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

/** A finite number, also when it is written as text; null for anything else. */
export function numberOf(value: Json | undefined): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !/^\s*-?\d+(\.\d+)?\s*$/.test(value)) return null;
  return Number(value);
}

/** An id: a positive whole number, or null. */
export function idOf(value: Json | undefined): number | null {
  const id = numberOf(value);
  return id !== null && Number.isInteger(id) && id > 0 ? id : null;
}

/** ms UTC of `{utc}` or of a bare time; null when there is none. */
export function timeOf(value: Json | undefined): number | null {
  const holder = asObject(value);
  return fromFieldNationTime(textOf(holder === null ? value : holder.utc));
}

/** `name`, else first and last name; empty when there is neither. */
export function nameOf(person: JsonObject | null): string {
  if (person === null) return '';
  const whole = textOf(person.name);
  return whole !== '' ? whole : [textOf(person.first_name), textOf(person.last_name)].filter(Boolean).join(' ');
}
