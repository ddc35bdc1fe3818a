import type { Link, Ticket, WorkOrder } from '../../shared/domain/records.ts';
import { type Json, jsonEqual } from '../../shared/json.ts';
import { wholeRuleId } from '../mapping/one-way.ts';
import type { EventRow } from '../store/intake-port.ts';
import type { Conflict, ConflictChoice, Evidence, NewConflict } from '../store/pairs-port.ts';
import type { SyncContext } from './context.ts';
import type { Candidate, Decided, Judge, RuleEvidence } from './decide.ts';
import type { Clash } from './plan-link.ts';

/** What the fields remember between runs, for evidence: when both records were last read, and the ticket's save time then. */
export interface FieldsSeen {
  readonly readAt: number;
  readonly ticketUpdatedAt: number;
}

export function fieldsSeen(link: Link): FieldsSeen | null {
  const seen = link.seen.fields as Partial<FieldsSeen> | undefined;
  return typeof seen?.readAt === 'number' && typeof seen.ticketUpdatedAt === 'number'
    ? { readAt: seen.readAt, ticketUpdatedAt: seen.ticketUpdatedAt }
    : null;
}

/** Which side gives its values when a person linked two records that exist already; null = a person is asked per field. */
export function firstGiver(link: Link): ConflictChoice | null {
  return link.seen.first === 'connectwise' || link.seen.first === 'fieldnation' ? link.seen.first : null;
}

/** What persons chose so far, without evidence: the first look of a run. */
export function choicesOnly(link: Link, known: readonly Conflict[]): Judge {
  return { choice: choiceOf(link, known), evidence: () => ({ ticket: null, workOrder: null }) };
}

interface Read {
  readonly link: Link;
  readonly ticket: Ticket;
  readonly workOrder: WorkOrder;
  readonly events: readonly EventRow[];
  /** When this run began to read (ms). */
  readonly readAt: number;
}

/**
 * Choices and the best evidence at hand for the fields that clash: the audit trail and save times of the ticket; webhooks and milestones of the
 * work order; else "between the last two reads, author unknown".
 */
export async function fullJudge(
  context: SyncContext,
  read: Read,
  known: readonly Conflict[],
  clashes: readonly Clash[],
  signal: AbortSignal,
): Promise<Judge> {
  const since = fieldsSeen(read.link);
  const audit =
    since === null || clashes.length === 0 || read.ticket.updatedAt <= since.ticketUpdatedAt
      ? []
      : await context.psa().audit(read.ticket.id, since.ticketUpdatedAt, signal);
  const evidence = (candidate: Candidate): RuleEvidence => {
    if (since === null) return { ticket: null, workOrder: null };
    const before = known.find((one) => one.ruleId === candidate.evaluated.rule.id && one.state !== 'settled');
    const [ticketValue, workOrderValue] = sides(candidate);
    const field = fieldOnTicket(candidate);
    const written = audit.filter((entry) => sameField(entry.field, field)).sort((a, b) => b.at - a.at)[0];
    const ticket: Evidence =
      written === undefined
        ? {
            from: since.ticketUpdatedAt,
            to: Math.max(read.ticket.updatedAt, since.ticketUpdatedAt),
            by: '',
            source: 'record',
          }
        : { from: written.at, to: written.at, by: written.by, source: 'audit' };
    const same = (value: Json, now: Json) => before !== undefined && jsonEqual(value, now);
    return {
      ticket: before && same(before.ticketValue, ticketValue) ? before.ticketChange : ticket,
      workOrder:
        before && same(before.workOrderValue, workOrderValue)
          ? before.workOrderChange
          : workOrderEvidence(candidate, read, since),
    };
  };
  return { choice: choiceOf(read.link, known), evidence };
}

function choiceOf(link: Link, known: readonly Conflict[]): Judge['choice'] {
  const first = firstGiver(link);
  return (candidate) => {
    const { id } = candidate.evaluated.rule;
    const conflict = known.find((one) => wholeRuleId(one.ruleId) === wholeRuleId(id) && one.state === 'chosen');
    if (conflict?.choice) {
      const [ticketValue, workOrderValue] = sides(candidate);
      // A choice counts for the two values the person saw, for no others.
      if (jsonEqual(conflict.ticketValue, ticketValue) && jsonEqual(conflict.workOrderValue, workOrderValue))
        return conflict.choice;
    }
    return first !== null && link.base[id] === undefined ? first : null;
  };
}

