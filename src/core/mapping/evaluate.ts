import { targetLabel } from '../../shared/domain/field-labels.ts';
import type { MappingRule, OneWayRule } from '../../shared/domain/mapping.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import type { RuleScript, ScriptHost, ScriptOutcome } from '../scripts/port.ts';
import { type ActionResult, runAction } from './actions.ts';
import { wholeRuleId } from './one-way.ts';

/** What one rule wants: a value for its target, nothing, or help from a person. */
export interface Evaluated {
  readonly rule: OneWayRule;
  readonly outcome:
    | { readonly kind: 'value'; readonly value: Json }
    | { readonly kind: 'none' }
    | { readonly kind: 'problem'; readonly problem: AppErrorInfo };
}

export type Occasion = 'create' | 'update';

/** A mapping whose rules each go one way, with what the configuration adds (sync/effective-mapping.ts). */
export interface EffectiveMapping {
  /** Names the document for the script host: scripts of one mapping share an evaluator. */
  readonly name: string;
  readonly rules: readonly OneWayRule[];
}

export interface Evaluation {
  readonly mapping: EffectiveMapping;
  readonly direction: OneWayRule['direction'];
  readonly occasion: Occasion;
  /** The record as the rules read it: a ticket's document, or `workOrderSource` of a work order's. */
  readonly source: JsonObject;
  /** The record in messages: `Ticket 1042`. */
  readonly subject: string;
  readonly signal?: AbortSignal | undefined;
}

/** Runs every rule of one direction over the source record: the one function behind preview, plan, dry run, replay and engine. */
export async function evaluate(
  evaluation: Evaluation,
  scripts: Pick<ScriptHost, 'evaluateAll'>,
): Promise<readonly Evaluated[]> {
  const { mapping, direction, occasion, source, subject, signal } = evaluation;
  const rules = mapping.rules.filter(
    (rule) => rule.direction === direction && (rule.when === 'always' || rule.when === occasion),
  );
  const asked = rules.flatMap(scriptOf);
  const answers: ReadonlyMap<string, ScriptOutcome> =
    asked.length === 0 ? new Map() : await scripts.evaluateAll(asked, source, { mapping: mapping.name, signal });
  return rules.map((rule) => ({ rule, outcome: outcomeOf(rule, resultOf(rule, source, answers), subject) }));
}

function scriptOf(rule: MappingRule): readonly RuleScript[] {
  if (rule.action !== 'CUSTOM') return [];
  const { id: ruleId, language, script: text } = rule;
  return [{ ruleId, language, text, name: `The script for ${targetLabel(rule.target)}` }];
}

function resultOf(rule: OneWayRule, source: JsonObject, answers: ReadonlyMap<string, ScriptOutcome>): ActionResult {
  if (rule.action !== 'CUSTOM') return runAction(rule, source);
  const answer = answers.get(rule.id);
  if (answer === undefined) return { kind: 'failed', what: 'its script gave no answer' };
  if (answer.kind === 'failed') return { kind: 'stopped', problem: answer.error };
  const value = rule.language === 'jsonnet' ? filled(answer.value) : answer.value;
  return value === null || value === ''
    ? { kind: 'missing', what: 'its script gave nothing' }
    : { kind: 'value', value };
}

/** Field Nation's own scripts answer an object with the field they fill, `{ full_name: ... }`: what counts is that field's value. */
function filled(value: Json): Json {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const values = Object.values(value as JsonObject);
  return values.length === 1 ? (values[0] ?? null) : value;
}

function outcomeOf(rule: OneWayRule, result: ActionResult, subject: string): Evaluated['outcome'] {
  switch (result.kind) {
    case 'value':
      return { kind: 'value', value: result.value };
    case 'leave':
      return { kind: 'none' };
    case 'failed':
      return { kind: 'problem', problem: problem(rule, subject, result.what) };
    case 'stopped':
      return { kind: 'problem', problem: scriptProblem(rule, subject, result.problem) };
    case 'unmapped':
      if (rule.onMissing === 'default' && rule.default !== undefined) return { kind: 'value', value: rule.default };
      return { kind: 'problem', problem: problem(rule, subject, result.what) };
    case 'missing':
      if (rule.onMissing === 'skip') return { kind: 'none' };
      if (rule.onMissing === 'default' && rule.default !== undefined) return { kind: 'value', value: rule.default };
      return { kind: 'problem', problem: problem(rule, subject, result.what) };
  }
}

function problem(rule: OneWayRule, subject: string, what: string): AppErrorInfo {
  return {
    code: 'mapping.no-value',
    kind: 'permanent',
    message: `${subject} has no value for ${targetLabel(rule.target)}: ${what}. Map it, then retry.`,
    context: { ruleId: rule.id, target: rule.target },
    action: { do: 'open-mapping', ruleId: wholeRuleId(rule.id) },
  };
}

function scriptProblem(rule: OneWayRule, subject: string, error: AppErrorInfo): AppErrorInfo {
  return {
    ...error,
    code: `mapping.${error.code}`,
    message: `${subject}: ${error.message}`,
    context: { ...error.context, ruleId: rule.id, target: rule.target },
    action: { do: 'open-mapping', ruleId: wholeRuleId(rule.id) },
  };
}
