import type { CatalogField, CatalogOption } from '../../../../shared/domain/catalog.ts';
import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import type { Json } from '../../../../shared/json.ts';
import { sameWords } from './same-words.ts';

type Direction = MappingRule['direction'];
type Entry = { compare: Json; value: Json };

/** A list longer than this is not written into a map entry by entry; only what fits is. */
const longestList = 60;

export interface Ends {
  readonly connectwise: CatalogField;
  readonly fieldnation: CatalogField;
}

const isDate = ({ type }: CatalogField): boolean => type === 'date' || type === 'date-time';

/** Which ways a pair of fields can be connected, the likeliest first; empty when neither side can be written. */
export function waysOf(ends: Ends, from: 'connectwise' | 'fieldnation' = 'connectwise'): readonly Direction[] {
  const inbound = ends.connectwise.read && ends.fieldnation.write;
  const outbound = ends.fieldnation.read && ends.connectwise.write;
  const one: Direction[] = [...(inbound ? (['inbound'] as const) : []), ...(outbound ? (['outbound'] as const) : [])];
  if (from === 'fieldnation') one.reverse();
  return inbound && outbound ? [...one, 'both'] : one;
}

/** A name for a rule that no other rule of the mapping has, made of its target's path. */
export function freeId(wish: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  const stem =
    wish
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 56) || 'rule';
  if (!used.has(stem)) return stem;
  let number = 2;
  while (used.has(`${stem}-${String(number)}`)) number += 1;
  return `${stem}-${String(number)}`;
}

function firstOfEach(options: readonly CatalogOption[]): readonly CatalogOption[] {
  const seen = new Set<string>();
  return options.filter(({ value }) => {
    const key = JSON.stringify(value);
    return !seen.has(key) && seen.add(key);
  });
}

/** Values of both lists that mean the same by their words. What has no counterpart changes nothing, until a person says what it means. */
export function mapEntries(source: CatalogField, target: CatalogField): Entry[] {
  const targets = firstOfEach(target.options ?? []);
  const like = (words: string): CatalogOption | undefined => targets.find(({ label }) => sameWords(label, words));
  const options = firstOfEach(source.options ?? []);
  if (options.length === 0)
    return targets.length > longestList ? [] : targets.map(({ label, value }) => ({ compare: label, value }));
  const entries = options.map(({ value, label }) => ({ compare: value, value: like(label)?.value ?? null }));
  return entries.length > longestList ? entries.filter(({ value }) => value !== null) : entries;
}

/** Lists have to be written with exact values, so they are mapped entry by entry. */
function wantsMap(source: CatalogField, target: CatalogField): boolean {
  if (target.options === null || target.options.length === 0) return false;
  const values = new Set(target.options.map(({ value }) => value));
  return !(source.options ?? []).some(({ value }) => values.has(value)) || source.type !== target.type;
}

/** A rule between two fields with the action that their types ask for. */
export function ruleBetween(ends: Ends, direction: Direction, taken: Iterable<string>): MappingRule {
  const turned = direction === 'outbound';
  const source = turned ? ends.fieldnation : ends.connectwise;
  const target = turned ? ends.connectwise : ends.fieldnation;
  const base = {
    id: freeId(target.path, taken),
    direction,
    target: target.path,
    when: 'always',
    onMissing: target.required === 'no' ? 'skip' : 'fail',
    onConflict: 'ask',
  } as const;
  if (isDate(source) && isDate(target) && source.dateFormat !== target.dateFormat)
    return {
      ...base,
      action: 'DATE_CONVERT',
      source: source.path,
      inputFormat: source.dateFormat || 'iso',
      outputFormat: target.dateFormat || 'iso',
      timezoneIn: 'UTC',
      timezoneOut: 'UTC',
    };
  if (wantsMap(source, target))
    return { ...base, action: 'ARRAY_MAP', source: source.path, mappings: mapEntries(source, target) };
  // Plain text in a formatted field would lose its line breaks, and a `<` in it would be taken for a tag.
  if (target.type === 'html' && source.type !== 'html' && direction !== 'both')
    return { ...base, action: 'CONCAT', format: 'html', parts: [{ type: 'field', value: source.path }] };
  return { ...base, action: 'SYNC', source: source.path };
}
