import { plainDecimal } from '../../shared/decimal.ts';
import { type Json, type JsonObject, jsonEqual } from '../../shared/json.ts';
import { customFieldId, customFieldOf, segments } from './fields.ts';

const numericEnds = new Set(['id', 'amount', 'units']);
const textParts = new Set(['location', 'title', 'description', 'confidential', 'incident_id', 'contacts']);

/**
 * The value as it is sent, whatever type the mapping gave: ids and amounts are numbers, addresses and texts are texts, and so is the value of
 * every custom field (reference/fieldnation.md 1.12).
 */
export function toWireValue(target: string, value: Json): Json {
  if (customFieldId(target) !== null) return customFieldText(value);
  const path = segments(target);
  const end = path.at(-1) ?? '';
  if (numericEnds.has(end) && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim())) return Number(value);
  if (!numericEnds.has(end) && textParts.has(path[0] ?? '') && typeof value === 'number') return String(value);
  return value;
}

function customFieldText(value: Json): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * Whether the work order's field keeps both as one value: as they are sent, and in a custom field of type `numeric` as numbers. In any other
 * custom field `007` and 7, or `1.0` and `1`, are two values. No value and an empty text are one.
 */
export function sameWorkOrderValue(
  document: JsonObject,
  target: string,
  a: Json | undefined,
  b: Json | undefined,
): boolean {
  const id = customFieldId(target);
  const numeric = id !== null && customFieldOf(document, id)?.type === 'numeric';
  const kept = (value: Json | undefined): Json => {
    const wire = toWireValue(target, value ?? '');
    return (numeric ? plainDecimal(wire) : null) ?? wire;
  };
  return jsonEqual(kept(a), kept(b));
}
