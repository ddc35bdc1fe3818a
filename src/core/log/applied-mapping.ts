import { z } from 'zod';
import { targetLabel } from '../../shared/domain/field-labels.ts';
import type { LogDetails } from '../../shared/domain/log-details.ts';
import { jsonSchema, type OneWayRule } from '../../shared/domain/mapping.ts';
import type { AppErrorInfo } from '../../shared/errors.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import { asObject } from '../fieldnation/fields.ts';
import type { Evaluated } from '../mapping/evaluate.ts';
import { wholeRuleId } from '../mapping/one-way.ts';
import { valuesInWords } from '../people/value-words.ts';
import type { SyncContext } from '../sync/context.ts';
import { effectiveMapping } from '../sync/effective-mapping.ts';
import { evaluateTicket, evaluateWorkOrder } from '../sync/evaluate-link.ts';

type Applied = NonNullable<LogDetails['mapping']>;
type AppliedRule = Applied['rules'][number];

const changeSchema = z.object({ target: z.string(), value: jsonSchema, from: jsonSchema.optional() });
/** What a run noted of its decisions (sync/in-step.ts). */
const planSchema = z.object({
  mappingVersion: z.number().default(0),
  created: z.boolean().default(false),
  toWorkOrder: z.array(changeSchema),
  toTicket: z.array(changeSchema),
  /** Absent in runs of earlier releases. */
  left: z.record(z.string(), z.string()).default({}),
  ticketDue: z.boolean().default(true),
});
type Plan = z.infer<typeof planSchema>;

/**
 * The rules as a kept run applied them: its records, its version of the mapping, and what it wrote. The rest is evaluated again with today's
 * settings; no remote is asked. Null when the run kept no records.
 */
export async function appliedMapping(context: SyncContext, attemptId: number): Promise<Applied | null> {
  const kept = await context.store.keptRun(attemptId);
  const plan = planSchema.safeParse(kept?.plan).data;
  if (kept === null || plan === undefined || kept.ticket === null || kept.workOrder === null) return null;
  const { ticket, workOrder } = kept;
  const present = await context.mapping();
  const version = (await context.store.mappingVersion(plan.mappingVersion)) ?? present;
  const mapping = effectiveMapping(version.mapping, context.config(), boardOf(ticket));
  const rules = { mapping, scripts: context.scripts };
  const [fromTicket, fromWorkOrder] = await Promise.all([
    evaluateTicket(rules, { id: numberOf(ticket.id), document: ticket }, plan.created ? 'create' : 'update'),
    evaluateWorkOrder(rules, { id: numberOf(workOrder.id), document: workOrder }),
  ]);
  const inWords = await valuesInWords(context);
  const applied = (evaluated: Evaluated): AppliedRule => {
    const inbound = evaluated.rule.direction === 'inbound';
    const { target } = evaluated.rule;
    const held = inbound
      ? context.fieldNation().readField({ document: workOrder }, target)
      : context.psa().readField({ document: ticket }, target);
    const rule = applyOne(evaluated, plan, held ?? null);
    return { ...rule, before: inWords(target, rule.before as Json), after: inWords(target, rule.after as Json) };
  };
  return { version: version.version, rules: [...fromTicket, ...fromWorkOrder].map(applied) };
}

/** A rule that stopped a run before it kept anything. */
export function stoppingRule(error: AppErrorInfo | null, version: number): Applied | null {
  const { ruleId, target } = error?.context ?? {};
  if (error === null || typeof ruleId !== 'string' || typeof target !== 'string') return null;
  const rule = { ruleId: wholeRuleId(ruleId), label: targetLabel(target), before: null, after: null };
  return {
    version,
    rules: [
      { ...rule, direction: ruleId.endsWith('~') ? 'outbound' : 'inbound', result: 'skipped', note: error.message },
    ],
  };
}

function applyOne({ rule, outcome }: Evaluated, plan: Plan, held: Json): AppliedRule {
  const { direction, target } = rule;
  const about = { ruleId: wholeRuleId(rule.id), label: targetLabel(target), direction };
  const written = (direction === 'inbound' ? plan.toWorkOrder : plan.toTicket).find((one) => one.target === target);
  if (written !== undefined)
    return { ...about, before: written.from ?? null, after: written.value, result: 'changed', note: '' };
  if (outcome.kind === 'problem')
    return { ...about, before: held, after: null, result: 'skipped', note: outcome.problem.message };
  const wanted = outcome.kind === 'value' ? outcome.value : null;
  if (plan.left[rule.id] === 'conflict')
    return { ...about, before: held, after: wanted, result: 'conflict', note: notes.conflict };
  const left = plan.left[rule.id];
  if (left !== undefined)
    return { ...about, before: held, after: wanted, result: 'skipped', note: noteFor(rule, left) };
  if (outcome.kind === 'none') return { ...about, before: held, after: null, result: 'skipped', note: notes.none };
  if (direction === 'outbound' && !plan.ticketDue)
    return { ...about, before: held, after: wanted, result: 'skipped', note: notes.notDue };
  if (direction === 'inbound' && plan.created)
    return { ...about, before: null, after: wanted, result: 'changed', note: notes.created };
  return { ...about, before: held, after: wanted, result: 'same', note: '' };
}

const notes = {
  conflict: 'Both sides changed it, so a person chooses under Conflicts.',
  none: 'The rule gives no value here, so the field is left as it is.',
  notDue: 'Nothing asked for the ticket to be updated in this run.',
  created: 'Given to the work order when it was made.',
  keep: 'Only the other side was changed since, so its value stays.',
  withheld: 'The work order is settled, so its fields are not changed any more.',
} as const;

function noteFor({ onConflict }: OneWayRule, left: string): string {
  if (left === 'keep') return notes.keep;
  if (left === 'withheld') return notes.withheld;
  return `Both sides changed it; by the rule (${onConflict}) the value that stands there counts.`;
}

function boardOf(ticket: JsonObject): number | null {
  const id = asObject(ticket.board)?.id;
  return typeof id === 'number' ? id : null;
}

function numberOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0;
}
