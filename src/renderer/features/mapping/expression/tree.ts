import type { CatalogField } from '../../../../shared/domain/catalog.ts';
import type { Json, JsonObject } from '../../../../shared/json.ts';
import { t } from '../../../../shared/strings/t.ts';

/** What a script can read at one place of a record: from a real record, or from the catalog when none is chosen. */
export interface Place {
  readonly key: string;
  /** `text`, `number`, `yes or no`, `list of 3`, `object`, `empty`; the catalog's type without a record. */
  readonly type: string;
  /** A short form of the value; empty for objects and without a record. */
  readonly sample: string;
  /** The field's name on the page, or the caption of a custom field. */
  readonly label: string;
  /** Set for an entry of a list of custom fields: found by this id, wherever it stands. */
  readonly customId: number | null;
  readonly children: readonly Place[];
}

export type ReadableField = Pick<CatalogField, 'path' | 'label' | 'type'>;

const sampleLength = 60;
const deepest = 8;
const widest = 200;

/** A value in one short line. */
export function shortSample(value: Json): string {
  if (value === null) return '';
  if (typeof value === 'object') return '';
  const line = typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : String(value);
  const shown = line.length > sampleLength ? `${line.slice(0, sampleLength - 1)}\u2026` : line;
  return typeof value === 'string' ? `"${shown}"` : shown;
}

export function typeWord(value: Json): string {
  if (value === null) return t('script.type.empty');
  if (Array.isArray(value)) return t('script.type.list', { n: value.length });
  switch (typeof value) {
    case 'string':
      return t('script.type.text');
    case 'number':
      return t('script.type.number');
    case 'boolean':
      return t('script.type.yesNo');
    default:
      return t('script.type.object');
  }
}

function customField(item: Json): { readonly id: number; readonly caption: string; readonly value: Json } | null {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return null;
  const { id, caption, name, value = null } = item as JsonObject;
  const words = caption ?? name;
  if (typeof id !== 'number' || typeof words !== 'string' || !('value' in item)) return null;
  return { id, caption: words, value };
}

function placeOf(key: string, value: Json, labels: ReadonlyMap<string, string>, path: string, depth: number): Place {
  const base = {
    key,
    type: typeWord(value),
    sample: shortSample(value),
    label: labels.get(path) ?? '',
    customId: null,
  };
  if (value === null || typeof value !== 'object' || depth >= deepest) return { ...base, children: [] };
  if (!Array.isArray(value)) return { ...base, children: childrenOf(value as JsonObject, labels, path, depth + 1) };
  const children = (value as readonly Json[]).slice(0, widest).map((item, index): Place => {
    const own = customField(item);
    const place = placeOf(String(index), item, labels, `${path}.${String(index)}`, depth + 1);
    if (own === null) return place;
    return {
      ...place,
      type: typeWord(own.value),
      sample: shortSample(own.value),
      label: own.caption,
      customId: own.id,
    };
  });
  return { ...base, children };
}

function childrenOf(
  document: JsonObject,
  labels: ReadonlyMap<string, string>,
  path: string,
  depth: number,
): readonly Place[] {
  return Object.entries(document)
    .slice(0, widest)
    .flatMap(([key, value]) =>
      value === undefined ? [] : [placeOf(key, value, labels, path === '' ? key : `${path}.${key}`, depth)],
    );
}

interface Growing {
  key: string;
  type: string;
  label: string;
  children: Map<string, Growing>;
}

function fromCatalog(fields: readonly ReadableField[]): readonly Place[] {
  const top: Growing = { key: '', type: 'object', label: '', children: new Map() };
  for (const field of fields) {
    let at = top;
    for (const key of segmentsOf(field.path)) {
      let next = at.children.get(key);
      if (next === undefined) {
        next = { key, type: 'object', label: '', children: new Map() };
        at.children.set(key, next);
      }
      at = next;
    }
    at.type = field.type;
    at.label = field.label;
  }
  const settle = (place: Growing, parent: string): Place => ({
    key: place.key,
    type: place.type,
    sample: '',
    label: place.label,
    customId: /^custom_?fields$/i.test(parent) && /^\d+$/.test(place.key) ? Number(place.key) : null,
    children: [...place.children.values()].map((child) => settle(child, place.key)),
  });
  return settle(top, '').children;
}

/** `contacts[0].email` as its steps. */
export function segmentsOf(path: string): readonly string[] {
  return path
    .replace(/\[['"]?([^\]'"]+)['"]?\]/g, '.$1')
    .split('.')
    .filter((part) => part !== '');
}

/** What a script can read: the chosen record, named by the catalog; the catalog alone when no record is chosen. */
export function placesOf(sample: JsonObject | null, fields: readonly ReadableField[]): readonly Place[] {
  if (sample === null) return fromCatalog(fields);
  return childrenOf(sample, new Map(fields.map(({ path, label }) => [path, label])), '', 0);
}

/** The place a path leads to; null when there is none. */
export function placeAt(places: readonly Place[], path: readonly string[]): Place | null {
  let found: Place | null = null;
  let among = places;
  for (const key of path) {
    found = among.find((place) => place.key === key) ?? null;
    if (found === null) return null;
    among = found.children;
  }
  return found;
}
