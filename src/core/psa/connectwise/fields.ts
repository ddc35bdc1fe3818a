import type { Json, JsonObject } from '../../../shared/json.ts';
import { normaliseTime } from './dates.ts';

/** Fields of a ticket that are references; they are written as whole objects, because `company/identifier` may return a false 200. */
const references = new Set([
  'board',
  'status',
  'type',
  'subType',
  'item',
  'team',
  'priority',
  'source',
  'serviceLocation',
  'workRole',
  'workType',
  'location',
  'department',
  'sla',
  'agreement',
  'company',
  'site',
  'contact',
  'owner',
  'country',
  'opportunity',
]);

const dateFields = new Set(['requiredDate', 'estimatedStartDate']);

export function isReference(target: string): boolean {
  return references.has(target);
}

function object(value: Json | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** Id of the custom field a target names (`customFields.12`), or null. */
export function customFieldId(target: string): number | null {
  const found = /^customFields\.(\d+)$/.exec(target)?.[1];
  return found === undefined ? null : Number(found);
}

/**
 * Present value at a mapping target: a reference gives its id, `customFields.12` the value of that field, anything else what the
 * dot path leads to. Undefined when the record has no such field; ConnectWise drops nulls, so a field that is empty may be missing.
 */
export function readTicketField(document: JsonObject, target: string): Json | undefined {
  const custom = customFieldId(target);
  if (custom !== null) {
    const fields = Array.isArray(document.customFields) ? (document.customFields as readonly Json[]) : [];
    const field = fields.map((item) => object(item)).find((item) => item?.id === custom);
    return field === undefined || field === null ? undefined : (field.value ?? null);
  }
  if (isReference(target)) {
    const reference = object(document[target]);
    return reference?.id ?? reference?.identifier ?? undefined;
  }
  let current: Json | undefined = document;
  for (const segment of target.split('.')) {
    const holder = object(current);
    if (holder === null || !Object.hasOwn(holder, segment)) return undefined;
    current = holder[segment];
  }
  return current;
}

/** The value as it is sent: references as `{id}` or `{identifier}`, date-times without milliseconds, everything else as it is. */
export function toWireValue(target: string, value: Json): Json {
  if (isReference(target)) {
    if (typeof value === 'number') return { id: value };
    if (typeof value === 'string') return /^\d+$/.test(value) ? { id: Number(value) } : { name: value };
    return value;
  }
  if (dateFields.has(target) && typeof value === 'string') return normaliseTime(value);
  return value;
}

/** True when the record holds what was asked. References compare by what was given; texts ignore line-ending and edge differences. */
export function holds(document: JsonObject, target: string, asked: Json): boolean {
  if (isReference(target)) {
    const wanted = object(toWireValue(target, asked));
    const present = object(document[target]);
    if (wanted === null) return present === null || present.id === undefined || present.id === null;
    return (['id', 'identifier', 'name'] as const).every(
      (key) => wanted[key] === undefined || wanted[key] === null || sameText(present?.[key], wanted[key]),
    );
  }
  return sameText(readTicketField(document, target), toWireValue(target, asked));
}

function sameText(present: Json | undefined, asked: Json | undefined): boolean {
  const plain = (value: Json | undefined): string => {
    if (value === undefined || value === null) return '';
    if (typeof value === 'string')
      return normaliseTime(
        value
          .replace(/\r\n?|\n/g, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
      );
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  return plain(present) === plain(asked);
}
