import type { CatalogField, CatalogOption, FieldType } from '../../shared/domain/catalog.ts';

/** What a description of a field may leave out: a field that says nothing is read only, optional, of any length and any value. */
export interface FieldTraits {
  readonly max?: number;
  readonly read?: boolean;
  readonly write?: boolean;
  readonly required?: CatalogField['required'];
  readonly options?: readonly CatalogOption[] | null;
  readonly dateFormat?: string;
  readonly note?: string;
}

export function describeField(
  group: string,
  path: string,
  label: string,
  type: FieldType,
  traits: FieldTraits = {},
): CatalogField {
  const {
    max = null,
    read = true,
    write = false,
    required = 'no',
    options = null,
    dateFormat = '',
    note = '',
  } = traits;
  return {
    path,
    label,
    group,
    type,
    maxLength: max,
    read,
    write,
    required,
    options: options === null ? null : [...options],
    dateFormat,
    note,
  };
}

/** Options that are their own labels. */
export function optionsOf(values: readonly (string | number)[]): readonly CatalogOption[] {
  return values.map((value) => ({ value, label: String(value) }));
}

/** Options of records that are written by id. */
export function optionsById(records: readonly { readonly id: number; readonly name: string }[]): CatalogOption[] {
  return records.map(({ id, name }) => ({ value: id, label: name }));
}

/** Options of the same records where a rule reads or writes their names. A name that several boards have is there for each. */
export function optionsByName(options: readonly CatalogOption[]): CatalogOption[] {
  const seen = new Set<string>();
  return options.flatMap((option) => {
    const key = `${option.boardId ?? ''} ${option.label}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ ...option, value: option.label }];
  });
}

/** The same fields, with the options that were found for some of them. */
export function withOptions(
  fields: readonly CatalogField[],
  found: ReadonlyMap<string, readonly CatalogOption[]>,
): readonly CatalogField[] {
  return fields.map((field) => {
    const options = found.get(field.path);
    return options === undefined ? field : { ...field, options: [...options] };
  });
}
