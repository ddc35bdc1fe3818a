import type { Base, BaseValue } from '../../shared/domain/records.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';
import { type Json, jsonEqual } from '../../shared/json.ts';
import type { Evaluated } from '../mapping/evaluate.ts';
import type { FieldChange } from '../psa/port.ts';

/** One rule's wish next to what its target holds now. */
export interface Candidate {
  readonly evaluated: Evaluated;
  /** The value the rule wants, with what the engine adds (the marker in a description); undefined when it wants nothing. */
  readonly wanted: Json | undefined;
  readonly present: Json | undefined;
}

export type Decision =
  /** Both hold the same value, or neither side asks for anything. */
  | { readonly kind: 'agree' }
  | { readonly kind: 'write'; readonly change: FieldChange }
  /** Only the target moved, or the other side is the one to keep: left as it is. */
  | { readonly kind: 'keep' }
  | { readonly kind: 'conflict'; readonly base: BaseValue | undefined }
  | { readonly kind: 'problem'; readonly problem: AppErrorInfo };

export interface Decided {
  readonly ruleId: string;
  readonly candidate: Candidate;
  readonly decision: Decision;
}

/**
 * Decides what one direction writes. A side changed when it differs from its own base; equal values are no change, whoever wrote them,
 * which is also what stops an echo. Without a base (a new rule, a link just opened) an empty target is filled and anything else is
 * treated as changed on both sides.
 */
export function decide(candidates: readonly Candidate[], base: Base): readonly Decided[] {
  return candidates.map((candidate) => ({
    ruleId: candidate.evaluated.rule.id,
    candidate,
    decision: decideOne(candidate, base[candidate.evaluated.rule.id]),
  }));
}

function decideOne(candidate: Candidate, base: BaseValue | undefined): Decision {
  const { evaluated, wanted, present } = candidate;
  if (evaluated.outcome.kind === 'problem') return { kind: 'problem', problem: evaluated.outcome.problem };
  if (wanted === undefined) return { kind: 'agree' };
  if (jsonEqual(wanted, present)) return { kind: 'agree' };
  const write: Decision = { kind: 'write', change: { target: evaluated.rule.target, value: wanted } };
  if (base === undefined) {
    if (isEmpty(present)) return write;
    return clash(candidate, base, write);
  }
  const sourceChanged = !jsonEqual(wanted, base.source);
  const targetChanged = !sameValue(present, base.target);
  if (!sourceChanged) return { kind: 'keep' };
  return targetChanged ? clash(candidate, base, write) : write;
}

function clash(candidate: Candidate, base: BaseValue | undefined, write: Decision): Decision {
  switch (candidate.evaluated.rule.onConflict) {
    case 'source':
      return write;
    case 'target':
      return { kind: 'keep' };
    case 'ask':
      return { kind: 'conflict', base };
  }
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}

/** Remotes drop nulls and empty texts from their answers: all three mean "no value". */
function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  return (isEmpty(a) && isEmpty(b)) || jsonEqual(a, b);
}

/**
 * The base after a run: what each rule wanted and what its target held when read back. A rule in conflict, with a problem, kept because
 * a person changed the target, or not written after all (`notWritten`, targets) keeps its old base, so that the difference is still
 * seen next time.
 */
export function nextBase(
  decided: readonly Decided[],
  readBack: (target: string) => Json | undefined,
  old: Base,
  notWritten: ReadonlySet<string> = new Set(),
): Record<string, BaseValue> {
  const next: Record<string, BaseValue> = { ...old };
  for (const { ruleId, candidate, decision } of decided) {
    const target = candidate.evaluated.rule.target;
    if (decision.kind === 'agree' || (decision.kind === 'write' && !notWritten.has(target))) {
      next[ruleId] = { source: candidate.wanted, target: readBack(target) };
    }
  }
  return next;
}
