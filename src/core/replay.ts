import { z } from 'zod';
import { targetLabel } from '../shared/domain/field-labels.ts';
import { jsonSchema } from '../shared/domain/mapping.ts';
import type { Base, Link, Ticket, WorkOrder } from '../shared/domain/records.ts';
import { AppError, type AppErrorInfo } from '../shared/errors.ts';
import { type Json, type JsonObject, jsonEqual } from '../shared/json.ts';
import { ticketOf, workOrderOf } from './kept-records.ts';
import type { EffectiveMapping } from './mapping/evaluate.ts';
import type { FieldChange } from './psa/port.ts';
import type { KeptRun } from './store/pairs-port.ts';
import { choicesOnly, clashesOnce, inheriting } from './sync/conflicts.ts';
import type { SyncContext } from './sync/context.ts';
import { agreedFor } from './sync/decide.ts';
import { effectiveMapping } from './sync/effective-mapping.ts';
import { evaluateTicket, evaluateWorkOrder, type LinkEvaluation } from './sync/evaluate-link.ts';
import { wholeDescription } from './sync/extras.ts';
import { markerTarget } from './sync/marker.ts';
import { type Clash, planTicket, planWorkOrder } from './sync/plan-link.ts';

/*
 * A past run, evaluated again: the records it read and the base it started from, through today's mapping and settings. No remote is asked and
 * nothing is written.
 */

export interface ReplayChanges {
  readonly toWorkOrder: readonly FieldChange[];
  readonly toTicket: readonly FieldChange[];
}
export interface ReplayDifference {
  readonly side: 'ticket' | 'workOrder';
  readonly target: string;
  /** The field in words. */
  readonly label: string;
  /** Undefined: not written. */
  readonly before: Json | undefined;
  readonly now: Json | undefined;
}
export interface Replay {
  readonly attemptId: number;
  readonly at: number;
  readonly linkId: number | null;
  /** Null: the run is from an earlier release, or ended before it decided anything. */
  readonly before: ReplayChanges | null;
  readonly now: ReplayChanges & {
    readonly conflicts: readonly {
      readonly target: string;
      readonly label: string;
      readonly ticketValue: Json;
      readonly workOrderValue: Json;
    }[];
    readonly problems: readonly AppErrorInfo[];
  };
  /** What would be written differently; empty when nothing, or when `before` is not known. */
  readonly difference: readonly ReplayDifference[];
  /** What limits this replay, in words; empty when nothing does. */
  readonly remark: string;
}

const changeSchema = z.object({ target: z.string(), value: jsonSchema, from: jsonSchema.optional() });
const planSchema = z.object({
  created: z.boolean(),
  base: z.record(
    z.string(),
    z.object({ source: jsonSchema.optional(), target: jsonSchema.optional(), field: z.string().optional() }),
  ),
  toWorkOrder: z.array(changeSchema),
  toTicket: z.array(changeSchema),
});
type Plan = z.infer<typeof planSchema>;

type ReplayContext = Pick<SyncContext, 'store' | 'config' | 'mapping' | 'psa' | 'fieldNation' | 'scripts'>;

/** Replays the run of an attempt. Throws `replay.unknown` when it is not kept (30 days), `replay.incomplete` when it read only one record. */
export async function replay(context: ReplayContext, attemptId: number): Promise<Replay> {
  const kept = await context.store.keptRun(attemptId);
  if (kept === null) throw unknown(attemptId);
  const { ticket: ticketDocument, workOrder: workOrderDocument } = kept;
  if (ticketDocument === null || workOrderDocument === null) throw incomplete(kept);
  const plan = planSchema.safeParse(kept.plan).data ?? null;
  const link = kept.linkId === null ? null : await context.store.link(kept.linkId);
  const ticket = ticketOf(ticketDocument);
  const mapping = effectiveMapping((await context.mapping()).mapping, context.config(), ticket.board.id);
  const workOrder = workOrderOf(workOrderDocument);
  const base = (plan?.base ?? link?.base ?? {}) as Base;
  const records = { link: { ...(link ?? noLink), base }, ticket, workOrder };
  const judge = choicesOnly(records.link, []);
  const created = plan?.created === true;
  const rules = { mapping, scripts: context.scripts };
  const [fromTicket, fromWorkOrder] = await Promise.all([
    evaluateTicket(rules, ticket, 'update'),
    evaluateWorkOrder(rules, workOrder),
  ]);
  const inbound = planWorkOrder(
    records,
    fromTicket,
    asItWas(context.fieldNation(), plan?.toWorkOrder, base, mapping),
    'update',
    judge,
  );
  const outbound = planTicket(
    records,
    fromWorkOrder,
    asItWas(context.psa(), plan?.toTicket, base, mapping),
    inheriting(judge, inbound.decided),
  );
  const given = created ? await givenNow(rules, ticket, link) : null;
  const now: Replay['now'] = {
    toWorkOrder: given?.changes ?? inbound.changes,
    toTicket: outbound.changes,
    conflicts: clashesOnce(created ? [] : inbound.clashes, outbound.clashes).map(conflictOf),
    problems: [...(given?.problems ?? inbound.problems), ...outbound.problems],
  };
  const before =
    plan === null
      ? null
      : {
          toWorkOrder:
            given === null ? plan.toWorkOrder.map(plain) : givenThen(context, given.changes, plan, workOrder),
          toTicket: plan.toTicket.map(plain),
        };
  return {
    attemptId,
    at: kept.at,
    linkId: kept.linkId,
    before,
    now,
    difference:
      before === null
        ? []
        : [
            ...differences('workOrder', before.toWorkOrder, now.toWorkOrder),
            ...differences('ticket', before.toTicket, now.toTicket),
          ],
    remark:
      plan === null
        ? 'This run kept no plan: it is from an earlier release, or ended before it decided anything. Only what today’s settings would do is shown.'
        : link === null
          ? 'The link of this run is gone; its values are shown without it.'
          : '',
  };
}

