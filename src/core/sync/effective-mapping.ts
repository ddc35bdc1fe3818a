import type { Config } from '../../shared/config.ts';
import type { Mapping, OneWayRule } from '../../shared/domain/mapping.ts';
import { workOrderStatuses } from '../../shared/domain/work-order-statuses.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import { entries } from '../fieldnation/collections.ts';
import { asObject } from '../fieldnation/fields.ts';
import { expensesOf, totalPayOf } from '../fieldnation/money.ts';
import type { EffectiveMapping } from '../mapping/evaluate.ts';
import { oneWayRules } from '../mapping/one-way.ts';
import { toTicketMap } from './status-maps.ts';

/** Id of the rule made from the status map; the link's base and the status line in the log use it. */
export const statusRuleId = 'status-map';

/** What the "sent" custom field of a ticket holds once it has its work order. */
export const sentValue = 'Sent';

/**
 * The mapping in force for tickets of a board: the stored rules, what a new work order is given, what the configuration keeps in ticket fields,
 * and the board's status map as one more rule. Field Nation moves the status, so its side wins when both moved; a status missing in the map is a problem for a person.
 */
export function effectiveMapping(mapping: Mapping, config: Config, boardId: number | null): EffectiveMapping {
  const statusRule: OneWayRule = {
    id: statusRuleId,
    direction: 'outbound',
    action: 'ARRAY_MAP',
    source: 'status.name',
    target: 'status',
    when: 'always',
    onMissing: 'fail',
    onConflict: 'source',
    mappings: toTicketMap(mapping, config, boardId).map((entry) => ({
      compare: canonicalStatus(entry.workOrderStatus),
      value: entry.ticketStatusId,
    })),
  };
  const stored = mapping.rules.flatMap(oneWayRules).filter((rule) => rule.target !== 'status');
  const rules = [...stored, ...createRules(stored, config.create), ...ticketFieldRules(stored, config), statusRule];
  return { name: mapping.name, rules };
}

/**
 * Ticket fields that the configuration keeps: provider, money, "Sent". Field Nation's side wins, because nobody else knows these; an empty
 * value empties the field again, so that no ticket names a provider who was taken off. A stored rule for the same field is the one to follow.
 */
function ticketFieldRules(stored: readonly OneWayRule[], { sync, trigger }: Config): readonly OneWayRule[] {
  const { providerNameField, providerPhoneField, money } = sync.outbound;
  const own = { direction: 'outbound', when: 'always', onConflict: 'source' } as const;
  const synced = (id: string, target: string, source: string): OneWayRule => ({
    ...own,
    id,
    target,
    action: 'SYNC',
    source,
    onMissing: 'default',
    default: null,
  });
  const rules: readonly OneWayRule[] = [
    synced('provider-name', providerNameField, 'provider.name'),
    synced('provider-phone', providerPhoneField, 'provider.phone'),
    synced('money-expenses', money.expensesField, 'totals.approved_expenses'),
    synced('money-pay', money.payField, 'totals.pay'),
    {
      ...own,
      id: 'sent-field',
      target: trigger === null || trigger.sentFieldId === 0 ? '' : `customFields.${trigger.sentFieldId}`,
      action: 'SET_STATIC',
      value: sentValue,
      onMissing: 'skip',
    },
  ];
  const taken = new Set(stored.filter((rule) => rule.direction === 'outbound').map((rule) => rule.target));
  return rules.filter(({ target }) => {
    const free = target !== '' && !taken.has(target);
    taken.add(target);
    return free;
  });
}

/**
 * Type of work and pay from the configuration, given at creation only: what a person changes in Field Nation later stays. A stored rule for
 * the same target, whenever it applies, is the one to follow.
 */
function createRules(stored: readonly OneWayRule[], { typeOfWork, pay }: Config['create']): readonly OneWayRule[] {
  const values: readonly (readonly [string, string, string | number | undefined])[] = [
    ['create-type-of-work', 'types_of_work.0.id', typeOfWork?.id],
    ['create-pay-type', 'pay.type', pay?.type],
    ['create-pay-amount', 'pay.base.amount', pay?.amount],
    ['create-pay-units', 'pay.base.units', pay?.units],
  ];
  return values.flatMap(([id, target, value]): readonly OneWayRule[] =>
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

/**
 * The work order's record as the mapping reads it: statuses in one spelling, the assigned provider as `provider.name` and `provider.phone`, sums
 * as `totals.approved_expenses` (only approved ones count; absent while there are none) and `totals.pay`.
 */
export function workOrderSource(document: JsonObject): JsonObject {
  const status = asObject(document.status);
  return {
    ...document,
    ...(status === null ? {} : { status: { ...status, name: canonicalStatus(String(status.name ?? '')) } }),
    ...(document.custom_fields === undefined ? {} : { custom_fields: customFieldsById(document) }),
    provider: providerOf(document),
    totals: totalsOf(document),
  };
}

/** Field Nation lists them in groups by who fills them (reference/fieldnation.md 1.5); a rule names one as its target does: `custom_fields.136`. */
function customFieldsById(document: JsonObject): JsonObject {
  const fields = entries(document.custom_fields).flatMap((group) =>
    group.results === undefined ? [group] : entries(group.results),
  );
  return {
    ...asObject(document.custom_fields),
    ...Object.fromEntries(fields.map((field) => [String(field.id), field.value ?? null])),
  };
}

function providerOf(document: JsonObject): JsonObject {
  const user = asObject(asObject(document.assignee)?.user);
  if (user === null || user.id === undefined || user.id === null) return {};
  const text = (value: Json | undefined) => (typeof value === 'string' ? value.trim() : '');
  return {
    name: [text(user.first_name), text(user.last_name)].filter(Boolean).join(' '),
    phone: text(user.cell) || text(user.phone),
  };
}

function totalsOf(document: JsonObject): JsonObject {
  const approved = expensesOf(document).filter((expense) => expense.approved);
  const pay = totalPayOf(document);
  return {
    ...(approved.length === 0
      ? {}
      : { approved_expenses: money(approved.reduce((sum, { amount }) => sum + amount, 0)) }),
    ...(pay === null ? {} : { pay: money(pay) }),
  };
}

/** An amount without what adding in binary left behind. */
export function money(amount: number): number {
  return Math.round(amount * 100) / 100;
}
