import type { MappingRule } from '../../../shared/domain/mapping.ts';
import type { Json } from '../../../shared/json.ts';
import type { Side } from './fields/field-index.ts';

/** What a rule has at one of its ends. */
export type RuleEnd =
  | { readonly kind: 'field'; readonly path: string }
  /** Several fields or a text that holds them. */
  | { readonly kind: 'parts'; readonly paths: readonly string[] }
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'script'; readonly language: 'jsonnet' | 'jsonata' };

/** The side whose field a rule writes; of a rule for both directions the one its `target` lies on. */
export function targetSide(rule: Pick<MappingRule, 'direction'>): Side {
  return rule.direction === 'outbound' ? 'connectwise' : 'fieldnation';
}

export function sourceSide(rule: Pick<MappingRule, 'direction'>): Side {
  return rule.direction === 'outbound' ? 'fieldnation' : 'connectwise';
}

function sourceEnd(rule: MappingRule): RuleEnd {
  switch (rule.action) {
    case 'SET_STATIC':
      return { kind: 'constant', value: rule.value };
    case 'CUSTOM':
      return { kind: 'script', language: rule.language };
    case 'CONCAT':
      return { kind: 'parts', paths: rule.parts.flatMap((part) => (part.type === 'field' ? [part.value] : [])) };
    default:
      return { kind: 'field', path: rule.source };
  }
}

/** Both ends by side: the page always has ConnectWise at the left and Field Nation at the right. */
export function ruleEnds(rule: MappingRule): Readonly<Record<Side, RuleEnd>> {
  const target: RuleEnd = { kind: 'field', path: rule.target };
  return targetSide(rule) === 'fieldnation'
    ? { connectwise: sourceEnd(rule), fieldnation: target }
    : { connectwise: target, fieldnation: sourceEnd(rule) };
}

/** Paths of one side that a rule reads or writes. */
export function pathsOn(rule: MappingRule, side: Side): readonly string[] {
  const end = ruleEnds(rule)[side];
  if (end.kind === 'field') return [end.path];
  return end.kind === 'parts' ? end.paths : [];
}

/** How many rules use each field of a side. */
export function usesOf(rules: readonly MappingRule[], side: Side): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const rule of rules) for (const path of new Set(pathsOn(rule, side))) uses.set(path, (uses.get(path) ?? 0) + 1);
  return uses;
}
