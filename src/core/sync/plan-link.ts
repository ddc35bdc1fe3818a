import type { Link, Ticket, WorkOrder } from '../../shared/domain/records.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';
import { type Json, jsonEqual } from '../../shared/json.ts';
import type { FieldNation } from '../fieldnation/port.ts';
import type { Evaluated, Occasion } from '../mapping/evaluate.ts';
import type { FieldChange, Psa } from '../psa/port.ts';
import { type Candidate, type Decided, decide, type Judge } from './decide.ts';
import { wholeDescription } from './extras.ts';
import { markerTarget } from './marker.ts';

/** Both records and what they last agreed on: all a plan is made from. */
export interface LinkRecords {
  readonly link: Link;
  readonly ticket: Ticket;
  readonly workOrder: WorkOrder;
}

/** What one side of a link is to be given. */
export interface SidePlan {
  readonly decided: readonly Decided[];
  readonly changes: readonly FieldChange[];
  /** Targets that would change, were the record not settled. */
  readonly withheld: readonly string[];
  /** What needs a person; the rest of the plan is applied all the same. */
  readonly problems: readonly AppErrorInfo[];
  /** Fields both sides changed and nothing decides: they wait in the conflicts list. */
  readonly clashes: readonly Clash[];
}

/** One field in conflict, side by side. */
export interface Clash {
  readonly candidate: Candidate;
  readonly ticketValue: Json;
  readonly workOrderValue: Json;
}

/** Statuses in which a work order's content is settled and must not be changed any more. */
export const settledStatuses: ReadonlySet<string> = new Set(['approved', 'paid', 'cancelled', 'deleted']);

export function isSettled(workOrderStatus: string): boolean {
  return settledStatuses.has(workOrderStatus.toLowerCase());
}

/**
 * The plan for a link's work order from what its ticket's rules gave (`evaluateTicket`): typed changes, or nothing. No network, no clock. `occasion` is `create` right after the work order was
 * made: it holds what the mapping gave it, so its values are the base and only what the ticket changed since is to be decided.
 */
export function planWorkOrder(
  records: LinkRecords,
  evaluations: readonly Evaluated[],
  fieldNation: Pick<FieldNation, 'readField' | 'sameValue'>,
  occasion: Occasion,
  judge?: Judge,
): SidePlan {
  const { link, workOrder } = records;
  const candidates = evaluations.map(
    (evaluated): Candidate => ({
      evaluated,
      wanted: evaluated.rule.target === markerTarget ? described(evaluated, link) : wantedBy(evaluated),
      present: fieldNation.readField(workOrder, evaluated.rule.target),
      same: (a, b) => fieldNation.sameValue(workOrder, evaluated.rule.target, a, b),
    }),
  );
  const decided =
    occasion === 'create'
      ? candidates.flatMap((candidate) => decideGiven(candidate, link, judge))
      : decide(candidates, link.base, judge);
  const changes = changesOf(decided);
  const settled = isSettled(workOrder.status.name);
  return {
    decided,
    changes: settled ? [] : changes,
    withheld: settled ? changes.map((change) => change.target) : [],
    problems: problemsOf(decided),
    clashes: clashesOf(decided),
  };
}

/** A remote may spell what it was given in its own way, so only a source that moved since the create asks for anything. */
function decideGiven(
  candidate: Candidate,
  { base, marker }: Pick<Link, 'base' | 'marker'>,
  judge: Judge | undefined,
): readonly Decided[] {
  const { rule } = candidate.evaluated;
  const given = base[rule.id];
  if (given === undefined || jsonEqual(wantedBy(candidate.evaluated), given.source))
    return [{ ruleId: rule.id, candidate, decision: { kind: 'agree' } }];
  const target = rule.target === markerTarget ? wholeDescription(given.target, base, marker) : given.target;
  return decide([candidate], { [rule.id]: { source: given.source, target } }, judge);
}

/** The plan for a link's ticket, from what the rules gave (`evaluateWorkOrder`) of the work order as it is after its own plan was applied. */
export function planTicket(
  records: LinkRecords,
  evaluations: readonly Evaluated[],
  psa: Pick<Psa, 'readField' | 'sameValue'>,
  judge?: Judge,
): SidePlan {
  const { link, ticket } = records;
  const candidates = evaluations.map(
    (evaluated): Candidate => ({
      evaluated,
      wanted: wantedBy(evaluated),
      present: psa.readField(ticket, evaluated.rule.target),
      same: (a, b) => psa.sameValue(ticket, evaluated.rule.target, a, b),
    }),
  );
  const decided = decide(candidates, link.base, judge);
  return {
    decided,
    changes: changesOf(decided),
    withheld: [],
    problems: problemsOf(decided),
    clashes: clashesOf(decided),
  };
}

function wantedBy(evaluated: Evaluated): Candidate['wanted'] {
  return evaluated.outcome.kind === 'value' ? evaluated.outcome.value : undefined;
}

function described(evaluated: Evaluated, { base, marker }: Pick<Link, 'base' | 'marker'>): Candidate['wanted'] {
  const value = wantedBy(evaluated);
  return value === undefined ? undefined : wholeDescription(value, base, marker);
}

function changesOf(decided: readonly Decided[]): readonly FieldChange[] {
  return decided.flatMap(({ decision }) => (decision.kind === 'write' ? [decision.change] : []));
}

function problemsOf(decided: readonly Decided[]): readonly AppErrorInfo[] {
  return decided.flatMap(({ decision }) => (decision.kind === 'problem' ? [decision.problem] : []));
}

function clashesOf(decided: readonly Decided[]): readonly Clash[] {
  return decided.flatMap(({ candidate, decision }): readonly Clash[] => {
    if (decision.kind !== 'conflict') return [];
    const wanted = candidate.wanted ?? null;
    const present = candidate.present ?? null;
    const inbound = candidate.evaluated.rule.direction === 'inbound';
    return [{ candidate, ticketValue: inbound ? wanted : present, workOrderValue: inbound ? present : wanted }];
  });
}
