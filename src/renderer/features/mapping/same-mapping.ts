import type { Mapping } from '../../../shared/domain/mapping.ts';
import { type Json, jsonEqual } from '../../../shared/json.ts';

/** Two mappings say the same. Rules that were not touched are the same objects, so this is cheap while typing. */
export function sameMapping(a: Mapping, b: Mapping): boolean {
  if (a === b) return true;
  return (
    a.name === b.name &&
    sameList(a.rules, b.rules) &&
    (a.statusMaps === b.statusMaps || sameList(a.statusMaps, b.statusMaps))
  );
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return (
    a.length === b.length && a.every((item, index) => item === b[index] || jsonEqual(item as Json, b[index] as Json))
  );
}