interface Reader<R> {
  readField(record: R, target: string): Json | undefined;
  sameValue(record: R, target: string, a: Json | undefined, b: Json | undefined): boolean;
}

/** Reads a record as it was before the run wrote to it: what is kept is the record afterwards. */
function asItWas<R extends { readonly document: JsonObject }>(
  reader: Reader<R>,
  written: Plan['toTicket'] | undefined,
  base: Base,
  mapping: EffectiveMapping,
): Reader<R> {
  return {
    sameValue: (record, target, a, b) => reader.sameValue(record, target, a, b),
    readField(record, target) {
      const change = written?.find((one) => one.target === target);
      if (change === undefined) return reader.readField(record, target);
      if (change.from !== undefined) return change.from ?? undefined;
      const rule = mapping.rules.find((one) => one.target === target);
      return rule === undefined ? undefined : agreedFor(rule, base)?.target;
    },
  };
}

/** All values today's mapping gives a new work order. */
async function givenNow(rules: LinkEvaluation, ticket: Ticket, link: Link | null) {
  const evaluated = await evaluateTicket(rules, ticket, 'create');
  return {
    changes: evaluated.flatMap(({ rule, outcome }): FieldChange[] =>
      outcome.kind === 'value' ? [{ target: rule.target, value: whole(rule.target, outcome.value, link) }] : [],
    ),
    problems: evaluated.flatMap(({ outcome }) => (outcome.kind === 'problem' ? [outcome.problem] : [])),
  };
}

/** A description as it is sent: with the extras its link remembers, and the marker. */
function whole(target: string, value: Json, link: Link | null): Json {
  return target === markerTarget && link !== null ? wholeDescription(value, link.base, link.marker) : value;
}

/** What a work order was given when it was made is what it held afterwards; Field Nation's own spelling of the same value is no difference. */
function givenThen(
  context: Pick<ReplayContext, 'fieldNation'>,
  now: readonly FieldChange[],
  plan: Plan,
  workOrder: WorkOrder,
): FieldChange[] {
  const held = now.flatMap(({ target, value }): FieldChange[] => {
    const then = context.fieldNation().readField(workOrder, target);
    if (then === undefined || then === null) return [];
    return [{ target, value: sameSpelling(value, then) ? value : then }];
  });
  const known = new Set(held.map(({ target }) => target));
  return [...held, ...plan.toWorkOrder.filter(({ target }) => !known.has(target)).map(plain)];
}

/** Numbers come as text, and texts with other spaces. */
function sameSpelling(given: Json, held: Json): boolean {
  if (jsonEqual(given, held)) return true;
  const text = (value: Json): string =>
    (typeof value === 'object' ? JSON.stringify(value) : String(value)).replace(/\s+/g, ' ').trim();
  return text(given) === text(held);
}

function differences(
  side: ReplayDifference['side'],
  before: readonly FieldChange[],
  now: readonly FieldChange[],
): ReplayDifference[] {
  const targets = [...new Set([...before, ...now].map(({ target }) => target))];
  const written = (changes: readonly FieldChange[], target: string): Json | undefined =>
    changes.find((change) => change.target === target)?.value;
  return targets
    .map((target) => ({
      side,
      target,
      label: targetLabel(target),
      before: written(before, target),
      now: written(now, target),
    }))
    .filter((one) => !jsonEqual(one.before, one.now));
}

function conflictOf({ candidate, ticketValue, workOrderValue }: Clash): Replay['now']['conflicts'][number] {
  const { target } = candidate.evaluated.rule;
  return { target, label: targetLabel(target), ticketValue, workOrderValue };
}

const plain = ({ target, value }: FieldChange): FieldChange => ({ target, value });

const noLink: Link = {
  id: 0,
  state: 'closed',
  ticketId: 0,
  workOrderId: null,
  marker: '',
  ticketSummary: '',
  companyName: '',
  ticketStatus: '',
  workOrderStatus: '',
  providerName: '',
  base: {},
  mappingVersion: 0,
  seenMilestones: {},
  seen: {},
  origin: 'ticket',
  closedReason: '',
  createdAt: 0,
  updatedAt: 0,
  lastSyncedAt: null,
};

function unknown(attemptId: number): AppError {
  return new AppError({
    code: 'replay.unknown',
    kind: 'permanent',
    message: `Run ${attemptId} is not kept. Runs are kept for 30 days.`,
    context: { attemptId },
  });
}

function incomplete({ attemptId, ticket }: KeptRun): AppError {
  return new AppError({
    code: 'replay.incomplete',
    kind: 'permanent',
    message: `Run ${attemptId} read no ${ticket === null ? 'ticket' : 'work order'}: there is nothing to evaluate again.`,
    context: { attemptId },
  });
}
