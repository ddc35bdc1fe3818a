import type { CatalogField, FieldType } from '../../shared/domain/catalog.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import { describeField, optionsOf } from '../catalog/field.ts';
import { entries, idOf, numberOf, textOf } from './collections.ts';
import { asObject } from './fields.ts';

/** What the types of reference/fieldnation.md 1.12 hold; values travel as text, whatever the type. */
const types: Readonly<Record<string, FieldType>> = {
  numeric: 'number',
  date: 'date',
  date_time: 'date-time',
  predefined: 'picklist',
};

/** No source says how a custom field wants its date; these follow Field Nation's other dates. */
const dateFormats: Readonly<Record<string, string>> = { date: 'YYYY-MM-DD', date_time: 'YYYY-MM-DD HH:mm:ss' };
const unknownFormat = 'Field Nation does not document how this date is written; try it on one work order.';

/**
 * Custom fields of work orders. Definitions do not hold the values of predefined fields, the work orders themselves do: `shown` is what the
 * newest one says, by field.
 */
export function customFieldsInCatalog(
  definitions: ReadonlyMap<number, JsonObject>,
  shown: ReadonlyMap<number, readonly string[]>,
): readonly CatalogField[] {
  return [...definitions]
    .map(([id, definition]) => {
      const kind = textOf(definition.type);
      const format = dateFormats[kind] ?? '';
      const notes = [
        textOf(definition.tip),
        isSet(definition.required) ? 'Field Nation marks it as required.' : '',
        isSet(definition.unique) ? 'Every work order must have another value.' : '',
        isSet(definition.for_tech) ? 'Filled in by the provider.' : '',
        format === '' ? '' : unknownFormat,
      ];
      const values = isPredefined(definition) ? valuesOf(definition, shown.get(id)) : [];
      return describeField(
        'Custom fields',
        `custom_fields.${id}`,
        textOf(definition.name) || `Custom field ${id}`,
        types[kind] ?? 'text',
        {
          write: true,
          options: values.length === 0 ? null : optionsOf(values),
          dateFormat: format,
          note: notes.filter(Boolean).join(' '),
        },
      );
    })
    .sort((a, b) => a.label.localeCompare(b.label));
}

export function isPredefined(definition: JsonObject): boolean {
  return textOf(definition.type) === 'predefined';
}

function valuesOf(definition: JsonObject, shown: readonly string[] | undefined): readonly string[] {
  const own = optionTexts(definition.options);
  return own.length > 0 ? own : (shown ?? []);
}

/** Flags are 0 and 1 in definitions. */
function isSet(value: Json | undefined): boolean {
  return value === true || numberOf(value) === 1;
}

/** The values of every custom field that a work order's record shows, in its two groups by role. */
export function shownOptions(document: JsonObject): ReadonlyMap<number, readonly string[]> {
  const fields = entries(document.custom_fields).flatMap((group) =>
    group.results === undefined ? [group] : entries(group.results),
  );
  return new Map(
    fields.flatMap((field): readonly [number, readonly string[]][] => {
      const id = idOf(field.id);
      const values = optionTexts(field.options);
      return id === null || values.length === 0 ? [] : [[id, values]];
    }),
  );
}

/** Options are texts; a few versions of the shape wrap them. */
function optionTexts(value: Json | undefined): readonly string[] {
  return (Array.isArray(value) ? (value as readonly Json[]) : [])
    .map((option) => {
      const wrapped = asObject(option);
      return wrapped === null ? textOf(option) : textOf(wrapped.value) || textOf(wrapped.name) || textOf(wrapped.label);
    })
    .filter((text) => text !== '');
}
