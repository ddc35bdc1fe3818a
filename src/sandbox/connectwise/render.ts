import type { Json, JsonObject } from '../../shared/json.ts';
import { type CustomFieldScreen, renderCustomFields } from './custom-fields.ts';
import type { FieldMap } from './fields.ts';
import { refId, type StoredRecord, type TableName } from './records.ts';
import { readReference, renderReference } from './references.ts';
import { linkBase, type World } from './world.ts';

/** One kind of record: where it rests, what it has, how it is called, what it links to. */
export interface Kind {
  readonly table: TableName;
  readonly fields: FieldMap;
  /** `Ticket 5 not found`. */
  readonly label: string;
  /** `ticket object is invalid`. */
  readonly resource: string;
  readonly screen?: CustomFieldScreen;
  /** Extra `_info` links: name to path after `/apis/3.0`. */
  readonly links?: (record: StoredRecord) => Readonly<Record<string, string>>;
}

function renderItem(world: World, fields: FieldMap, item: Json): Json {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  const source = item as JsonObject;
  const out: Record<string, Json> = {};
  for (const [key, spec] of Object.entries(fields)) {
    const value = source[key];
    if (value === undefined || value === null) continue;
    if (spec.type === 'ref' && spec.target !== null) {
      const id = (value as { readonly id?: Json }).id;
      const shown = typeof id === 'number' ? renderReference(world, spec.target, id) : null;
      if (shown !== null) out[key] = shown;
    } else {
      out[key] = value;
    }
  }
  return out;
}

/** The record as the API answers it: references filled in, missing and null members dropped (reference section 1.10). */
export function render(world: World, kind: Kind, record: StoredRecord): JsonObject {
  const out: Record<string, Json> = {};
  for (const [key, spec] of Object.entries(kind.fields)) {
    if (spec.access === 'write') continue;
    if (key === 'customFields') {
      if (kind.screen !== undefined) out[key] = renderCustomFields(world.store, kind.screen, record);
      continue;
    }
    const value = record[key];
    if (value === undefined || value === null) continue;
    if (spec.type === 'ref') {
      const id = refId(record, key);
      const shown = spec.target === null || id === null ? null : renderReference(world, spec.target, id);
      if (shown !== null) out[key] = shown;
    } else if (spec.type === 'list' && Array.isArray(value)) {
      out[key] = (value as readonly Json[]).map((item) => renderItem(world, spec.item, item));
    } else {
      out[key] = value;
    }
  }
  const info = record._info;
  const links = Object.entries(kind.links?.(record) ?? {}).map(([name, path]) => [name, `${linkBase(world)}${path}`]);
  out._info = {
    ...(typeof info === 'object' && info !== null && !Array.isArray(info) ? (info as JsonObject) : {}),
    ...(Object.fromEntries(links) as JsonObject),
  };
  return out;
}

/** The value at a canonical path, without rendering the whole record: for conditions and sorting. */
export function readPath(world: World, kind: Kind, record: StoredRecord, path: readonly string[]): Json | undefined {
  const [field = '', member] = path;
  const spec = kind.fields[field];
  if (spec === undefined) {
    const info = record._info;
    return typeof info === 'object' && info !== null && !Array.isArray(info) ? (info as JsonObject)[field] : undefined;
  }
  if (spec.type !== 'ref') return record[field];
  const id = refId(record, field);
  if (id === null || spec.target === null) return null;
  return member === undefined ? id : readReference(world.store, spec.target, id, member);
}

/** Keeps only the members a `fields` parameter names: `id,summary,status/id,_info/lastUpdated` (reference section 1.8). */
export function selectFields(record: JsonObject, fields: string | null): JsonObject {
  const wanted = (fields ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (wanted.length === 0) return record;
  const out: Record<string, Json> = {};
  for (const name of wanted) copyPath(record, name.split('/'), out);
  return out;
}

function copyPath(from: JsonObject, path: readonly string[], to: Record<string, Json>): void {
  const [wanted = '', ...rest] = path;
  const key = Object.keys(from).find((one) => one.toLowerCase() === wanted.toLowerCase());
  if (key === undefined) return;
  const value = from[key];
  if (value === undefined) return;
  if (rest.length === 0) {
    to[key] = value;
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const nested = { ...((to[key] ?? {}) as JsonObject) } as Record<string, Json>;
    copyPath(value as JsonObject, rest, nested);
    to[key] = nested;
  }
}
