import { moment } from './dates.ts';
import type { PayExtra, WorkOrderRecord } from './model.ts';
import { type ViewContext, wholeList, zoneOf } from './view-parts.ts';

function total(record: WorkOrderRecord): number {
  const { pay } = record;
  if (pay === null) return 0;
  if (pay.type === 'fixed') return pay.base.amount;
  return pay.base.amount * pay.base.units + (pay.type === 'blended' ? pay.additional.amount * pay.additional.units : 0);
}

const extras = (all: readonly PayExtra[], chosen: readonly number[], more: Record<string, unknown>) =>
  all.map((extra) => ({
    id: extra.id,
    charged: false,
    calculation: extra.type.toLowerCase(),
    modifier: Number(extra.modifier),
    name: extra.name,
    description: extra.description,
    amount: extra.type === 'Fixed' ? Number(extra.modifier) : 0,
    selected: chosen.includes(extra.id),
    actions: [],
    ...more,
  }));

/** BonusesDto of one work order. */
export function bonusesView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const results = extras(context.data.bonuses, record.bonuses, {});
  return { metadata: wholeList(results.length), sum: { all: 0, charged: 0, uncharged: 0 }, results, actions: [] };
}

/** PenaltiesDto of one work order. */
export function penaltiesView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const results = extras(context.data.penalties, record.penalties, {
    status_reason: '',
    updated_by: '',
    updated_at: moment(record.createdAt, zoneOf(record)),
  });
  return { metadata: wholeList(results.length), sum: { all: 0, charged: 0, uncharged: 0 }, results, actions: [] };
}

/** PayExpensesDto: expenses are a later part of the sandbox, so there are none. */
export function expensesView(): Record<string, unknown> {
  return {
    metadata: wholeList(0),
    sum: { all: 0, charged: 0, uncharged: 0, pending: 0, approved: 0, approved_amount: 0, denied: 0 },
    results: [],
    actions: [],
  };
}

/** PayDto. The type is an empty text while no pay was set, as its enumeration allows. */
export function payView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const { pay } = record;
  const sum = total(record);
  const created = moment(record.createdAt, zoneOf(record));
  const hours = pay?.type === 'hourly' || pay?.type === 'blended' ? pay.base.units + pay.additional.units : 0;
  return {
    work_order_id: record.id,
    type: pay?.type ?? '',
    base: pay?.base ?? { units: 0, amount: 0 },
    additional: pay?.additional ?? { units: 0, amount: 0 },
    fees: [],
    hold: { id: 0, amount: 0, charged: false },
    hours,
    reported_hours: 0,
    number_of_devices: pay?.type === 'device' ? pay.base.units : 0,
    minimum_payment: 0,
    range: { min: sum, max: sum },
    labor_sum: sum,
    fees_cancellation_pending: false,
    passive_cancellation_amount: 0,
    fee_cancellation_queued: '',
    fee_cancellation_charged: '',
    funding: [],
    invoice: { id: 0, sent: created, paid: created },
    bonuses: bonusesView(record, context),
    expenses: expensesView(),
    penalties: penaltiesView(record, context),
    discounts: { metadata: wholeList(0), sum: { all: 0 }, results: [], actions: [] },
    increases: { metadata: wholeList(0), sum: { all: 0 }, results: [], actions: [], minimum: 0 },
    max_pay: sum,
    total: sum,
    max_pay_limit: 0,
    calculated_total: { total: { min: sum, max: sum } },
  };
}
