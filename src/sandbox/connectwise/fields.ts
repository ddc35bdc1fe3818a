/* A small description of each kind of record: what the API knows, how long texts may be, what can be written. */

export type FieldSpec =
  | { readonly type: 'text'; readonly max?: number; readonly access: Access }
  | { readonly type: 'int' | 'number' | 'flag' | 'time' | 'any'; readonly access: Access }
  | { readonly type: 'choice'; readonly choices: readonly string[]; readonly access: Access }
  /** A reference; `target` names what it points to, null when the sandbox does not keep that table. */
  | {
      readonly type: 'ref';
      readonly target: string | null;
      readonly members: readonly string[];
      readonly access: Access;
    }
  | { readonly type: 'list'; readonly item: FieldMap; readonly access: Access };

/** `read`: the server sets it and ignores it in writes. `write`: accepted, never returned. */
export type Access = 'both' | 'read' | 'write';
export type FieldMap = Readonly<Record<string, FieldSpec>>;

export const text = (max?: number): FieldSpec => ({
  type: 'text',
  access: 'both',
  ...(max === undefined ? {} : { max }),
});
export const int: FieldSpec = { type: 'int', access: 'both' };
export const number: FieldSpec = { type: 'number', access: 'both' };
export const flag: FieldSpec = { type: 'flag', access: 'both' };
export const time: FieldSpec = { type: 'time', access: 'both' };
export const anything: FieldSpec = { type: 'any', access: 'both' };
export const choice = (...choices: readonly string[]): FieldSpec => ({ type: 'choice', choices, access: 'both' });
export const ref = (target: string | null, ...more: readonly string[]): FieldSpec => ({
  type: 'ref',
  target,
  members: ['id', 'name', ...more],
  access: 'both',
});
export const list = (item: FieldMap): FieldSpec => ({ type: 'list', item, access: 'both' });
export const readOnly = (spec: FieldSpec): FieldSpec => ({ ...spec, access: 'read' });
export const writeOnly = (spec: FieldSpec): FieldSpec => ({ ...spec, access: 'write' });

/** What every record answers to in conditions although it shows only inside `_info` (reference section 1.8). */
const infoTimes: FieldMap = { lastUpdated: readOnly(time), dateEntered: readOnly(time) };

/**
 * The canonical path of a condition's name, or null when it is not a recognized name. Case is ignored.
 * `board`, `board/id`, `lastUpdated`; lists only with `intoLists` (child and custom field conditions).
 */
export function canonicalPath(fields: FieldMap, name: string, intoLists = false): readonly string[] | null {
  const [first = '', second, ...rest] = name.split('/');
  if (rest.length > 0) return null;
  const find = (map: FieldMap, wanted: string): string | undefined =>
    Object.keys(map).find((key) => key.toLowerCase() === wanted.toLowerCase());
  const key = find(fields, first) ?? find(infoTimes, first);
  if (key === undefined) return null;
  const spec = fields[key] ?? infoTimes[key];
  if (spec === undefined || spec.access === 'write') return null;
  if (second === undefined) return spec.type === 'list' ? null : [key];
  if (spec.type === 'ref') {
    const member = spec.members.find((one) => one.toLowerCase() === second.toLowerCase());
    return member === undefined ? null : [key, member];
  }
  if (spec.type === 'list' && intoLists) {
    const member = find(spec.item, second);
    return member === undefined ? null : [key, member];
  }
  return null;
}
