import type { Base } from '../../shared/domain/records.ts';
import { wholeRuleId } from '../mapping/one-way.ts';
import type { SyncContext } from './context.ts';
import { type Decided, fieldOf, sameValue } from './decide.ts';
import { evaluateTicket, evaluateWorkOrder, type LinkEvaluation } from './evaluate-link.ts';
import { type LinkRecords, planTicket, planWorkOrder } from './plan-link.ts';

/**
 * The base of a rule for both directions after a run, where the two records hold its field alike: both halves remember that. A run writes through
 * one half, and may leave the ticket alone altogether; the other half would go on remembering what was agreed before, and take the value that was
 * carried over for somebody's change as soon as its own side moves.
 */
export async function agreedByHalves(
  context: Pick<SyncContext, 'psa' | 'fieldNation'>,
  { mapping, ...means }: LinkEvaluation,
  records: LinkRecords,
): Promise<Base> {
  const ids = new Set(mapping.rules.map(({ id }) => id));
  const turned = mapping.rules.filter(({ id }) => wholeRuleId(id) !== id && ids.has(wholeRuleId(id)));
  if (turned.length === 0) return {};
  const both = new Set(turned.map(({ id }) => wholeRuleId(id)));
  const rules = mapping.rules.filter(({ id }) => both.has(wholeRuleId(id)));
  const halves = { ...means, mapping: { ...mapping, rules } };
  const [fromTicket, fromWorkOrder] = await Promise.all([
    evaluateTicket(halves, records.ticket, 'update'),
    evaluateWorkOrder(halves, records.workOrder),
  ]);
  const alike = new Map(
    [
      ...planWorkOrder(records, fromTicket, context.fieldNation(), 'update').decided,
      ...planTicket(records, fromWorkOrder, context.psa()).decided,
    ]
      .filter(holdsWanted)
      .map((one) => [one.ruleId, one]),
  );
  return Object.fromEntries(
    turned.flatMap(({ id }) => {
      const [inbound, outbound] = [alike.get(wholeRuleId(id)), alike.get(id)];
      return inbound === undefined || outbound === undefined ? [] : [agreement(inbound), agreement(outbound)];
    }),
  );
}

function holdsWanted({ candidate }: Decided): boolean {
  return candidate.wanted !== undefined && sameValue(candidate, candidate.wanted, candidate.present);
}

function agreement({ ruleId, candidate }: Decided): readonly [string, Base[string]] {
  const { evaluated, wanted, present } = candidate;
  return [ruleId, { source: wanted, target: present, field: fieldOf(evaluated.rule) }];
}
