import type { Json, JsonObject } from '../../../../shared/json.ts';

/** `contacts[0].email` and `contacts.0.email` mean the same. */
function segments(path: string): readonly string[] {
  return path
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter((part) => part !== '');
}

function step(value: Json | undefined, segment: string): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return Object.hasOwn(value, segment) ? (value as JsonObject)[segment] : undefined;
  const number = Number(segment);
  const items = value as readonly Json[];
  const custom = items.find(
    (item) => typeof item === 'object' && item !== null && 'caption' in item && (item as JsonObject).id === number,
  ) as JsonObject | undefined;
  return custom === undefined ? items[number] : (custom.value ?? undefined);
}

/** What a record holds at a mapping path, read as the rules read it: custom fields by their number, then by position. */
export function sampleValue(document: JsonObject, path: string): Json | undefined {
  return segments(path).reduce<Json | undefined>(step, document);
}
