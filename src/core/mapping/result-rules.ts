import type { Catalog, CatalogField } from '../../shared/domain/catalog.ts';
import { type Mapping, type MappingRule, mappingRuleSchema } from '../../shared/domain/mapping.ts';

/*
 * What a ticket can learn from its work order (reference/fieldnation.md 5.D). No field of a plain ticket is meant for these, so they go where a company
 * made a custom field for them, found by its caption.
 */

/** Path of the work order, and captions in letters and digits alone, with or without `fn` or `fieldnation` before them. */
const results: readonly (readonly [id: string, source: string, captions: readonly string[]])[] = [
  [
    'assigned-provider',
    'provider.name',
    ['provider', 'providername', 'assignedprovider', 'technician', 'technicianname'],
  ],
  ['assigned-provider-phone', 'provider.phone', ['providerphone', 'technicianphone']],
  ['provider-number', 'assignee.user.id', ['providerid', 'providernumber', 'assignedproviderid']],
  ['closing-notes', 'closing_notes', ['closingnotes', 'closeoutnotes', 'completionnotes']],
  ['checked-in', 'time_logs.results.0.in.created.utc', ['checkin', 'checkintime', 'checkedin']],
  ['checked-out', 'time_logs.results.0.out.created.utc', ['checkout', 'checkouttime', 'checkedout']],
  ['hours', 'time_logs.hours', ['hours', 'hoursworked', 'workedhours']],
  ['expenses', 'totals.approved_expenses', ['expenses', 'approvedexpenses']],
  ['total-pay', 'totals.pay', ['pay', 'totalpay', 'totalpayment']],
  ['approved-on', 'milestones.approved.utc', ['approvedon', 'approveddate', 'approvaldate']],
  ['cancelled-on', 'milestones.canceled.utc', ['cancelledon', 'cancelleddate', 'canceledon', 'canceleddate']],
  ['work-order-status', 'status.name', ['status', 'workorderstatus', 'wostatus']],
];

/** One rule for each result that has a custom field; none without a catalog. */
export function resultRules(mapping: Mapping, catalog: Catalog | undefined): readonly MappingRule[] {
  const fields = (catalog?.connectwise.fields ?? []).filter(
    ({ path, write, options }) => path.startsWith('customFields.') && write && options === null,
  );
  const taken = new Set(mapping.rules.map(({ target }) => target));
  return results.flatMap(([id, source, captions]) => {
    const target = fields.find((field) => !taken.has(field.path) && isNamed(field, captions));
    const from = catalog?.fieldnation.fields.find((field) => field.path === source);
    const how = target === undefined || from === undefined ? null : conversion(from, target);
    if (target === undefined || how === null) return [];
    taken.add(target.path);
    const rule = { id, direction: 'outbound', source, target: target.path, onConflict: 'source', ...how };
    return [mappingRuleSchema.parse(rule)];
  });
}

function isNamed({ label }: CatalogField, captions: readonly string[]): boolean {
  const plain = label.toLowerCase().replace(/[^a-z0-9]+/g, '');
  const own = /^(?:fieldnation|fn)/.exec(plain)?.[0] ?? '';
  // Without Field Nation's name before it, a caption must say more than "status" or "hours".
  return (
    captions.includes(plain.slice(own.length)) && (own !== '' || /provider|technician|clos|check|approved/.test(plain))
  );
}

/** How the value gets there; null when the field cannot hold it. */
function conversion(from: CatalogField, to: CatalogField): object | null {
  const date = (field: CatalogField) => field.type === 'date' || field.type === 'date-time';
  if (date(to) && date(from) && from.dateFormat !== '' && to.dateFormat !== '')
    return { action: 'DATE_CONVERT', inputFormat: from.dateFormat, outputFormat: to.dateFormat };
  if (to.type === 'text') return { action: 'SYNC' };
  return to.type === 'number' && from.type === 'number' ? { action: 'SYNC' } : null;
}
