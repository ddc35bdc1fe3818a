import type { CatalogOption } from '../../shared/domain/catalog.ts';
import type { Named } from '../../shared/domain/records.ts';
import type { JsonObject } from '../../shared/json.ts';
import { optionsById, optionsByName, withOptions } from '../catalog/field.ts';
import type { Discovery, DiscoveryGap } from '../catalog/port.ts';
import { type ListReading, readLists } from '../catalog/reading.ts';
import type { Api } from './api.ts';
import { customFieldsInCatalog, isPredefined, shownOptions } from './catalog-custom-fields.ts';
import { workOrderCatalogFields } from './catalog-fields.ts';
import { textOf } from './collections.ts';
import { type Lookups, type LookupTable, named, type TableEntries } from './lookups.ts';
import { recentWorkOrders } from './recent.ts';
import { readTypesOfWork } from './types-of-work.ts';
import { readOne } from './work-order.ts';

/** Tables a work order refers to: the field that is written, and the one its name is read from. */
const references = [
  { table: 'templates', path: 'template', what: 'Templates', one: 'Template' },
  { table: 'clients', path: 'client', what: 'Clients', one: 'Client' },
  { table: 'projects', path: 'project', what: 'Projects', one: 'Project' },
  { table: 'managers', path: 'manager', what: 'Managers', one: 'User' },
  { table: 'locations', path: 'location.saved_location', what: 'Locations', one: 'Location' },
] as const satisfies readonly { table: LookupTable; path: string; what: string; one: string }[];

/** What work orders of this company can hold: its tables by number and name, and its custom fields with their values. */
export async function discoverFields(api: Api, lookups: Lookups, signal?: AbortSignal): Promise<Discovery> {
  const options = new Map<string, readonly CatalogOption[]>();
  const tooMany: DiscoveryGap[] = [];
  const add = (path: string, found: readonly Named[]): void => {
    options.set(`${path}.id`, optionsById(found));
    options.set(`${path}.name`, optionsByName(optionsById(found)));
  };
  let definitions: ReadonlyMap<number, JsonObject> = new Map();
  const readings: readonly ListReading[] = [
    {
      what: 'Types of work',
      unread: unread('types_of_work.0'),
      read: async () => add('types_of_work.0', await readTypesOfWork(api, signal)),
    },
    ...references.map(({ table, path, what, one }) => ({
      what,
      unread: unread(path),
      read: async () => {
        const found = await lookups.table(table, signal);
        // A list that is cut off would make valid values look wrong.
        if (found.total > found.items.size) tooMany.push(cutOff(what, found));
        else add(path, named(table === 'locations' ? withPlaces(found) : found, one));
      },
    })),
    {
      what: 'Custom fields',
      unread: [{ path: 'custom_fields.*' }],
      read: async () => {
        definitions = (await lookups.table('customFields', signal)).items;
      },
    },
  ];
  const { gaps, refused } = await readLists(readings);
  if (refused !== null) throw refused;
  const predefined = await predefinedValues(api, definitions, signal);
  const fields = [
    ...withOptions(workOrderCatalogFields, options),
    ...customFieldsInCatalog(definitions, predefined.shown),
  ];
  return { fields, gaps: [...gaps, ...tooMany, ...predefined.gaps] };
}

/** Values of predefined fields, from the newest work order: every one shows every field. */
async function predefinedValues(
  api: Api,
  definitions: ReadonlyMap<number, JsonObject>,
  signal: AbortSignal | undefined,
): Promise<{ readonly shown: ReadonlyMap<number, readonly string[]>; readonly gaps: readonly DiscoveryGap[] }> {
  const wanted = [...definitions].filter(([, definition]) => isPredefined(definition));
  let shown: ReadonlyMap<number, readonly string[]> = new Map();
  if (wanted.length === 0) return { shown, gaps: [] };
  const { gaps } = await readLists([
    {
      what: 'Values of custom fields',
      unread: wanted.map(([id]) => ({ path: `custom_fields.${id}` })),
      read: async () => {
        const [newest] = await recentWorkOrders(api, 1, signal);
        if (newest !== undefined) shown = shownOptions((await readOne(api, newest.id, signal)).document);
      },
    },
  ]);
  const without = wanted.filter(
    ([id, { options }]) => !shown.has(id) && !(Array.isArray(options) && options.length > 0),
  );
  if (gaps.length > 0 || without.length === 0) return { shown, gaps };
  const names = without.map(([id, definition]) => textOf(definition.name) || `Custom field ${id}`).join(', ');
  return {
    shown,
    gaps: [
      {
        what: 'Values of custom fields',
        message: `Field Nation shows the values of predefined custom fields on work orders only, and the newest one shows none of: ${names}. Their values are not checked; refresh the fields once there is a work order with them.`,
        unread: without.map(([id]) => ({ path: `custom_fields.${id}` })),
      },
    ],
  };
}

function unread(path: string): NonNullable<DiscoveryGap['unread']> {
  return [{ path: `${path}.id` }, { path: `${path}.name` }];
}

function cutOff(what: string, { items, total }: TableEntries): DiscoveryGap {
  return {
    what,
    message: `Field Nation counts ${total} ${what.toLowerCase()} and gave ${items.size} of them. They are not listed here; a rule can still give their numbers, which are not checked.`,
  };
}

/** Locations of one name are told apart by their places. */
function withPlaces({ items, total }: TableEntries): TableEntries {
  const count = new Map<string, number>();
  for (const item of items.values()) count.set(textOf(item.name), (count.get(textOf(item.name)) ?? 0) + 1);
  return {
    total,
    items: new Map(
      [...items].map(([id, item]) => {
        const name = textOf(item.name);
        const place = [textOf(item.address1), textOf(item.city), textOf(item.state)].filter(Boolean).join(', ');
        return [id, (count.get(name) ?? 0) > 1 && place !== '' ? { ...item, name: `${name} (${place})` } : item];
      }),
    ),
  };
}
