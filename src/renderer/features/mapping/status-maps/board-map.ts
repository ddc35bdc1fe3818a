import type { Catalog, CatalogOption } from '../../../../shared/domain/catalog.ts';
import type { BoardStatusMap } from '../../../../shared/domain/mapping.ts';
import type { JsonObject } from '../../../../shared/json.ts';
import { suggest } from '../../setup/status-map.ts';

export interface Named {
  readonly id: number;
  readonly name: string;
}
export interface TicketStatus extends Named {
  /** Null: not known without asking ConnectWise. */
  readonly closed: boolean | null;
}

/** What one work order status does on a board: a ticket status, leave the ticket alone, or not decided. */
export type Choice = number | 'leave' | 'open';

function optionsAt(catalog: Catalog | null, path: RegExp): readonly CatalogOption[] {
  return (catalog?.connectwise.fields ?? []).flatMap((field) => (path.test(field.path) ? (field.options ?? []) : []));
}

function numbered(options: readonly CatalogOption[]): readonly Named[] {
  const found = new Map<number, Named>();
  for (const { value, label } of options) {
    if (typeof value === 'number' && !found.has(value)) found.set(value, { id: value, name: label });
  }
  return [...found.values()];
}

/** The boards the catalog knows. */
export function boardsOf(catalog: Catalog | null): readonly Named[] {
  return numbered(optionsAt(catalog, /^board(?:\.id)?$/)).toSorted((a, b) => a.name.localeCompare(b.name));
}

/** The exact statuses of a board, in the catalog's order. */
export function statusesOf(catalog: Catalog | null, boardId: number): readonly Named[] {
  return numbered(optionsAt(catalog, /^status(?:\.id)?$/).filter((option) => option.boardId === boardId));
}

/** Field Nation's statuses, then those that only the map names. */
export function namesOf(map: BoardStatusMap, known: readonly string[]): readonly string[] {
  const named = map.toTicket.map(({ workOrderStatus }) => workOrderStatus);
  return [...known, ...named.filter((name) => !known.includes(name))];
}

export function choiceOf(map: BoardStatusMap, workOrderStatus: string): Choice {
  const entry = map.toTicket.find((one) => one.workOrderStatus === workOrderStatus);
  return entry === undefined ? 'open' : (entry.ticketStatusId ?? 'leave');
}

/** The map with other choices for some statuses. What is not decided stays out, so that it goes to a person when it is met. */
export function withChoices(
  map: BoardStatusMap,
  choices: ReadonlyMap<string, Choice>,
  statuses: readonly Named[],
): BoardStatusMap {
  const entry = (workOrderStatus: string, choice: Choice): BoardStatusMap['toTicket'] => {
    if (choice === 'open') return [];
    if (choice === 'leave') return [{ workOrderStatus, ticketStatusId: null, ticketStatusName: '' }];
    const before = map.toTicket.find((one) => one.ticketStatusId === choice);
    const name = statuses.find(({ id }) => id === choice)?.name ?? before?.ticketStatusName ?? '';
    return [{ workOrderStatus, ticketStatusId: choice, ticketStatusName: name }];
  };
  const kept = map.toTicket.flatMap((one) => {
    const choice = choices.get(one.workOrderStatus);
    return choice === undefined ? [one] : entry(one.workOrderStatus, choice);
  });
  const added = [...choices].flatMap(([name, choice]) =>
    map.toTicket.some(({ workOrderStatus }) => workOrderStatus === name) ? [] : entry(name, choice),
  );
  return { ...map, toTicket: [...kept, ...added] };
}

/** Ticket statuses whose names say the same as undecided work order statuses. */
export function matches(
  map: BoardStatusMap,
  names: readonly string[],
  statuses: readonly Named[],
): ReadonlyMap<string, Named> {
  const candidates = statuses.map((status) => ({ ...status, closed: false }));
  return new Map(
    names.flatMap((name): [string, Named][] => {
      const hint = choiceOf(map, name) === 'open' ? suggest(name, candidates) : null;
      return hint === null ? [] : [[name, { id: hint.id, name: hint.name }]];
    }),
  );
}

export interface MapCounts {
  readonly mapped: number;
  readonly left: number;
  readonly open: number;
}

export function countMap(map: BoardStatusMap, names: readonly string[]): MapCounts {
  const choices = names.map((name) => choiceOf(map, name));
  return {
    mapped: choices.filter((choice) => typeof choice === 'number').length,
    left: choices.filter((choice) => choice === 'leave').length,
    open: choices.filter((choice) => choice === 'open').length,
  };
}

/** Another board's choices on this one, where it has a ticket status of the same name; the rest is left to decide. */
export function copiedFrom(
  from: BoardStatusMap,
  to: BoardStatusMap,
  statuses: readonly Named[],
): { readonly map: BoardStatusMap; readonly taken: number; readonly missing: readonly string[] } {
  const toTicket = from.toTicket.flatMap((entry): BoardStatusMap['toTicket'] => {
    if (entry.ticketStatusId === null) return [entry];
    const same = statuses.find(({ name }) => name.toLowerCase() === entry.ticketStatusName.toLowerCase());
    return same === undefined ? [] : [{ ...entry, ticketStatusId: same.id, ticketStatusName: same.name }];
  });
  const kept = to.toTicket.filter((one) => !toTicket.some((entry) => entry.workOrderStatus === one.workOrderStatus));
  const missing = from.toTicket
    .filter((entry) => !toTicket.some(({ workOrderStatus }) => workOrderStatus === entry.workOrderStatus))
    .map(({ ticketStatusName }) => ticketStatusName);
  return { map: { ...to, toTicket: [...kept, ...toTicket] }, taken: toTicket.length, missing: [...new Set(missing)] };
}

function part(document: JsonObject | undefined, record: string, key: 'id' | 'name'): number | string | null {
  const held = document?.[record];
  if (held === null || typeof held !== 'object' || Array.isArray(held)) return null;
  const value = (held as JsonObject)[key];
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

export interface Statuses {
  readonly boardId: number | null;
  readonly boardName: string;
  readonly ticketStatusId: number | null;
  readonly ticketStatus: string;
  readonly workOrderStatus: string | null;
}

/** What a chosen record and its other side are at now. */
export function statusesIn(ticket: JsonObject | undefined, workOrder: JsonObject | undefined): Statuses {
  const number = (record: string): number | null => {
    const id = part(ticket, record, 'id');
    return typeof id === 'number' ? id : null;
  };
  return {
    boardId: number('board'),
    boardName: String(part(ticket, 'board', 'name') ?? ''),
    ticketStatusId: number('status'),
    ticketStatus: String(part(ticket, 'status', 'name') ?? ''),
    workOrderStatus: workOrder === undefined ? null : (part(workOrder, 'status', 'name')?.toString() ?? null),
  };
}