/** The conflicts of a run. The two halves of a rule for both directions are one question: the outbound half does not ask again. */
export function askedOnce(inbound: readonly NewConflict[], outbound: readonly NewConflict[]): readonly NewConflict[] {
  const asked = new Set(inbound.map((one) => one.ruleId));
  return [...inbound, ...outbound.filter((one) => !asked.has(wholeRuleId(one.ruleId)))];
}

/** The same for what a trial shows. */
export function clashesOnce(inbound: readonly Clash[], outbound: readonly Clash[]): readonly Clash[] {
  const idOf = ({ candidate }: Clash) => candidate.evaluated.rule.id;
  const asked = new Set(inbound.map(idOf));
  return [...inbound, ...outbound.filter((one) => !asked.has(wholeRuleId(idOf(one))))];
}

/** Where the inbound half of a rule for both directions let the work order win, the outbound half carries its value to the ticket. */
export function inheriting(judge: Judge, inbound: readonly Decided[]): Judge {
  const accepted = new Set(inbound.filter((one) => one.decision.kind === 'accept').map((one) => one.ruleId));
  return {
    ...judge,
    choice: (candidate) => {
      const { id } = candidate.evaluated.rule;
      return wholeRuleId(id) !== id && accepted.has(wholeRuleId(id)) ? 'fieldnation' : judge.choice(candidate);
    },
  };
}

/** What the ticket and the work order hold, or would hold under the mapping. */
function sides({ evaluated: { rule }, wanted = null, present = null }: Candidate): readonly [Json, Json] {
  return rule.direction === 'inbound' ? [wanted, present] : [present, wanted];
}

/** The conflicts of a run, as the store keeps them. */
export function newConflicts(clashes: readonly Clash[], judge: Judge): readonly NewConflict[] {
  return clashes.map(({ candidate, ticketValue, workOrderValue }) => {
    const { id, target, direction } = candidate.evaluated.rule;
    const evidence = judge.evidence(candidate);
    return {
      ruleId: id,
      target,
      direction,
      ticketValue,
      workOrderValue,
      ticketChange: evidence.ticket,
      workOrderChange: evidence.workOrder,
    };
  });
}

function fieldOnTicket({ evaluated: { rule } }: Candidate): string {
  return rule.direction === 'outbound' ? rule.target : 'source' in rule ? rule.source : '';
}

/** The audit trail names fields for people ("Ticket Summary", "Required Date"), the mapping by path. */
function sameField(audited: string, path: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const field = plain(path.split('.')[0] ?? '');
  return field !== '' && plain(audited).includes(field);
}

const webhookOfPart: Readonly<Record<string, string>> = {
  schedule: 'FN_WO_SCHEDULE_UPDATED',
  custom_fields: 'FN_WO_CUSTOM_FIELD_VALUE_UPDATED',
};

/** A webhook is sent within this time of the change (ms; reference/fieldnation.md 3.2: first attempt at once). */
const webhookDelayMs = 30_000;

function workOrderEvidence(candidate: Candidate, read: Read, since: FieldsSeen): Evidence {
  const { rule } = candidate.evaluated;
  const part = (rule.direction === 'inbound' ? rule.target : 'source' in rule ? rule.source : '').split('.')[0] ?? '';
  if (part === 'status') {
    const newest = Math.max(0, ...Object.values(read.workOrder.milestones));
    if (newest > since.readAt) return { from: newest, to: newest, by: '', source: 'record' };
  }
  const told = read.events.filter((event) => event.name === webhookOfPart[part]).at(-1);
  if (told !== undefined)
    return { from: Math.max(since.readAt, told.at - webhookDelayMs), to: told.at, by: '', source: 'webhook' };
  return { from: since.readAt, to: read.readAt, by: '', source: 'between-reads' };
}
