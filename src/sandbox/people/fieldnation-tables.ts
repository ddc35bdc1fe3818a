import type { CustomFieldDefinition, FieldNationData } from '../fieldnation/model.ts';
import { nextId } from '../fieldnation/new-work-order.ts';

/* What a company's administrator changes in Field Nation's tables, which the API cannot write. */

export interface NewTableEntry {
  readonly list: string;
  readonly name: string;
  /** Custom fields: `text`, `predefined` and so on. */
  readonly type?: string;
  readonly options?: readonly string[];
}

type Entry = { readonly id: number; name: string };
const prefix = 'fieldnation.';
const lists = ['clients', 'projects', 'templates', 'typesOfWork', 'locations', 'customFields'] as const;
/** Lists the API can add to as well count on. */
const counters: Readonly<Record<string, string>> = { clients: 'client', projects: 'project', locations: 'location' };
const types = ['text', 'numeric', 'date', 'date_time', 'time', 'predefined', 'phone'] as const;

/** Whether the list is Field Nation's: `fieldnation.clients`. */
export function isFieldNationList(list: string): boolean {
  return list.startsWith(prefix);
}

function tableOf(data: FieldNationData, list: string): Entry[] {
  const name = lists.find((one) => `${prefix}${one}` === list);
  if (name === undefined) {
    throw new Error(`There is no list "${list}". There are: ${lists.map((one) => `${prefix}${one}`).join(', ')}.`);
  }
  return data[name] as unknown as Entry[];
}

export function addTableEntry(data: FieldNationData, entry: NewTableEntry): { readonly id: number } {
  const table = tableOf(data, entry.list);
  const counter = counters[entry.list.slice(prefix.length)];
  const id = counter === undefined ? Math.max(0, ...table.map((one) => one.id)) + 1 : nextId(data, counter);
  table.push({ ...defaultsOf(table, entry), id, name: entry.name });
  return { id };
}

/** A new entry looks like the others of its list, without what belongs to one of them. */
function defaultsOf(table: readonly Entry[], { list, type = 'text', options = [] }: NewTableEntry): object {
  if (list !== `${prefix}customFields`) return { ...table[0] };
  const known = types.find((one) => one === type);
  if (known === undefined) throw new Error(`There is no type "${type}". There are: ${types.join(', ')}.`);
  const field: Omit<CustomFieldDefinition, 'id' | 'name'> = {
    tip: '',
    type: known,
    role: 'buyer',
    required: false,
    unique: false,
    internal: false,
    options: [...options],
  };
  return field;
}

function indexOf(table: readonly Entry[], list: string, id: number): number {
  const index = table.findIndex((one) => one.id === id);
  if (index < 0) throw new Error(`The list ${list} has no entry ${id}.`);
  return index;
}

export function renameTableEntry(data: FieldNationData, list: string, id: number, name: string): void {
  const table = tableOf(data, list);
  const entry = table[indexOf(table, list, id)];
  if (entry !== undefined) entry.name = name;
}

export function removeTableEntry(data: FieldNationData, list: string, id: number): void {
  const table = tableOf(data, list);
  table.splice(indexOf(table, list, id), 1);
}
