import type { Clock } from '../../shared/clock.ts';
import { targetLabel } from '../../shared/domain/field-labels.ts';
import type { Mapping, OneWayRule } from '../../shared/domain/mapping.ts';
import type { Preview, PreviewRow } from '../../shared/domain/mapping-work.ts';
import type { BaseValue, Link, Ticket, WorkOrder } from '../../shared/domain/records.ts';
import { type Json, type JsonObject, jsonEqual } from '../../shared/json.ts';
import { isMissing, readPath } from '../../shared/record-path.ts';
import type { Evaluated, Occasion } from '../mapping/evaluate.ts';
import { wholeRuleId } from '../mapping/one-way.ts';
import type { ScriptHost } from '../scripts/port.ts';
import type { SyncContext } from '../sync/context.ts';
import { agreedFor, type Candidate, sameValue } from '../sync/decide.ts';
import { effectiveMapping, workOrderSource } from '../sync/effective-mapping.ts';
import { evaluateTicket, evaluateWorkOrder } from '../sync/evaluate-link.ts';
import { planTicket, planWorkOrder, type SidePlan } from '../sync/plan-link.ts';
import type { Tried } from './sample.ts';

export interface PreviewInput {
  readonly mapping: Mapping;
  readonly tried: Tried;
  readonly occasion: Occasion;
  readonly signal?: AbortSignal | undefined;
}

type Means = Pick<SyncContext, 'config' | 'psa' | 'fieldNation' | 'scripts' | 'store'> & {
  readonly clock: Pick<Clock, 'now'>;
};

/** What the rules of a draft make of a record, against what its other side holds. Nothing is stored and no remote is asked. */
export async function preview(means: Means, { mapping, tried, occasion, signal }: PreviewInput): Promise<Preview> {
  const ticket = tried.ticket?.record ?? null;
  const workOrder = tried.workOrder?.record ?? null;
  // What was agreed on may have moved since the records were read.
  const link = tried.link === null ? null : ((await means.store.link(tried.link.id)) ?? tried.link);
  const effective = effectiveMapping(mapping, means.config(), ticket?.board.id ?? null);
  const rules = { mapping: effective, scripts: means.scripts, signal };
  const started = means.clock.now();
  const [fromTicket, fromWorkOrder] = await Promise.all([
    ticket === null ? [] : evaluateTicket(rules, ticket, occasion),
    workOrder === null ? [] : evaluateWorkOrder(rules, workOrder),
  ]);
  const ms = means.clock.now() - started;
  signal?.throwIfAborted();
  const rows = [
    ...(ticket === null ? [] : inboundRows(means, fromTicket, { ticket, workOrder, link })),
    ...(workOrder === null ? [] : outboundRows(means, fromWorkOrder, { ticket, workOrder, link })),
  ];
  return { rows, ms, remarks: await remarks(means.scripts, mapping) };
}

interface Records {
  readonly ticket: Ticket | null;
  readonly workOrder: WorkOrder | null;
  readonly link: Link | null;
}

function inboundRows(
  means: Means,
  evaluated: readonly Evaluated[],
  { ticket, workOrder, link }: Records,
): PreviewRow[] {
  if (ticket === null) return [];
  if (workOrder === null || link === null) return evaluated.map((one) => row(one, ticket.document, null, null));
  // Whatever the occasion, the values are held against the work order there is.
  const plan = planWorkOrder({ link, ticket, workOrder }, evaluated, means.fieldNation(), 'update');
  return besidePresent(plan, ticket.document, link);
}

function outboundRows(
  means: Means,
  evaluated: readonly Evaluated[],
  { ticket, workOrder, link }: Records,
): PreviewRow[] {
  if (workOrder === null) return [];
  const source = workOrderSource(workOrder.document);
  if (ticket === null || link === null) return evaluated.map((one) => row(one, source, null, null));
  return besidePresent(planTicket({ link, ticket, workOrder }, evaluated, means.psa()), source, link);
}

function besidePresent({ decided }: SidePlan, source: JsonObject, link: Link): PreviewRow[] {
  return decided.map(({ candidate }) =>
    row(candidate.evaluated, source, candidate, agreedFor(candidate.evaluated.rule, link.base)),
  );
}

function row(
  { rule, outcome }: Evaluated,
  source: JsonObject,
  candidate: Candidate | null,
  base: BaseValue | undefined | null,
): PreviewRow {
  const value = outcome.kind === 'value' ? (candidate?.wanted ?? outcome.value) : null;
  const present = candidate?.present;
  const differs =
    candidate !== null &&
    candidate.wanted !== undefined &&
    !sameValue(candidate, candidate.wanted, present) &&
    !agreed(base ?? undefined, candidate.wanted, present);
  return {
    ruleId: wholeRuleId(rule.id),
    direction: rule.direction,
    target: rule.target,
    label: targetLabel(rule.target),
    outcome: outcome.kind,
    value,
    present: present ?? null,
    differs,
    message:
      outcome.kind === 'problem' ? outcome.problem.message : outcome.kind === 'none' ? whyNothing(rule, source) : '',
  };
}

/** A remote keeps some values in its own spelling: what was read back after the write counts as the same. */
function agreed(base: BaseValue | undefined, wanted: Json, present: Json | undefined): boolean {
  return base !== undefined && jsonEqual(base.source, wanted) && jsonEqual(base.target, present);
}

function whyNothing(rule: OneWayRule, source: JsonObject): string {
  if (rule.action === 'CUSTOM') return 'The script gives nothing: the field is left as it is.';
  if (rule.action === 'CONCAT') return 'Every part is empty: the field is left as it is.';
  if ('source' in rule && !isMissing(readPath(source, rule.source)))
    return 'The map says to change nothing for this value.';
  return 'source' in rule
    ? `${rule.source} is empty: the field is left as it is.`
    : 'There is no value: the field is left as it is.';
}

/** Said only where a rule needs what is missing. */
async function remarks(scripts: Pick<ScriptHost, 'engines'>, { rules }: Mapping): Promise<string[]> {
  if (!rules.some((rule) => rule.action === 'CUSTOM' && rule.language === 'jsonnet')) return [];
  const { jsonnet, lacks } = await scripts.engines();
  return jsonnet === 'native' ? [] : [...lacks];
}
