import type { Config } from '../../shared/config.ts';
import type { Mapping, MappingRule } from '../../shared/domain/mapping.ts';
import { workOrderStatuses } from '../../shared/domain/work-order-statuses.ts';
import type { JsonObject } from '../../shared/json.ts';

/** Id of the rule made from the status map; the link's base and the status line in the log use it. */
export const statusRuleId = 'status-map';

/**
 * The mapping in force: the stored rules, what a new work order is given, and the status map as one more rule. Field Nation moves the status,
 * so its side wins when both moved; a status missing in the map is a problem for a person.
 */
export function effectiveMapping(mapping: Mapping, config: Config): Mapping {
  const statusRule: MappingRule = {
    id: statusRuleId,
    direction: 'outbound',
    action: 'ARRAY_MAP',
    source: 'status.name',
    target: 'status',
    when: 'always',
    onMissing: 'fail',
    onConflict: 'source',
    mappings: config.statusMap.map((entry) => ({
      compare: canonicalStatus(entry.workOrderStatus),
      value: entry.ticketStatusId,
    })),
  };
  const stored = mapping.rules.filter((rule) => rule.target !== 'status');
  return { ...mapping, rules: [...stored, ...createRules(stored, config.create), statusRule] };
}

/**
 * Type of work and pay from the configuration, given at creation only: what a person changes in Field Nation later stays. A stored rule for
 * the same target, whenever it applies, is the one to follow.
 */
function createRules(stored: readonly MappingRule[], { typeOfWork, pay }: Config['create']): readonly MappingRule[] {
  const values: readonly (readonly [string, string, string | number | undefined])[] = [
    ['create-type-of-work', 'types_of_work.0.id', typeOfWork?.id],
    ['create-pay-type', 'pay.type', pay?.type],
    ['create-pay-amount', 'pay.base.amount', pay?.amount],
    ['create-pay-units', 'pay.base.units', pay?.units],
  ];
  return values.flatMap(([id, target, value]): readonly MappingRule[] =>
    value === undefined || stored.some((rule) => rule.direction === 'inbound' && rule.target === target)
      ? []
      : [
          {
            id,
            direction: 'inbound',
            action: 'SET_STATIC',
            target,
            value,
            when: 'create',
            onMissing: 'skip',
            onConflict: 'target',
          },
        ],
  );
}

/** Field Nation's own spelling of a status, found without regard to case; unknown names stay as they are. */
export function canonicalStatus(name: string): string {
  const wanted = name.trim().toLowerCase();
  return workOrderStatuses.find((status) => status.toLowerCase() === wanted) ?? name;
}

/** The work order's record as the mapping reads it: statuses in one spelling. */
export function workOrderSource(document: JsonObject): JsonObject {
  const status = document.status;
  if (typeof status !== 'object' || status === null || Array.isArray(status)) return document;
  const { name } = status as JsonObject;
  return { ...document, status: { ...(status as JsonObject), name: canonicalStatus(String(name ?? '')) } };
}
