import type { Json, JsonObject } from '../../shared/json.ts';
import type { SandboxRequest, SandboxResponse } from '../kernel-types.ts';
import { evaluate, namesIn } from './conditions/evaluate.ts';
import { type Condition, ConditionSyntaxError } from './conditions/model.ts';
import { parseConditions } from './conditions/parser.ts';
import { renderCustomFields } from './custom-fields.ts';
import { badCondition, badRequest } from './errors.ts';
import { canonicalPath } from './fields.ts';
import { pageOf } from './paging.ts';
import type { StoredRecord } from './records.ts';
import { type Kind, readPath, render, selectFields } from './render.ts';
import type { World } from './world.ts';

/** What a list call filters and sorts by. */
export interface Filter {
  readonly conditions: string | null;
  readonly childConditions: string | null;
  readonly customFieldConditions: string | null;
  readonly orderBy: string | null;
}

/** Query parameters ignore case in their names. */
export function parameter(request: SandboxRequest, name: string): string | null {
  for (const [key, value] of request.query) {
    if (key.toLowerCase() === name.toLowerCase()) return value;
  }
  return null;
}

export function filterOf(request: SandboxRequest): Filter {
  return {
    conditions: parameter(request, 'conditions'),
    childConditions: parameter(request, 'childConditions'),
    customFieldConditions: parameter(request, 'customFieldConditions'),
    orderBy: parameter(request, 'orderBy'),
  };
}

function parse(text: string | null): Condition | null {
  if (text === null || text.trim() === '') return null;
  try {
    return parseConditions(text);
  } catch (error) {
    if (error instanceof ConditionSyntaxError) throw badCondition(error.message);
    throw error;
  }
}

type Test = (record: StoredRecord) => boolean;

function recognized(
  names: readonly string[],
  find: (name: string) => readonly string[] | null,
): Map<string, readonly string[]> {
  const paths = new Map<string, readonly string[]>();
  for (const name of names) {
    const path = find(name);
    if (path === null) throw badCondition(`${name} is not a recognized name.`);
    paths.set(name, path);
  }
  return paths;
}

function conditionTest(world: World, kind: Kind, text: string | null): Test | null {
  const condition = parse(text);
  if (condition === null) return null;
  const paths = recognized(namesIn(condition), (name) => canonicalPath(kind.fields, name));
  return (record) => evaluate(condition, (name) => readPath(world, kind, record, paths.get(name) ?? []));
}

/** Child conditions look at one array element at a time: all of them must hold for the same element. */
function childTest(world: World, kind: Kind, text: string | null): Test | null {
  const condition = parse(text);
  if (condition === null) return null;
  const paths = recognized(namesIn(condition), (name) => {
    const path = canonicalPath(kind.fields, name, true);
    return path !== null && kind.fields[path[0] ?? '']?.type === 'list' ? path : null;
  });
  const lists = [...new Set([...paths.values()].map(([list = '']) => list))];
  const [list = ''] = lists;
  if (lists.length > 1) throw badCondition('Child conditions can look into one list at a time.');
  return (record) => {
    const items = render(world, kind, record)[list];
    return (
      Array.isArray(items) &&
      (items as readonly Json[]).some((item) =>
        evaluate(condition, (name) => (item as JsonObject)[paths.get(name)?.[1] ?? '']),
      )
    );
  };
}

function customFieldTest(world: World, kind: Kind, text: string | null): Test | null {
  const condition = parse(text);
  if (condition === null) return null;
  const { screen } = kind;
  if (screen === undefined) throw badCondition('customFieldConditions are not supported for this record.');
  const known = ['id', 'caption', 'type', 'entryMethod', 'value'];
  const paths = recognized(namesIn(condition), (name) => {
    const key = known.find((one) => one.toLowerCase() === name.toLowerCase());
    return key === undefined ? null : [key];
  });
  return (record) =>
    renderCustomFields(world.store, screen, record).some((item) =>
      evaluate(condition, (name) => (item as JsonObject)[paths.get(name)?.[0] ?? '']),
    );
}

type Order = (a: StoredRecord, b: StoredRecord) => number;

function compareValues(a: Json | undefined, b: Json | undefined): number {
  if (a === undefined || a === null) return b === undefined || b === null ? 0 : -1;
  if (b === undefined || b === null) return 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const left = String(a).toLowerCase();
  const right = String(b).toLowerCase();
  return left < right ? -1 : left > right ? 1 : 0;
}

function orderOf(world: World, kind: Kind, text: string | null): Order {
  const steps = (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', direction = 'asc'] = part.split(/\s+/);
      const path = canonicalPath(kind.fields, name);
      if (path === null) throw badCondition(`${name} is not a recognized name.`);
      return { path, sign: direction.toLowerCase() === 'desc' ? -1 : 1 };
    });
  return (a, b) => {
    for (const { path, sign } of steps) {
      const order = compareValues(readPath(world, kind, a, path), readPath(world, kind, b, path));
      if (order !== 0) return order * sign;
    }
    return a.id - b.id;
  };
}

/** The records of `from` that pass, in order. Throws the vendor's 400 for a bad condition or name. */
export function select(
  world: World,
  kind: Kind,
  from: readonly StoredRecord[],
  filter: Filter,
): readonly StoredRecord[] {
  const tests = [
    conditionTest(world, kind, filter.conditions),
    childTest(world, kind, filter.childConditions),
    customFieldTest(world, kind, filter.customFieldConditions),
  ].filter((test) => test !== null);
  return from.filter((record) => tests.every((test) => test(record))).sort(orderOf(world, kind, filter.orderBy));
}

/** A list answer: filtered, sorted, paged, `fields` applied, `Link` header set. */
export function listResponse(
  world: World,
  kind: Kind,
  request: SandboxRequest,
  from: readonly StoredRecord[],
  filter: Filter = filterOf(request),
): SandboxResponse {
  const forwardOnly = request.headers['pagination-type']?.toLowerCase() === 'forward-only';
  if (forwardOnly && filter.orderBy !== null) throw badRequest('orderBy is not allowed with forward-only pagination.');
  const page = pageOf(world, request, select(world, kind, from, filter), forwardOnly);
  const fields = parameter(request, 'fields');
  return {
    status: 200,
    headers: page.link === null ? {} : { link: page.link },
    body: page.records.map((record) => selectFields(render(world, kind, record), fields)),
  };
}

export function countResponse(
  world: World,
  kind: Kind,
  request: SandboxRequest,
  from: readonly StoredRecord[],
): SandboxResponse {
  return { status: 200, body: { count: select(world, kind, from, filterOf(request)).length } };
}

/** One record, `fields` applied. */
export function recordResponse(
  world: World,
  kind: Kind,
  request: SandboxRequest,
  record: StoredRecord,
  status: 200 | 201 = 200,
): SandboxResponse {
  return { status, body: selectFields(render(world, kind, record), parameter(request, 'fields')) };
}
