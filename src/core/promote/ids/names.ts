import type { Catalog, CatalogField } from '../../../shared/domain/catalog.ts';
import type { ConfigDocument } from '../document.ts';
import { draftOf, type IdList } from './draft.ts';
import { sitesOf } from './sites.ts';

/**
 * What the ids that a document gives without a name are called, by their place: the catalog of where it is made tells. An environment with other
 * ids finds its own by these names.
 */
export function namesOf(document: ConfigDocument, catalog: Catalog): Readonly<Record<string, string>> {
  const found = sitesOf(draftOf(document)).flatMap(
    ({ path, list, id, name }): readonly (readonly [string, string])[] => {
      const known = name === '' ? nameIn(catalog, list, id) : null;
      return known === null ? [] : [[path, known]];
    },
  );
  return Object.fromEntries(found);
}

const fieldOfList: Readonly<Partial<Record<string, readonly ['connectwise' | 'fieldnation', string]>>> = {
  boards: ['connectwise', 'board'],
  'types-of-work': ['fieldnation', 'types_of_work.0.id'],
  clients: ['fieldnation', 'client.id'],
  projects: ['fieldnation', 'project.id'],
  managers: ['fieldnation', 'manager.id'],
};

function nameIn(catalog: Catalog, list: IdList, id: number): string | null {
  if (list === 'psa-fields') return label(catalog.connectwise.fields, `customFields.${id}`);
  if (list === 'fn-fields') return label(catalog.fieldnation.fields, `custom_fields.${id}`);
  if (typeof list === 'object')
    return 'statusesOf' in list
      ? option(catalog.connectwise.fields, 'status', id)
      : option(catalog[list.side].fields, list.field, id);
  const place = fieldOfList[list];
  return place === undefined ? null : option(catalog[place[0]].fields, place[1], id);
}

function label(fields: readonly CatalogField[], path: string): string | null {
  return fields.find((field) => field.path === path)?.label ?? null;
}

function option(fields: readonly CatalogField[], path: string, id: number): string | null {
  return optionsAt(fields, path).find(({ value }) => value === id)?.label ?? null;
}

/** Options of a field; `priority.id` is read where `priority` is written. */
export function optionsAt(fields: readonly CatalogField[], path: string): NonNullable<CatalogField['options']> {
  const own = fields.find((field) => field.path === path)?.options;
  return own ?? fields.find((field) => field.path === path.replace(/\.id$/, ''))?.options ?? [];
}
