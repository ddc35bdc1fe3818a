import type { Config } from '../../shared/config.ts';
import { targetLabel } from '../../shared/domain/field-labels.ts';
import type { Mapping } from '../../shared/domain/mapping.ts';
import type { ExampleResult } from '../../shared/domain/mapping-work.ts';
import { type Json, jsonEqual } from '../../shared/json.ts';
import { ticketOf, workOrderOf } from '../kept-records.ts';
import type { Evaluated } from '../mapping/evaluate.ts';
import { oneWayRules, wholeRuleId } from '../mapping/one-way.ts';
import type { ScriptHost } from '../scripts/port.ts';
import type { ExpectedValue, KeptExample } from '../store/mappings-port.ts';
import { effectiveMapping, statusRuleId } from '../sync/effective-mapping.ts';
import { evaluateTicket, evaluateWorkOrder } from '../sync/evaluate-link.ts';

/*
 * A record kept with the values it gave. Only what the mapping itself says is held against it: what the settings add (pay, provider fields)
 * changes with the settings, and the mapping is none the worse for it.
 */

interface Means {
  readonly config: () => Config;
  readonly scripts: Pick<ScriptHost, 'evaluateAll'>;
}

/** What every rule gives for kept records, in both directions; rules that apply at the create only are asked as at a create. */
export async function valuesOf(
  { config, scripts }: Means,
  mapping: Mapping,
  records: KeptExample['records'],
  signal?: AbortSignal,
): Promise<readonly (ExpectedValue & { readonly message: string })[]> {
  const ticket = records.ticket === null ? null : ticketOf(records.ticket);
  const whole = effectiveMapping(mapping, config(), ticket?.board.id ?? null);
  const own = new Set([...mapping.rules.flatMap(oneWayRules).map(({ id }) => id), statusRuleId]);
  const rules = whole.rules.filter((rule) => own.has(rule.id));
  const atUpdate = { mapping: { ...whole, rules }, scripts, signal };
  const atCreate = { ...atUpdate, mapping: { ...whole, rules: rules.filter((rule) => rule.when === 'create') } };
  const [create, update, fromWorkOrder] = await Promise.all([
    ticket === null ? [] : evaluateTicket(atCreate, ticket, 'create'),
    ticket === null ? [] : evaluateTicket(atUpdate, ticket, 'update'),
    records.workOrder === null ? [] : evaluateWorkOrder(atUpdate, workOrderOf(records.workOrder)),
  ]);
  return [...create, ...update, ...fromWorkOrder].map(given);
}

function given({ rule, outcome }: Evaluated): ExpectedValue & { readonly message: string } {
  const { id, direction, target } = rule;
  const of = { ruleId: wholeRuleId(id), direction, target };
  if (outcome.kind === 'problem')
    return { ...of, outcome: { kind: 'problem', code: outcome.problem.code }, message: outcome.problem.message };
  return { ...of, outcome, message: '' };
}

/** Runs an example over a mapping. A rule that came since is no difference: nobody has said yet what it should give. */
export async function runExample(
  means: Means,
  mapping: Mapping,
  { example, records, expected }: KeptExample,
  signal?: AbortSignal,
): Promise<ExampleResult> {
  const got = await valuesOf(means, mapping, records, signal);
  const differences = expected.flatMap((wanted) => {
    // A rule that was replaced by another one for the same field gives that field's value.
    const now =
      got.find(
        (one) => one.ruleId === wanted.ruleId && one.direction === wanted.direction && one.target === wanted.target,
      ) ??
      got.find((one) => one.target === wanted.target && one.direction === wanted.direction) ??
      null;
    if (now !== null && sameOutcome(wanted.outcome, now.outcome)) return [];
    if (now === null && wanted.outcome.kind === 'none') return [];
    return [
      {
        ruleId: wanted.ruleId,
        label: targetLabel(wanted.target),
        expected: plain(wanted.outcome),
        got: now === null ? null : plain(now.outcome),
        message: now === null ? 'No rule gives this field a value any more.' : now.message || expectedProblem(wanted),
      },
    ];
  });
  return { exampleId: example.id, pass: differences.length === 0, differences };
}

function sameOutcome(a: ExpectedValue['outcome'], b: ExpectedValue['outcome']): boolean {
  if (a.kind === 'value' && b.kind === 'value') return jsonEqual(a.value, b.value);
  if (a.kind === 'problem' && b.kind === 'problem') return a.code === b.code;
  return a.kind === b.kind;
}

function plain(outcome: ExpectedValue['outcome']): Json {
  return outcome.kind === 'value' ? outcome.value : null;
}

function expectedProblem({ outcome }: ExpectedValue): string {
  return outcome.kind === 'problem' ? 'The example was kept with a problem here, which is gone.' : '';
}
