import { targetLabel } from '../shared/domain/field-labels.ts';
import type { OneWayRule } from '../shared/domain/mapping.ts';
import type { BaseValue, Link } from '../shared/domain/records.ts';
import type { LinkPage } from '../shared/domain/views.ts';
import { type Json, type JsonObject, jsonEqual } from '../shared/json.ts';
import { asObject } from './fieldnation/fields.ts';
import type { Evaluated } from './mapping/evaluate.ts';
import type { SyncContext } from './sync/context.ts';
import { agreedFor } from './sync/decide.ts';
import { effectiveMapping, statusRuleId } from './sync/effective-mapping.ts';
import { evaluateTicket, evaluateWorkOrder } from './sync/evaluate-link.ts';
import { wholeDescription } from './sync/extras.ts';
import { markerTarget } from './sync/marker.ts';
import { ticketStatusName } from './sync/status-maps.ts';

/** Every synced field of a link as the newest run read it: both present values and what they last agreed on. */
export async function linkFields(context: SyncContext, link: Link): Promise<LinkPage['fields']> {
  const { ticket = null, workOrder = null } = (await context.store.lastRecords(link.id)) ?? {};
  if (ticket === null || workOrder === null) return [];
  const { mapping } = await context.mapping();
  // What a work order was given only when it was made is not kept in step, so it cannot differ.
  const rules = effectiveMapping(mapping, context.config(), boardOf(ticket)).rules.filter(
    (rule) => rule.when !== 'create',
  );
  const given = { mapping: { name: mapping.name, rules }, scripts: context.scripts };
  const evaluated = await Promise.all([
    evaluateTicket(given, { id: link.ticketId, document: ticket }, 'update'),
    evaluateWorkOrder(given, { id: link.workOrderId ?? 0, document: workOrder }),
  ]);
  return evaluated.flat().flatMap((one) => {
    const { rule } = one;
    const base = agreedFor(rule, link.base);
    const wanted = wantedValue(one, link);
    const [side, record] =
      rule.direction === 'inbound'
        ? [context.fieldNation(), { document: workOrder }]
        : [context.psa(), { document: ticket }];
    const held = side.readField(record, rule.target) ?? null;
    if (wanted === null && held === null) return [];
    const same = wanted === null || side.sameValue(record, rule.target, wanted, held);
    return [
      {
        ruleId: rule.id,
        direction: rule.direction,
        label: targetLabel(rule.target),
        differs: !same && !agreed(base, wanted, held),
        ...values(link, rule, wanted, held, (id) => ticketStatusName(mapping, context.config(), id)),
      },
    ];
  });
}

function boardOf(ticket: JsonObject): number | null {
  const id = asObject(ticket.board)?.id;
  return typeof id === 'number' ? id : null;
}

function wantedValue({ rule, outcome }: Evaluated, link: Link): Json {
  if (outcome.kind !== 'value') return null;
  return rule.target === markerTarget ? wholeDescription(outcome.value, link.base, link.marker) : outcome.value;
}

/** A remote may keep a value in its own spelling: what was read back after the write counts as the same. */
function agreed(base: BaseValue | undefined, wanted: Json, held: Json): boolean {
  return base !== undefined && jsonEqual(base.source, wanted) && jsonEqual(base.target, held);
}

function values(link: Link, rule: OneWayRule, wanted: Json, held: Json, statusName: (id: Json) => string) {
  const base = agreedFor(rule, link.base)?.target ?? null;
  if (rule.id === statusRuleId) {
    return {
      ticketValue: link.ticketStatus,
      baseValue: statusName(base) || null,
      workOrderValue: link.workOrderStatus,
    };
  }
  const [ticketValue, workOrderValue] = rule.direction === 'inbound' ? [wanted, held] : [held, wanted];
  return {
    ticketValue: readable(rule.target, ticketValue),
    baseValue: readable(rule.target, base),
    workOrderValue: readable(rule.target, workOrderValue),
  };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** A value as a person reads it: a description without its markup, a contact in one line. The page shows it as text, never as HTML. */
export function readable(target: string, value: Json): Json {
  if (target === 'contacts.results' && Array.isArray(value)) return value.map(contactInWords).join('; ');
  if (!target.endsWith('.html') || typeof value !== 'string') return value;
  return value
    .replace(/<br\s*\/?>|<\/p>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? '')
    .trim();
}

function contactInWords(contact: Json): string {
  const { name, phone, email } = (contact ?? {}) as Readonly<Record<string, Json | undefined>>;
  return [name, phone, email].filter((part) => typeof part === 'string' && part !== '').join(', ');
}
