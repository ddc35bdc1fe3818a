import type { CatalogOption } from '../../../shared/domain/catalog.ts';
import type { Named } from '../../../shared/domain/records.ts';
import { optionsById, optionsByName, optionsOf, withOptions } from '../../catalog/field.ts';
import type { Discovery } from '../../catalog/port.ts';
import { type ListReading, readLists } from '../../catalog/reading.ts';
import type { Board } from '../port.ts';
import type { PsaMember } from '../records-port.ts';
import type { Api } from './api.ts';
import { boardStatuses, boards, setupTable } from './boards.ts';
import { customFieldsInCatalog } from './catalog-custom-fields.ts';
import { ticketCatalogFields } from './catalog-fields.ts';
import type { CustomFieldDefinition, CustomFields } from './custom-fields.ts';
import { members } from './members.ts';

/** Tables of a board besides its statuses: the ticket's field, and the path below the board. */
const boardTables = [
  { path: 'type', table: 'types', what: 'Types' },
  { path: 'subType', table: 'subtypes', what: 'Subtypes' },
  { path: 'item', table: 'items', what: 'Items' },
  { path: 'team', table: 'teams', what: 'Teams' },
] as const;

const setupTables = [
  { path: 'priority', table: '/service/priorities', what: 'Priorities', label: 'the priorities' },
  { path: 'source', table: '/service/sources', what: 'Sources', label: 'the sources' },
  { path: 'serviceLocation', table: '/service/locations', what: 'Service locations', label: 'the service locations' },
  { path: 'location', table: '/system/locations', what: 'Locations', label: 'the locations' },
  { path: 'department', table: '/system/departments', what: 'Departments', label: 'the departments' },
  { path: 'workRole', table: '/time/workRoles', what: 'Work roles', label: 'the work roles' },
  { path: 'workType', table: '/time/workTypes', what: 'Work types', label: 'the work types' },
] as const;

/**
 * What this ConnectWise's tickets can hold: every list of the setup tables, per board where a board has its own, and the custom fields.
 * Companies, sites, contacts and agreements are too many to list; they are referred to by number.
 */
export async function discoverFields(api: Api, customFields: CustomFields, signal?: AbortSignal): Promise<Discovery> {
  const options = new Map<string, CatalogOption[]>();
  const add = (path: string, found: readonly CatalogOption[]): void => {
    options.set(path, [...(options.get(path) ?? []), ...found]);
  };
  let serviceBoards: readonly Board[] = [];
  let definitions: readonly CustomFieldDefinition[] = [];
  const first: readonly ListReading[] = [
    {
      what: 'Boards',
      unread: ['board', 'status', ...boardTables.map(({ path }) => path)].map((path) => ({ path })),
      read: async () => {
        serviceBoards = (await boards(api, signal)).filter((board) => !board.inactive && !board.project);
        add('board', optionsById(serviceBoards));
      },
    },
    ...setupTables.map(({ path, table, what, label }) => ({
      what,
      unread: [{ path }],
      read: async () => add(path, optionsById(await setupTable(api, table, label, signal))),
    })),
    {
      what: 'Members',
      unread: [{ path: 'owner' }, { path: 'owner.identifier' }],
      read: async () => {
        const active = (await members(api, signal)).filter((member) => !member.inactive);
        add('owner', optionsById(apart(active)));
        options.set('owner.name', optionsByName(optionsById(active)));
        add('owner.identifier', optionsOf(active.map(({ identifier }) => identifier)));
      },
    },
    {
      what: 'Custom fields',
      unread: [{ path: 'customFields.*' }],
      read: async () => {
        definitions = await customFields.definitions(signal);
      },
    },
  ];
  const { gaps, refused } = await readLists(first);
  if (refused !== null) throw refused;
  const ofBoards = await readLists(serviceBoards.flatMap((board) => boardReadings(api, board, add, signal)));
  for (const [path, found] of [...options]) {
    // The order of the boards, whichever answered first.
    found.sort((a, b) => order(serviceBoards, a) - order(serviceBoards, b));
    if (!path.includes('.') && !options.has(`${path}.name`)) options.set(`${path}.name`, optionsByName(found));
  }
  const fields = [...withOptions(ticketCatalogFields, options), ...customFieldsInCatalog(definitions)];
  return { fields, gaps: [...gaps, ...ofBoards.gaps].map(withNames) };
}

/** Members of one name are told apart by their identifiers. */
function apart(active: readonly PsaMember[]): readonly Named[] {
  const names = active.map(({ name }) => name);
  return active.map(({ id, name, identifier }) => {
    const alone = names.indexOf(name) === names.lastIndexOf(name);
    return { id, name: alone ? name : `${name} (${identifier})` };
  });
}

function boardReadings(
  api: Api,
  board: Named,
  add: (path: string, found: readonly CatalogOption[]) => void,
  signal: AbortSignal | undefined,
): readonly ListReading[] {
  const here = (found: readonly Named[]): CatalogOption[] =>
    optionsById(found).map((option) => ({ ...option, boardId: board.id }));
  const unread = (path: string) => [{ path, boardId: board.id }];
  return [
    {
      what: 'Statuses',
      unread: unread('status'),
      read: async () => {
        const statuses = (await boardStatuses(api, board.id, signal)).filter((status) => !status.inactive);
        add('status', here([...statuses].sort((a, b) => a.sortOrder - b.sortOrder)));
      },
    },
    ...boardTables.map(({ path, table, what }) => ({
      what,
      unread: unread(path),
      read: async () => {
        const label = `the ${table} of Service Board ${board.id}`;
        add(path, here(await setupTable(api, `/service/boards/${board.id}/${table}`, label, signal)));
      },
    })),
  ];
}

function order(boardsInOrder: readonly Board[], { boardId }: CatalogOption): number {
  return boardId === undefined ? 0 : boardsInOrder.findIndex((board) => board.id === boardId);
}

/** The names beside the ids come from the same list. */
function withNames(gap: Discovery['gaps'][number]): Discovery['gaps'][number] {
  const named = (gap.unread ?? []).filter(({ path }) => !path.includes('.'));
  return { ...gap, unread: [...(gap.unread ?? []), ...named.map((each) => ({ ...each, path: `${each.path}.name` }))] };
}
