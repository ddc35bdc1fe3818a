import type { CatalogField, CatalogOption } from '../../../../shared/domain/catalog.ts';
import type { Mapping, MappingRule } from '../../../../shared/domain/mapping.ts';
import type { Remote } from '../../../../shared/domain/records.ts';
import { matchesWords } from '../../../ui/words.ts';

export type FieldChoice = 'all' | 'used' | 'write' | 'required';

/** A field with the rules that read or write it. */
export interface FieldRow {
  readonly field: CatalogField;
  readonly rules: readonly MappingRule[];
}

export interface FieldGroup {
  readonly group: string;
  readonly rows: readonly FieldRow[];
}

/** Paths of one side that a rule reads or writes. A script reads what it likes: only its target is known. */
export function pathsOf(rule: MappingRule, side: Remote): readonly string[] {
  const sources = 'source' in rule ? [rule.source] : [];
  const parts =
    rule.action === 'CONCAT' ? rule.parts.flatMap((part) => (part.type === 'field' ? [part.value] : [])) : [];
  const fromTicket = rule.direction !== 'outbound';
  return (side === 'connectwise') === fromTicket ? [...sources, ...parts] : [rule.target];
}

/** Rules by the path of one side they use. */
export function rulesByPath(mapping: Mapping, side: Remote): ReadonlyMap<string, readonly MappingRule[]> {
  const found = new Map<string, MappingRule[]>();
  for (const rule of mapping.rules)
    for (const path of new Set(pathsOf(rule, side))) {
      const known = found.get(path);
      if (known === undefined) found.set(path, [rule]);
      else known.push(rule);
    }
  return found;
}

/** The fields that fit, under their headings, in the order both came in. */
export function fieldGroups(
  fields: readonly CatalogField[],
  used: ReadonlyMap<string, readonly MappingRule[]>,
  typed: string,
  choice: FieldChoice,
): readonly FieldGroup[] {
  const groups = new Map<string, FieldRow[]>();
  for (const field of fields) {
    const rules = used.get(field.path) ?? [];
    if (!chosen(field, rules, choice) || !matchesWords(hay(field), typed)) continue;
    const known = groups.get(field.group);
    if (known === undefined) groups.set(field.group, [{ field, rules }]);
    else known.push({ field, rules });
  }
  return [...groups].map(([group, rows]) => ({ group, rows }));
}

function chosen(field: CatalogField, rules: readonly MappingRule[], choice: FieldChoice): boolean {
  switch (choice) {
    case 'all':
      return true;
    case 'used':
      return rules.length > 0;
    case 'write':
      return field.write;
    case 'required':
      return field.required !== 'no';
  }
}

function hay({ label, path, group, options }: CatalogField): string {
  return [label, path, group, ...(options ?? []).map((option) => option.label)].join(' ');
}

export interface OptionGroup {
  /** Null: on every board. */
  readonly boardId: number | null;
  readonly options: readonly CatalogOption[];
}

/** Options by board, those of every board first. */
export function optionGroups(options: readonly CatalogOption[], typed: string): readonly OptionGroup[] {
  const groups = new Map<number | null, CatalogOption[]>();
  for (const option of options) {
    if (!matchesWords(`${option.label} ${JSON.stringify(option.value)}`, typed)) continue;
    const board = option.boardId ?? null;
    const known = groups.get(board);
    if (known === undefined) groups.set(board, [option]);
    else known.push(option);
  }
  return [...groups]
    .map(([boardId, own]) => ({ boardId, options: own }))
    .sort((a, b) => Number(a.boardId !== null) - Number(b.boardId !== null));
}
