import type { ChangeOutcome, FieldHistoryRow } from '../shared/domain/link-life.ts';
import { type Json, jsonEqual } from '../shared/json.ts';
import { wholeRuleId } from './mapping/one-way.ts';
import type { Conflict } from './store/pairs-port.ts';

/*
 * Who changed what, told from what the runs of a link read. Each kept run holds both records as they were when it ended, and the plan it followed.
 * A field that holds something else than in the run before was changed: by the run, as far as its plan says that it wrote there, else by somebody
 * in between. Pure: no network, no clock, no store.
 */

export type Side = FieldHistoryRow['side'];

/** How a rule meets a field. */
export interface RuleRole {
  readonly ruleId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly role: 'source' | 'target';
  /** The field the rule writes, on its target's side. */
  readonly target: string;
}

export interface TrackedField {
  readonly side: Side;
  /** Names the field within its side, and its value in readings. */
  readonly field: string;
  readonly label: string;
  /** None: a field people ask about that no rule reads or writes. */
  readonly rules: readonly RuleRole[];
}

export interface PlannedWrite {
  readonly target: string;
  readonly value: Json;
  /** What stood there before; absent in runs of earlier releases. */
  readonly from?: Json | undefined;
}

export interface RunPlan {
  readonly created: boolean;
  readonly toWorkOrder: readonly PlannedWrite[];
  readonly toTicket: readonly PlannedWrite[];
  /** What became of rules that wrote nothing although they did not agree. */
  readonly left: Readonly<Record<string, string>>;
  /** Whether the run looked at what the ticket is to be given. */
  readonly ticketDue: boolean;
}

/** A side's fields as a run read them; values by field, null where there is none. */
export type Values = Readonly<Record<string, Json>>;

export interface Reading {
  readonly attemptId: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly ticket: Values | null;
  readonly workOrder: Values | null;
  /** Who saved the ticket last, and when (ms; 0 unknown), by the record itself. */
  readonly ticketSaved: { readonly at: number; readonly by: string } | null;
  readonly plan: RunPlan | null;
  /** Deliveries it answered. */
  readonly received: readonly {
    readonly source: Side;
    readonly at: number;
    readonly actor: string;
    readonly action: string;
  }[];
}

interface HistoryInput {
  /** Oldest first. Changes are told for those from `first` on; the ones before it are only compared with. */
  readonly readings: readonly Reading[];
  readonly first: number;
  readonly fields: readonly TrackedField[];
  /** Open conflicts of the link: their evidence is the best there is. */
  readonly conflicts: readonly Pick<Conflict, 'ruleId' | 'ticketChange' | 'workOrderChange'>[];
  /** Field Nation's user whose token we use. */
  readonly ownUser: string | null;
}

/** A change was told of within this time (ms; reference/fieldnation.md 3.2: first attempt at once). */
const webhookDelayMs = 30_000;

/** Changes of the tracked fields, newest first. Applied in turn to the oldest reading they give the newest one. */
export function fieldHistory(input: HistoryInput): readonly FieldHistoryRow[] {
  const rows = input.fields.flatMap((field) => changesOf(field, input));
  return rows.sort((a, b) => b.attemptId - a.attemptId || b.order - a.order).map(({ order: _, ...row }) => row);
}

type Ordered = FieldHistoryRow & { readonly order: number };

function changesOf(field: TrackedField, input: HistoryInput): Ordered[] {
  const rows: Ordered[] = [];
  let before: Reading | null = null;
  input.readings.forEach((reading, index) => {
    const now = valuesOf(reading, field.side);
    if (now === null) return;
    if (before !== null && index >= input.first) rows.push(...between(field, before, reading, index, input));
    before = reading;
  });
  return withEvidence(field, rows, input.conflicts);
}

/** What others made of the field before the run, then what the run made of it. */
function between(field: TrackedField, before: Reading, now: Reading, index: number, input: HistoryInput): Ordered[] {
  const was = valuesOf(before, field.side)?.[field.field] ?? null;
  const is = valuesOf(now, field.side)?.[field.field] ?? null;
  const write = writeTo(field, now.plan);
  const wrote = write !== null && !jsonEqual(was, is) && !jsonEqual(write.from ?? was, is);
  const found = wrote ? (write.from === undefined ? was : plain(write.from)) : is;
  const about = { attemptId: now.attemptId, side: field.side, field: field.field, label: field.label };
  const rows: Ordered[] = [];
  if (!jsonEqual(was, found))
    rows.push({
      ...about,
      before: was,
      after: found,
      own: false,
      outcome: outcomeOf(field, index, input.readings),
      order: 0,
      ...(field.side === 'connectwise' ? ticketAuthor(before, now, input) : workOrderAuthor(before, now, input)),
    });
  if (!jsonEqual(found, is))
    rows.push({
      ...about,
      before: found,
      after: is,
      own: true,
      by: '',
      from: now.startedAt,
      to: now.endedAt,
      source: 'run',
      outcome: 'written',
      order: 1,
    });
  return rows;
}

function valuesOf(reading: Reading, side: Side): Values | null {
  return side === 'connectwise' ? reading.ticket : reading.workOrder;
}

function plain(value: Json): Json {
  return value === '' ? null : value;
}

function writeTo({ side, field }: Pick<TrackedField, 'side' | 'field'>, plan: RunPlan | null): PlannedWrite | null {
  const writes = side === 'connectwise' ? plan?.toTicket : plan?.toWorkOrder;
  return writes?.find((one) => one.target === field) ?? null;
}

