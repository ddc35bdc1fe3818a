import type { Config } from '../../shared/config.ts';
import type { Mapping, MappingRule } from '../../shared/domain/mapping.ts';
import { workOrderStatuses } from '../../shared/domain/work-order-statuses.ts';
import type { JsonObject } from '../../shared/json.ts';

/** Id of the rule made from the status map; the link's base and the status line in the log use it. */
export const statusRuleId = 'status-map';

/**
 * The mapping in force: the stored rules, and the status map as one more rule. Field Nation moves the status, so its side wins when both
 * moved; a status missing in the map is a problem for a person.
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
  return { ...mapping, rules: [...mapping.rules.filter((rule) => rule.target !== 'status'), statusRule] };
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
