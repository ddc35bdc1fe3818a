import type { Json, JsonObject } from './json.ts';

/** `contacts[0].email` and `contacts.0.email` mean the same. */
function segments(path: string): readonly string[] {
  return path
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter((part) => part !== '');
}

/**
 * Reads a dot path from a record. In an array of `{ id, value }` items (custom fields of both vendors) a number is first tried as an
 * item's id, then as a position, so that `customFields.12` follows the field even when the array is reordered.
 */
export function readPath(document: JsonObject, path: string): Json | undefined {
  let current: Json | undefined = document;
  for (const segment of segments(path)) {
    if (current === undefined || current === null || typeof current !== 'object') return undefined;
    if (Array.isArray(current)) {
      current = readItem(current as readonly Json[], segment);
    } else {
      const holder = current as JsonObject;
      current = Object.hasOwn(holder, segment) ? holder[segment] : undefined;
    }
  }
  return current;
}

function readItem(items: readonly Json[], segment: string): Json | undefined {
  const number = Number(segment);
  if (!Number.isInteger(number)) return undefined;
  for (const item of items) {
    if (item !== null && typeof item === 'object' && !Array.isArray(item)) {
      const field = item as JsonObject;
      if (field.id === number && 'caption' in field) return field.value ?? undefined;
    }
  }
  return items[number];
}

/** True for what counts as "no value" in a mapping: missing, null, empty or blank text. */
export function isMissing(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
