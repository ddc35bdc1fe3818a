import { plainDecimal } from '../../../shared/decimal.ts';
import { type Json, type JsonObject, jsonEqual } from '../../../shared/json.ts';
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
    const field = customFieldOf(document, custom);
    return field === null ? undefined : (field.value ?? null);
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

function customFieldOf(document: JsonObject, id: number): JsonObject | null {
  const fields = Array.isArray(document.customFields) ? (document.customFields as readonly Json[]) : [];
  return fields.map((item) => object(item)).find((item) => item?.id === id) ?? null;
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
  const present = readTicketField(document, target);
  return sameText(present, toWireValue(target, asked)) || sameTicketValue(document, target, present, asked);
}

/**
 * Whether the ticket's field keeps both as one value. A custom field says its type (reference/connectwise.md 3.11), any other field shows it by
 * what it holds: `12.00` and 12 are one number, `007` and 7 two texts. A reference is the same by id and by name. No value and an empty text
 * are one.
 */
export function sameTicketValue(
  document: JsonObject,
  target: string,
  a: Json | undefined,
  b: Json | undefined,
): boolean {
  return jsonEqual(kept(document, target, a ?? ''), kept(document, target, b ?? ''));
}

const numericTypes = new Set(['Number', 'Percent', 'Currency']);

function kept(document: JsonObject, target: string, value: Json): Json {
  if (isReference(target)) return referred(document, target, value);
  if (typeof value === 'object') return value;
  const id = customFieldId(target);
  const type = id === null ? undefined : customFieldOf(document, id)?.type;
  const text = String(value);
  if (type === 'Checkbox') return text.toLowerCase();
  if (type === 'Date') return normaliseTime(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
  if (dateFields.has(target)) return normaliseTime(text);
  const numeric = id === null ? typeof readTicketField(document, target) === 'number' : numericTypes.has(String(type));
  return (numeric ? plainDecimal(value) : null) ?? text;
}

/** What a reference is known by: the id, when the record tells that a name or an identifier stands for it. */
function referred(document: JsonObject, target: string, value: Json): Json {
  const present = object(document[target]);
  const wanted = value === '' ? null : object(toWireValue(target, value));
  if (wanted === null) return value;
  if (wanted.id !== undefined && wanted.id !== null) return wanted.id;
  const known = (['identifier', 'name'] as const).some(
    (key) => typeof wanted[key] === 'string' && sameText(present?.[key], wanted[key]),
  );
  return known ? (present?.id ?? present?.identifier ?? value) : value;
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
