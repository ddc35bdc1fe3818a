import { type Mapping, mappingSchema } from '../../../shared/domain/mapping.ts';
import type { Json, JsonObject } from '../../../shared/json.ts';
import { unreadable } from './read-text.ts';

export function asObject(value: Json | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** The mapping in a document of ours: itself, or within an exported configuration; null when it is none of ours. */
export function ownMapping(value: Json): JsonObject | null {
  const document = asObject(value);
  if (document === null || typeof document.formatVersion !== 'number') return null;
  if (Array.isArray(document.rules)) return document;
  const inner = asObject(document.mapping);
  if (inner !== null && Array.isArray(inner.rules)) return inner;
  if ('connectwise' in document || 'fieldnation' in document)
    throw unreadable('This is a configuration of Dispatch Bridge without a mapping. Export it again with its mapping.');
  return null;
}

/** Throws `mapping.unreadable` with the place of the first thing that is wrong. */
export function readOwn(document: JsonObject): Mapping {
  const parsed = mappingSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  if (typeof document.formatVersion === 'number' && document.formatVersion > 1)
    throw unreadable(
      `This mapping was written by a newer Dispatch Bridge (format ${document.formatVersion}). Update this one first.`,
    );
  const issue = parsed.error.issues[0];
  const place = (issue?.path ?? []).map(String).join('.');
  throw unreadable(`The mapping cannot be read at ${place === '' ? 'its top' : place}: ${issue?.message ?? ''}.`, {
    place,
  });
}
