import type { CatalogField, FieldType } from '../../../shared/domain/catalog.ts';
import { describeField, type FieldTraits, optionsOf } from '../../catalog/field.ts';
import type { CustomFieldDefinition } from './custom-fields.ts';

/** What a custom field of this type holds (reference/connectwise.md 3.11). */
const types: Readonly<Record<string, FieldType>> = {
  Currency: 'number',
  Number: 'number',
  Percent: 'number',
  Checkbox: 'boolean',
  Date: 'date',
};

/** A ticket's custom fields as targets and sources. A button holds no value and is none. */
export function customFieldsInCatalog(definitions: readonly CustomFieldDefinition[]): readonly CatalogField[] {
  return definitions
    .filter((definition) => definition.fieldTypeIdentifier !== 'Button')
    .map((definition) => describeField('Custom fields', ...describe(definition)));
}

function describe(definition: CustomFieldDefinition): readonly [string, string, FieldType, FieldTraits] {
  const { id, caption, fieldTypeIdentifier, entryTypeIdentifier } = definition;
  const options = (definition.options ?? [])
    .filter((option) => option.inactiveFlag !== true)
    .map((option) => option.optionValue ?? '')
    .filter((value) => value !== '');
  const chosen = entryTypeIdentifier === 'List' || entryTypeIdentifier === 'Option';
  const type: FieldType = chosen ? 'picklist' : (types[fieldTypeIdentifier ?? ''] ?? 'text');
  const notes = [
    definition.requiredFlag === true ? 'Required on the screen.' : '',
    definition.readOnlyFlag === true ? 'Read only on the screen.' : '',
    fieldTypeIdentifier === 'Password' ? 'A password: whoever sees the target sees it.' : '',
  ];
  return [
    `customFields.${id}`,
    caption || `Custom field ${id}`,
    type,
    {
      write: true,
      options: chosen ? optionsOf(options) : null,
      dateFormat: type === 'date' ? 'iso' : '',
      note: notes.filter(Boolean).join(' '),
    },
  ];
}
