import { assertNever } from '../../shared/assert.ts';
import type { Base, BaseValue } from '../../shared/domain/records.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';
import { type Json, jsonEqual } from '../../shared/json.ts';
import type { Evaluated } from '../mapping/evaluate.ts';
import type { FieldChange } from '../psa/port.ts';
import type { ConflictChoice, Evidence } from '../store/pairs-port.ts';

/** One rule's wish next to what its target holds now. */
export interface Candidate {
  readonly evaluated: Evaluated;
  /** The value the rule wants, with what the engine adds (the marker in a description); undefined when it wants nothing. */
  readonly wanted: Json | undefined;
  readonly present: Json | undefined;
  /** Whether the target keeps both as one value, as its remote types the field; exactly equal values only when nobody knows. */
  readonly same?: (a: Json | undefined, b: Json | undefined) => boolean;
}

export type Decision =
  /** Both hold the same value, or neither side asks for anything. */
  | { readonly kind: 'agree' }
  | { readonly kind: 'write'; readonly change: FieldChange }
  /** Only the target moved: left as it is, and still a difference. */
  | { readonly kind: 'keep' }
  /** Both moved and the target's side wins: what both hold now is what is agreed from here on. */
  | { readonly kind: 'accept' }
  | { readonly kind: 'conflict'; readonly base: BaseValue | undefined }
  | { readonly kind: 'problem'; readonly problem: AppErrorInfo };

export interface Decided {
  readonly ruleId: string;
  readonly candidate: Candidate;
  readonly decision: Decision;
}

/** When and by whom each side of a rule was changed; null when nobody can tell. */
export interface RuleEvidence {
  readonly ticket: Evidence | null;
  readonly workOrder: Evidence | null;
}
/** What is known about a clash beyond its values: a person's choice on exactly these values, and who wrote when. */
export interface Judge {
  readonly choice: (candidate: Candidate) => ConflictChoice | null;
  readonly evidence: (candidate: Candidate) => RuleEvidence;
  /** True when the target holds what an unfinished run of ours sent: that is no change of the other side. */
  readonly ours?: (candidate: Candidate) => boolean;
}
const noJudge: Judge = { choice: () => null, evidence: () => ({ ticket: null, workOrder: null }) };

/** Clocks of this machine, ConnectWise and Field Nation may differ by this much (ms): closer changes count as overlapping. */
const clockSkewMs = 60_000;

/** The side that wrote last, null when the times overlap or are not known. */
export function lastWriter({ ticket, workOrder }: RuleEvidence): ConflictChoice | null {
  if (ticket === null || workOrder === null) return null;
  if (ticket.from > workOrder.to + clockSkewMs) return 'connectwise';
  if (workOrder.from > ticket.to + clockSkewMs) return 'fieldnation';
  return null;
}

/**
 * Decides what one direction writes. A side changed when it differs from its own base; equal values are no change, whoever wrote them,
 * which is also what stops an echo. Without a base (a new rule, a link just opened) an empty target is filled and anything else is
 * treated as changed on both sides.
 */
export function decide(candidates: readonly Candidate[], base: Base, judge: Judge = noJudge): readonly Decided[] {
  return candidates.map((candidate) => ({
    ruleId: candidate.evaluated.rule.id,
    candidate,
    decision: decideOne(candidate, agreedFor(candidate.evaluated.rule, base), judge),
  }));
}

/** What a rule last agreed on for the field it writes now; undefined when there is nothing, or it was for another field. */
export function agreedFor(rule: Evaluated['rule'], base: Base): BaseValue | undefined {
  const value = base[rule.id];
  return value?.field === undefined || value.field === fieldOf(rule) ? value : undefined;
}

export function fieldOf({ direction, target }: Evaluated['rule']): string {
  return `${direction} ${target}`;
}

function decideOne(candidate: Candidate, base: BaseValue | undefined, judge: Judge): Decision {
  const { evaluated, wanted, present } = candidate;
  if (evaluated.outcome.kind === 'problem') return { kind: 'problem', problem: evaluated.outcome.problem };
  if (wanted === undefined) return { kind: 'agree' };
  if (sameValue(candidate, wanted, present)) return { kind: 'agree' };
  // An empty wish takes back what an earlier run wrote; what stood there before is not ours to empty.
  if (base === undefined && isEmpty(wanted)) return { kind: 'agree' };
  const write: Decision = { kind: 'write', change: { target: evaluated.rule.target, value: wanted } };
  const ours = judge.ours?.(candidate) === true;
  if (base === undefined) {
    if (ours || isEmpty(present)) return write;
    return clash(candidate, base, write, judge);
  }
  const sourceChanged = !jsonEqual(wanted, base.source);
  if (ours) return write;
  const targetChanged = !sameValue(candidate, present, base.target);
  if (!sourceChanged) return { kind: 'keep' };
  return targetChanged ? clash(candidate, base, write, judge) : write;
}

function clash(candidate: Candidate, base: BaseValue | undefined, write: Decision, judge: Judge): Decision {
  const winner = winnerOf(candidate, judge);
  if (winner === null) return { kind: 'conflict', base };
  const source = candidate.evaluated.rule.direction === 'inbound' ? 'connectwise' : 'fieldnation';
  return winner === source ? write : { kind: 'accept' };
}

/** Null: a person has to say. What a person chose comes before any rule. */
function winnerOf(candidate: Candidate, judge: Judge): ConflictChoice | null {
  const { onConflict, direction } = candidate.evaluated.rule;
  const chosen = judge.choice(candidate);
  if (chosen !== null) return chosen;
  switch (onConflict) {
    case 'connectwise':
    case 'fieldnation':
      return onConflict;
    case 'source':
      return direction === 'inbound' ? 'connectwise' : 'fieldnation';
    case 'target':
      return direction === 'inbound' ? 'fieldnation' : 'connectwise';
    case 'last-write':
      return lastWriter(judge.evidence(candidate));
    case 'ask':
      return null;
    default:
      return assertNever(onConflict);
  }
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}

/** Remotes drop nulls and empty texts from their answers: all three mean "no value". */
export function sameValue({ same = jsonEqual }: Candidate, a: Json | undefined, b: Json | undefined): boolean {
  return (isEmpty(a) && isEmpty(b)) || same(a, b);
}

/**
 * The base after a run: what each rule wanted, and what its target held: when read back after the write, or, where nothing was written, when it was
 * decided: what somebody changed since is theirs, and shows as a change next time. A rule in conflict, with a problem, kept because
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
    const { wanted: source, present, evaluated } = candidate;
    const { target } = evaluated.rule;
    const field = fieldOf(evaluated.rule);
    if (decision.kind === 'agree' || decision.kind === 'accept') next[ruleId] = { source, target: present, field };
    else if (decision.kind === 'write' && !notWritten.has(target))
      next[ruleId] = { source, target: readBack(target), field };
  }
  return next;
}
