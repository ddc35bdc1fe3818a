import type { Json } from '../../shared/json.ts';
import { randomGuid } from '../kernel/random.ts';
import { type StoredRecord, type TableName, textOf } from './records.ts';
import { seedScreens } from './seed/custom-fields.ts';
import { now, type World } from './world.ts';

/* What an administrator changes in the setup tables, which the API cannot write here. */

const boardTables = ['statuses', 'types', 'subTypes', 'items', 'teams'] as const satisfies readonly TableName[];
const plainTables = [
  'boards',
  'priorities',
  'sources',
  'serviceLocations',
  'locations',
  'departments',
  'members',
  'customFields',
] as const;
export const setupLists: readonly string[] = [...boardTables, ...plainTables];

export interface NewEntry {
  readonly list: string;
  readonly name: string;
  /** For what a board has of its own. */
  readonly boardId?: number;
  /** Custom fields: `Text` and so on; with options it is a list. */
  readonly type?: string;
  readonly options?: readonly string[];
}

function tableOf(list: string): TableName {
  if (!setupLists.includes(list)) throw new Error(`There is no list "${list}". There are: ${setupLists.join(', ')}.`);
  return (list === 'customFields' ? 'userDefinedFields' : list) as TableName;
}

function entryOf(world: World, list: string, id: number): StoredRecord {
  const entry = world.store.table(tableOf(list)).get(id);
  if (entry === null) throw new Error(`The list ${list} has no entry ${id}.`);
  return entry;
}

/** Adds an entry as the screens would, with the defaults of a new one. */
export function addEntry(world: World, entry: NewEntry): { readonly id: number } {
  const table = world.store.table(tableOf(entry.list));
  return { id: table.insert(fieldsOf(world, entry, table.all().length)).id };
}

function fieldsOf(world: World, { list, name, boardId, type = 'Text', options = [] }: NewEntry, count: number) {
  if ((boardTables as readonly string[]).includes(list)) {
    if (boardId === undefined || world.store.table('boards').get(boardId) === null)
      throw new Error(`The list ${list} belongs to a board: give a boardId that exists.`);
    if (list === 'teams') return { name, boardId, members: [], defaultFlag: false };
    const board = { id: boardId };
    return list === 'statuses'
      ? { name, board, sortOrder: (count + 1) * 10, displayOnBoard: true, inactive: false, closedStatus: false }
      : { name, board, inactiveFlag: false };
  }
  if (list === 'customFields') return customField(world, name, type, options, count);
  if (list === 'members') {
    const [firstName = name, ...rest] = name.split(' ');
    const identifier = `${name
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .slice(0, 10)}${count}`;
    return { identifier, firstName, lastName: rest.join(' '), licenseClass: 'F', inactiveFlag: false };
  }
  if (list === 'departments') return { identifier: name.slice(0, 15), name };
  return { name, inactiveFlag: false, projectFlag: false };
}

function customField(world: World, caption: string, type: string, options: readonly string[], count: number) {
  return {
    ...seedScreens.ticket,
    caption,
    sequenceNumber: count + 1,
    fieldTypeIdentifier: type,
    entryTypeIdentifier: options.length > 0 ? 'List' : type === 'Date' ? 'Date' : 'EntryField',
    options: options.map(
      (optionValue, index): Json => ({
        id: 1000 * (count + 1) + index,
        optionValue,
        defaultFlag: false,
        inactiveFlag: false,
        sortOrder: index,
      }),
    ),
    numberDecimals: 0,
    requiredFlag: false,
    displayOnScreenFlag: true,
    readOnlyFlag: false,
    listViewFlag: false,
    businessUnitIds: [],
    locationIds: [],
    connectWiseID: randomGuid(world.context.random),
    dateCreated: now(world),
  };
}

/** Gives an entry another name; its id stays, as everywhere in ConnectWise. */
export function renameEntry(world: World, list: string, id: number, name: string): void {
  const entry = entryOf(world, list, id);
  world.store.table(tableOf(list)).replace({ ...entry, [list === 'customFields' ? 'caption' : 'name']: name });
}

/** Takes an entry out of use. Statuses say `inactive`, other tables `inactiveFlag` (reference section 3.4); what can be neither is deleted. */
export function retireEntry(world: World, list: string, id: number): void {
  const entry = entryOf(world, list, id);
  const table = world.store.table(tableOf(list));
  if (list === 'statuses') table.replace({ ...entry, inactive: true });
  else if (['boards', 'types', 'subTypes', 'items', 'members'].includes(list))
    table.replace({ ...entry, inactiveFlag: true });
  else table.remove(id);
}

/** An entry by its name, for those who look for one. */
export function entryNamed(world: World, list: string, name: string, boardId?: number): number | null {
  const found = world.store
    .table(tableOf(list))
    .all()
    .find((entry) => {
      const board = (entry.board as { readonly id?: number } | undefined)?.id ?? entry.boardId;
      return (
        (textOf(entry, 'name') || textOf(entry, 'caption')) === name && (boardId === undefined || board === boardId)
      );
    });
  return found?.id ?? null;
}
