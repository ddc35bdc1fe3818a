import type { Json, JsonObject } from '../../shared/json.ts';
import type { FieldError } from './errors.ts';
import { type Store, type StoredRecord, textOf } from './records.ts';

/* Custom fields (reference section 3.11). Values rest on a record as `customValues`: definition id to value. */

/** Screens whose records carry custom fields. The ticket screen's real ids are unknown; contacts were seen as `ct300`. */
export const customFieldScreens = { ticket: 'sr100', contact: 'ct300' } as const;
export type CustomFieldScreen = (typeof customFieldScreens)[keyof typeof customFieldScreens];

export function definitionsOf(store: Store, screen: CustomFieldScreen): readonly StoredRecord[] {
  return store
    .table('userDefinedFields')
    .all()
    .filter((definition) => definition.screenId === screen);
}

function valuesOf(record: StoredRecord): Readonly<Record<string, Json | undefined>> {
  const values = record.customValues;
  return typeof values === 'object' && values !== null && !Array.isArray(values) ? (values as JsonObject) : {};
}

/** All custom fields of the record, empty ones included, as the API shows them. */
export function renderCustomFields(store: Store, screen: CustomFieldScreen, record: StoredRecord): Json[] {
  const values = valuesOf(record);
  return definitionsOf(store, screen).map((definition) => {
    const value = values[String(definition.id)];
    return {
      id: definition.id,
      caption: textOf(definition, 'caption'),
      type: textOf(definition, 'fieldTypeIdentifier'),
      entryMethod: textOf(definition, 'entryTypeIdentifier'),
      numberOfDecimals: definition.numberDecimals ?? 0,
      ...(value === undefined || value === null ? {} : { value }),
      connectWiseId: textOf(definition, 'connectWiseID'),
    };
  });
}

/** The value as it will be kept, or the message that refuses it. */
function accept(definition: StoredRecord, value: Json): { readonly value: Json } | { readonly refused: string } {
  const caption = textOf(definition, 'caption');
  const refused = { refused: `The value of custom field ${caption} is not valid.` };
  if (value === null || value === '') return { value: null };
  const entry = textOf(definition, 'entryTypeIdentifier');
  if (entry === 'List' || entry === 'Option') {
    const options = definition.options;
    const known = Array.isArray(options) ? options.map((option: Json) => (option as JsonObject).optionValue) : [];
    const match = known.find((option) => String(option).toLowerCase() === String(value).toLowerCase());
    return match === undefined ? refused : { value: match };
  }
  switch (textOf(definition, 'fieldTypeIdentifier')) {
    case 'Number':
    case 'Percent':
    case 'Currency': {
      const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN;
      return Number.isFinite(number) ? { value: number } : refused;
    }
    case 'Checkbox':
      if (typeof value === 'boolean') return { value };
      return value === 'true' || value === 'false' ? { value: value === 'true' } : refused;
    case 'Date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?$/.test(value)
        ? { value: value.length === 10 ? `${value}T00:00:00Z` : value }
        : refused;
    case 'Button':
      return refused;
    default:
      return typeof value === 'object' ? refused : { value: String(value) };
  }
}

/**
 * The record's custom values after writing `given` (an array of `{ id | caption, value }`). `merge` leaves the fields
 * not named alone, `replace` empties them (switch `connectwise.customFieldsPatch`). Mistakes are added to `errors`.
 */
export function writeCustomFields(
  store: Store,
  screen: CustomFieldScreen,
  record: StoredRecord,
  given: Json,
  mode: 'merge' | 'replace',
  resource: string,
  errors: FieldError[],
): JsonObject {
  const definitions = definitionsOf(store, screen);
  const next: Record<string, Json> = {};
  for (const [id, value] of Object.entries(mode === 'merge' ? valuesOf(record) : {})) {
    if (value !== undefined) next[id] = value;
  }
  if (!Array.isArray(given)) {
    errors.push({ code: 'InvalidField', message: 'customFields must be an array.', resource, field: 'customFields' });
    return next;
  }
  for (const item of given as readonly Json[]) {
    const { id, caption, value } = (typeof item === 'object' && item !== null ? item : {}) as {
      readonly id?: Json;
      readonly caption?: Json;
      readonly value?: Json;
    };
    const definition = definitions.find((one) => (id === undefined ? one.caption === caption : one.id === Number(id)));
    if (definition === undefined) {
      const message = `Custom field ${String(id ?? caption)} not found`;
      errors.push({ code: 'NotFound', message, resource, field: 'customFields' });
      continue;
    }
    const outcome = accept(definition, value ?? null);
    if ('refused' in outcome) {
      errors.push({ code: 'InvalidField', message: outcome.refused, resource, field: 'customFields' });
    } else {
      next[String(definition.id)] = outcome.value;
    }
  }
  return next;
}
