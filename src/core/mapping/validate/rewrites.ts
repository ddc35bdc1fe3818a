import standardMapping from '../../../../resources/mappings/standard.json' with { type: 'json' };
import type { CatalogField } from '../../../shared/domain/catalog.ts';
import { type MappingRule, mappingSchema } from '../../../shared/domain/mapping.ts';
import type { Json } from '../../../shared/json.ts';
import { changed, customId, type Half, onePath } from './context.ts';
import { type Fix, replaceBy } from './finding.ts';
import { nearest } from './nearest.ts';
import { hasList } from './values.ts';

/* Rules that fixes put in the place of others. */

/** More would be no help to anybody who has to look through them. */
const mostEntries = 200;

/**
 * A value map from one field's values to the other's: each to the one with the same name, and to "change nothing" where there is none. Without a
 * list of the source, the target's names stand for what the source may hold.
 */
export function mapBetween(
  source: CatalogField,
  target: CatalogField,
): readonly { readonly compare: Json; readonly value: Json }[] {
  if (!hasList(target) || target.type === 'list') return [];
  const once = <T extends { readonly compare: Json }>(entries: readonly T[]): readonly T[] => [
    ...new Map(entries.toReversed().map((entry) => [JSON.stringify(entry.compare), entry])).values(),
  ];
  if (!hasList(source)) {
    const entries = target.options.map(({ value, label }) => ({ compare: label, value }));
    return entries.length > mostEntries || source.type === 'number' ? [] : once(entries).toReversed();
  }
  if (source.options.length > mostEntries) return [];
  const entries = source.options.map(({ value, label }) => {
    const exact = target.options.find((option) => option.label === label);
    const alike = exact ?? nearest(label, target.options, (option) => [option.label]);
    return { compare: value, value: alike?.value ?? null };
  });
  return once(entries).toReversed();
}

const standard: readonly MappingRule[] = mappingSchema.parse(standardMapping).rules;

/** The rule of the standard preset that fills a field of the work order. */
export function standardRule(target: string): MappingRule | undefined {
  return standard.find((rule) => rule.direction === 'inbound' && rule.target === target);
}

/** The standard preset's way from one field to the other, where it has a better one than copying. */
export function standardRuleFor({ rule, whole }: Half): Fix | null {
  const better = standardRule(rule.target);
  if (whole.direction !== 'inbound' || better === undefined || better.action === rule.action) return null;
  if (!('source' in better) || !('source' in rule) || better.source !== rule.source) return null;
  const { id, note } = whole;
  return replaceBy('Map it as the standard mapping does', {
    ...better,
    id,
    when: whole.when,
    onConflict: whole.onConflict,
    ...(note === undefined ? {} : { note }),
  });
}

/** Below this nothing readable is left of a text that was cut. */
const shortest = 20;

/** Copies the beginning of the source, as a script. */
export function cutAt({ rule, whole }: Half, length: number): Fix | null {
  if (whole.direction === 'both' || !('source' in rule) || length < shortest) return null;
  const { source: _, ...rest } = whole as MappingRule & { source: string };
  const script = `$substring(${jsonataPath(rule.source)}, 0, ${length})`;
  return replaceBy(
    `Cut at ${length} characters`,
    changed(rest as MappingRule, { action: 'CUSTOM', language: 'jsonata', script }),
  );
}

/** A mapping path as JSONata writes it. A ticket's custom fields are a list, found by their number. */
export function jsonataPath(path: string): string {
  const custom = customId(path);
  if (custom !== null && path.startsWith('customFields')) return `customFields[id=${custom}].value`;
  return onePath(path)
    .split('.')
    .map((part, index) => (/^\d+$/.test(part) && index > 0 && custom === null ? `[${part}]` : `.${name(part)}`))
    .join('')
    .replace(/^\./, '');
}

function name(part: string): string {
  return /^[A-Za-z_]\w*$/.test(part) ? part : `\`${part.replaceAll('`', '')}\``;
}
