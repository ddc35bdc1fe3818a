import type { Json, JsonObject } from '../../shared/json.ts';

export function asObject(value: Json | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** Id of the custom field a target names (`custom_fields.129`), or null. */
export function customFieldId(target: string): number | null {
  const found = /^custom_fields\.(\d+)$/.exec(target)?.[1];
  return found === undefined ? null : Number(found);
}

/** `contacts[0].name`, `contacts.0.name` and `contacts.results.0.name` name the same place. */
export function segments(target: string): readonly string[] {
  const parts = target
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter((part) => part !== '');
  return parts[0] === 'contacts' && /^\d+$/.test(parts[1] ?? '') ? ['contacts', 'results', ...parts.slice(1)] : parts;
}

/**
 * Present value at a mapping target of a work order as Field Nation answers it: custom fields are looked up by id in their two
 * nested lists (reference/fieldnation.md 1.12), everything else by path. Undefined when it is not there.
 */
export function readWorkOrderField(document: JsonObject, target: string): Json | undefined {
  const custom = customFieldId(target);
  if (custom !== null) {
    const field = customFieldOf(document, custom);
    return field === null ? undefined : (field.value ?? null);
  }
  let current: Json | undefined = document;
  for (const segment of segments(target)) {
    if (Array.isArray(current)) {
      current = (current as readonly Json[])[Number(segment)];
    } else {
      const holder = asObject(current);
      if (holder === null || !Object.hasOwn(holder, segment)) return undefined;
      current = holder[segment];
    }
  }
  return current;
}

/** A custom field as the work order shows it: value, type, options. */
export function customFieldOf(document: JsonObject, id: number): JsonObject | null {
  const groups = asObject(document.custom_fields)?.results;
  for (const group of Array.isArray(groups) ? (groups as readonly Json[]) : []) {
    const fields = asObject(group)?.results;
    for (const item of Array.isArray(fields) ? (fields as readonly Json[]) : [group]) {
      const field = asObject(item);
      if (field?.id === id) return field;
    }
  }
  return null;
}
