import type { Json, JsonObject } from '../../../shared/json.ts';
import { asObject } from './own.ts';

/* One rule as Field Nation's connector writes it, in whatever spelling of keys (reference/fieldnation.md 6.2). */

export type Direction = 'inbound' | 'outbound' | 'both';

export interface ForeignRule {
  readonly action: string;
  readonly source: string;
  readonly target: string;
  /** As the rule itself or its place says; null when neither does. */
  readonly direction: Direction | null;
  /** Parameters by their names in snake_case. */
  readonly parameters: ReadonlyMap<string, Json>;
}

/** `inputFormat`, `input-format` and `InputFormat` as `input_format`. */
export function snake(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[\s-]+/g, '_')
    .toLowerCase();
}

const holders = ['parameters', 'params', 'config', 'options', 'action_params', 'action_config', 'settings'];

/** Null when the value is no rule. */
export function readRule(value: Json, direction: Direction | null): ForeignRule | null {
  const rule = asObject(value);
  if (rule === null) return null;
  const own = byName(rule);
  const parameters = new Map([...holders.flatMap((key) => [...byName(asObject(own.get(key)) ?? {})]), ...own]);
  const named = (...keys: readonly string[]): string => {
    for (const key of keys) {
      const found = parameters.get(key);
      if (typeof found === 'string' && found.trim() !== '') return plainPath(found);
      // Some list a field with its own description.
      const path = asObject(found)?.path ?? asObject(found)?.field ?? asObject(found)?.name;
      if (typeof path === 'string' && path.trim() !== '') return plainPath(path);
    }
    return '';
  };
  const source = named('source', 'source_field', 'source_path', 'from', 'from_field');
  const target = named('target', 'target_field', 'target_path', 'destination', 'to', 'to_field');
  if (target === '') return null;
  const action = named('action', 'action_type', 'type', 'mapping_type');
  return {
    action: snake(action)
      .toUpperCase()
      .replace(/^ACTION_TYPE_/, ''),
    source,
    target,
    direction: directionOf(parameters.get('direction')) ?? direction,
    parameters,
  };
}

function byName(object: JsonObject): ReadonlyMap<string, Json> {
  return new Map(Object.entries(object).map(([key, value]) => [snake(key), value]));
}

/** Field Nation's marks: an arrow to the left is inbound only (reference/fieldnation.md 6.2). */
export function directionOf(value: Json | undefined): Direction | null {
  if (typeof value !== 'string') return null;
  const word = value.trim().toLowerCase();
  if (/^(inbound|in|←|<-|to_fieldnation)/.test(word)) return 'inbound';
  if (/^(outbound|out|→|->|from_fieldnation)/.test(word)) return 'outbound';
  return /^(both|bidirectional|two.?way|↔|⇄|<->)/.test(word) ? 'both' : null;
}

/** A path in a remark: a document from outside may have any. */
export function shown(path: string): string {
  return path.length > 80 ? `${path.slice(0, 79)}…` : path;
}

/** A path without what scripts write before it. */
function plainPath(path: string): string {
  return path
    .trim()
    .replace(/^\{\{\s*|\s*\}\}$/g, '')
    .replace(/^\$\.(?:input\.)?/, '');
}
