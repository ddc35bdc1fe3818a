import type { Mapping, MappingRule } from '../../shared/domain/mapping.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import { runAction } from './actions.ts';

/** What one rule wants: a value for its target, nothing, or help from a person. */
export interface Evaluated {
  readonly rule: MappingRule;
  readonly outcome:
    | { readonly kind: 'value'; readonly value: Json }
    | { readonly kind: 'none' }
    | { readonly kind: 'problem'; readonly problem: AppErrorInfo };
}

export type Occasion = 'create' | 'update';

/**
 * Runs every rule of one direction over the source record. Pure; the same for preview, plan, dry run and engine. `subject` names the
 * record in messages ("Ticket 1042").
 */
export function evaluate(
  mapping: Mapping,
  direction: MappingRule['direction'],
  occasion: Occasion,
  source: JsonObject,
  subject: string,
): readonly Evaluated[] {
  return mapping.rules
    .filter((rule) => rule.direction === direction && (rule.when === 'always' || rule.when === occasion))
    .map((rule) => ({ rule, outcome: evaluateRule(rule, source, subject) }));
}

function evaluateRule(rule: MappingRule, source: JsonObject, subject: string): Evaluated['outcome'] {
  const result = runAction(rule, source);
  switch (result.kind) {
    case 'value':
      return { kind: 'value', value: result.value };
    case 'leave':
      return { kind: 'none' };
    case 'failed':
      return { kind: 'problem', problem: problem(rule, subject, result.what) };
    case 'unmapped':
      if (rule.onMissing === 'default' && rule.default !== undefined) return { kind: 'value', value: rule.default };
      return { kind: 'problem', problem: problem(rule, subject, result.what) };
    case 'missing':
      if (rule.onMissing === 'skip') return { kind: 'none' };
      if (rule.onMissing === 'default' && rule.default !== undefined) return { kind: 'value', value: rule.default };
      return { kind: 'problem', problem: problem(rule, subject, result.what) };
  }
}

function problem(rule: MappingRule, subject: string, what: string): AppErrorInfo {
  return {
    code: 'mapping.no-value',
    kind: 'permanent',
    message: `${subject} has no value for ${rule.target}: ${what}. Map it, then retry.`,
    context: { ruleId: rule.id, target: rule.target },
    action: { do: 'open-mapping', ruleId: rule.id },
  };
}