type Author = Pick<FieldHistoryRow, 'by' | 'from' | 'to' | 'source'>;

function told(now: Reading, side: Side, own: string | null) {
  const deliveries = now.received.filter((one) => one.source === side && one.actor !== '' && one.actor !== own);
  const actors = [...new Set(deliveries.map((one) => one.actor))];
  return { deliveries, actor: actors.length === 1 ? (actors[0] ?? '') : '' };
}

/** The ticket says who saved it last, and when: no more than that, and after a write of ours not even that. */
function ticketAuthor(before: Reading, now: Reading, { readings }: HistoryInput): Author {
  const saved = now.ticketSaved;
  const last = before.ticketSaved?.at ?? 0;
  const from = last > 0 ? Math.min(last, now.endedAt) : before.startedAt;
  const ours = ownSavers(readings);
  const notOurs = (name: string) => name !== '' && !ours.has(name);
  const { deliveries, actor } = told(now, 'connectwise', null);
  const others = deliveries.filter((one) => notOurs(one.actor));
  const wrote = (now.plan?.toTicket.length ?? 0) > 0;
  if (!wrote && saved !== null && saved.at > last && notOurs(saved.by)) {
    // Two people saved it since: who of them changed this field cannot be told.
    if (new Set([...others.map((one) => one.actor), saved.by]).size > 1)
      return { by: '', from, to: saved.at, source: 'record' };
    const once = others.length === 1;
    return { by: saved.by, from: once ? saved.at : from, to: saved.at, source: once ? 'callback' : 'record' };
  }
  const by = notOurs(actor) ? actor : '';
  return { by, from, to: now.endedAt, source: by === '' ? 'between-reads' : 'callback' };
}

/** Names the ticket bore after runs that wrote to it: one of them is this installation's own. */
function ownSavers(readings: readonly Reading[]): ReadonlySet<string> {
  return new Set(
    readings.flatMap(({ plan, ticketSaved }) =>
      plan && plan.toTicket.length > 0 && ticketSaved ? [ticketSaved.by] : [],
    ),
  );
}

/** Field Nation tells the user in a webhook; the record itself tells nothing (reference/fieldnation.md 1.5). */
function workOrderAuthor(before: Reading, now: Reading, { ownUser }: HistoryInput): Author {
  const { deliveries, actor } = told(now, 'fieldnation', ownUser);
  const first = deliveries[0];
  const last = deliveries.at(-1);
  if (actor === '' || first === undefined || last === undefined)
    return { by: '', from: before.startedAt, to: now.endedAt, source: 'between-reads' };
  const from = Math.min(Math.max(before.startedAt, first.at - webhookDelayMs), last.at);
  return { by: actor, from, to: last.at, source: 'webhook' };
}

/** The newest change of a field in conflict is the one the conflict's evidence tells of. */
function withEvidence(field: TrackedField, rows: Ordered[], conflicts: HistoryInput['conflicts']): Ordered[] {
  const ids = new Set(field.rules.map(({ ruleId }) => wholeRuleId(ruleId)));
  const conflict = conflicts.find((one) => ids.has(wholeRuleId(one.ruleId)));
  const evidence = field.side === 'connectwise' ? conflict?.ticketChange : conflict?.workOrderChange;
  const newest = rows.findLastIndex((row) => !row.own);
  const row = rows[newest];
  if (row === undefined || evidence == null || evidence.to > row.to || evidence.to < row.from) return rows;
  const exacter = evidence.to - evidence.from < row.to - row.from || (row.by === '' && evidence.by !== '');
  if (!exacter) return rows;
  const { from, to, source } = evidence;
  const told = { ...row, from, to, source, by: evidence.by === '' ? row.by : evidence.by };
  return rows.map((one, at) => (at === newest ? told : one));
}

/** Of several rules the one that did the most tells what became of a change. */
const weights: readonly ChangeOutcome[] = [
  'carried',
  'conflict',
  'problem',
  'withheld',
  'overwritten',
  'lost',
  'accepted',
  'kept',
  'agreed',
  'waiting',
  'unknown',
];

function outcomeOf(field: TrackedField, index: number, readings: readonly Reading[]): ChangeOutcome {
  const outcomes = new Set(field.rules.map((role) => outcomeBy(role, index, readings)));
  return weights.find((one) => outcomes.has(one)) ?? 'unmapped';
}

function outcomeBy(role: RuleRole, index: number, readings: readonly Reading[]): ChangeOutcome {
  const outbound = role.direction === 'outbound';
  // A run that was not about the ticket leaves the question to the next one that is.
  const looked = readings.slice(index).find(({ plan }) => plan === null || !outbound || plan.ticketDue);
  if (looked === undefined) return 'waiting';
  const { plan } = looked;
  if (plan === null) return 'unknown';
  const side: Side = outbound ? 'connectwise' : 'fieldnation';
  const write = writeTo({ side, field: role.target }, plan);
  const left = plan.left[role.ruleId];
  if (write !== null && left === undefined) {
    const held = valuesOf(looked, side)?.[role.target];
    const refused = write.from !== undefined && held !== undefined && jsonEqual(plain(write.from), held);
    if (refused) return 'problem';
    return role.role === 'source' ? 'carried' : 'overwritten';
  }
  switch (left) {
    case 'keep':
      return role.role === 'target' ? 'kept' : 'agreed';
    case 'accept':
      return role.role === 'target' ? 'accepted' : 'lost';
    case 'conflict':
    case 'withheld':
    case 'problem':
      return left;
    default:
      return !outbound && plan.created && role.role === 'source' ? 'carried' : 'agreed';
  }
}
