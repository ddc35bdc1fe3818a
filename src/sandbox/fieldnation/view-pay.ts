import { moment } from './dates.ts';
import { approvedExpenses } from './expenses.ts';
import type { Expense, PayExtra, PayIncrease, WorkOrderRecord } from './model.ts';
import { hoursLogged } from './time-logs.ts';
import { userById, type ViewContext, wholeList, zoneOf } from './view-parts.ts';

const cents = (amount: number): number => Math.round(amount * 100) / 100;
const sumOf = (amounts: readonly number[]): number => cents(amounts.reduce((sum, amount) => sum + amount, 0));

/** The most the labour can cost: what was agreed. */
function agreedLabor(record: WorkOrderRecord): number {
  const { pay } = record;
  if (pay === null) return 0;
  if (pay.type === 'fixed') return pay.base.amount;
  return pay.base.amount * pay.base.units + (pay.type === 'blended' ? pay.additional.amount * pay.additional.units : 0);
}

/** Labour as it stands: hourly work costs the hours logged, up to those agreed, once some were. */
function labor(record: WorkOrderRecord): number {
  const { pay } = record;
  const hours = hoursLogged(record);
  if (pay?.type !== 'hourly' || hours === 0) return cents(agreedLabor(record));
  return cents(pay.base.amount * Math.min(hours, pay.base.units));
}

function extraAmount(extra: PayExtra, record: WorkOrderRecord): number {
  const modifier = Number(extra.modifier);
  return extra.type === 'Fixed' ? modifier : cents((labor(record) * modifier) / 100);
}

const extras = (
  all: readonly PayExtra[],
  chosen: WorkOrderRecord['bonuses'],
  record: WorkOrderRecord,
  more: Record<string, unknown>,
) =>
  all.map((extra) => ({
    id: extra.id,
    charged: chosen.some((each) => each.id === extra.id && each.charged),
    calculation: extra.type.toLowerCase(),
    modifier: Number(extra.modifier),
    name: extra.name,
    description: extra.description,
    amount: extraAmount(extra, record),
    selected: chosen.some((each) => each.id === extra.id),
    actions: [],
    ...more,
  }));

/** Sums of the chosen ones, charged and not. */
function sums(results: readonly { readonly selected: boolean; readonly charged: boolean; readonly amount: number }[]) {
  const chosen = results.filter((each) => each.selected);
  const charged = sumOf(chosen.filter((each) => each.charged).map((each) => each.amount));
  const all = sumOf(chosen.map((each) => each.amount));
  return { all, charged, uncharged: cents(all - charged) };
}

/** BonusesDto of one work order: every bonus of the company, with those chosen. */
export function bonusesView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const results = extras(context.data.bonuses, record.bonuses, record, {});
  return { metadata: wholeList(results.length), sum: sums(results), results, actions: [] };
}

/** PenaltiesDto of one work order. */
export function penaltiesView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const results = extras(context.data.penalties, record.penalties, record, {
    status_reason: '',
    updated_by: '',
    updated_at: moment(record.createdAt, zoneOf(record)),
  });
  return { metadata: wholeList(results.length), sum: sums(results), results, actions: [] };
}

function expenseView(expense: Expense, record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const category = context.data.expenses.find((each) => each.id === expense.categoryId);
  const author = userById(context.data, expense.authorId);
  const zone = zoneOf(record);
  return {
    company_id: record.companyId,
    id: expense.id,
    status: expense.status,
    description: expense.description,
    status_description: expense.statusDescription,
    amount: expense.amount,
    quantity: expense.quantity,
    is_predefined: false,
    author: {
      id: expense.authorId,
      first_name: author?.first_name ?? '',
      last_name: author?.last_name ?? '',
      is_provider: Number(author?.role === 'provider'),
    },
    category: {
      id: expense.categoryId,
      label: category?.label ?? '',
      type: 'custom',
      uid: expense.categoryId,
      company_expense_id: expense.categoryId,
      amount: category?.amount ?? 0,
    },
    added: moment(expense.addedAt, zone),
    // The shape wants a moment even while nothing was decided; only `status` says whether it was.
    approved:
      expense.status === 'approved' && expense.decidedAt !== null
        ? moment(expense.decidedAt, zone)
        : { utc: '', local: { date: '', time: '' } },
    actions: ['edit', 'approve', 'deny'],
  };
}

/** PayExpensesDto. */
export function expensesView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const amounts = (status?: Expense['status']): number =>
    sumOf(
      record.expenses
        .filter((each) => status === undefined || each.status === status)
        .map((each) => each.amount * each.quantity),
    );
  const count = (status: Expense['status']): number => record.expenses.filter((each) => each.status === status).length;
  const approved = cents(approvedExpenses(record));
  return {
    metadata: wholeList(record.expenses.length),
    sum: {
      all: amounts(),
      charged: approved,
      uncharged: cents(amounts() - approved),
      pending: count('new'),
      approved: count('approved'),
      approved_amount: approved,
      denied: count('disapproved'),
    },
    results: record.expenses.map((expense) => expenseView(expense, record, context)),
    actions: ['add'],
  };
}

/** PayIncreasesResultDto: more pay a provider asked for. */
export function increaseView(increase: PayIncrease, record: WorkOrderRecord, context: ViewContext) {
  const author = userById(context.data, increase.authorId);
  return {
    id: increase.id,
    description: increase.description,
    status: increase.status,
    status_description: increase.statusDescription,
    pay: { type: 'fixed', base: { units: 1, amount: increase.sum }, sum: increase.sum },
    created: moment(increase.createdAt, zoneOf(record)),
    author: { id: increase.authorId, first_name: author?.first_name ?? '', last_name: author?.last_name ?? '' },
    actions: increase.status === 'pending' ? ['accept', 'deny'] : [],
  };
}

const acceptedIncreases = (record: WorkOrderRecord): number =>
  sumOf(record.increases.filter((each) => each.status === 'accepted').map((each) => each.sum));

/** PayIncreasesDto. */
export function increasesView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  return {
    metadata: wholeList(record.increases.length),
    sum: { all: acceptedIncreases(record) },
    results: record.increases.map((increase) => increaseView(increase, record, context)),
    actions: [],
    minimum: 0,
  };
}

/** PayDiscountsDto: less pay a provider offered. */
export function discountsView(record: WorkOrderRecord): Record<string, unknown> {
  return {
    metadata: wholeList(record.discounts.length),
    sum: { all: sumOf(record.discounts.map((each) => each.amount)) },
    results: record.discounts.map((discount) => ({
      ...discount,
      charged: true,
      calculation: 'fixed',
      description: '',
      actions: [],
    })),
    actions: [],
  };
}

/** What the provider gets: labour, accepted increases, charged bonuses and approved expenses, less discounts and charged penalties. */
function totalOf(record: WorkOrderRecord, context: ViewContext): number {
  if (record.status === 'cancelled') return record.cancellationFee;
  const chargedOf = (all: readonly PayExtra[], chosen: WorkOrderRecord['bonuses']): number =>
    sums(extras(all, chosen, record, {})).charged;
  return cents(
    labor(record) +
      acceptedIncreases(record) +
      approvedExpenses(record) +
      chargedOf(context.data.bonuses, record.bonuses) -
      chargedOf(context.data.penalties, record.penalties) -
      sumOf(record.discounts.map((each) => each.amount)),
  );
}

/** PayDto. The type is an empty text while no pay was set, as its enumeration allows. */
export function payView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  const { pay } = record;
  const most = cents(agreedLabor(record));
  const total = totalOf(record, context);
  const created = moment(record.createdAt, zoneOf(record));
  const hours = pay?.type === 'hourly' || pay?.type === 'blended' ? pay.base.units + pay.additional.units : 0;
  const fee = record.cancellationFee;
  return {
    work_order_id: record.id,
    type: pay?.type ?? '',
    base: pay?.base ?? { units: 0, amount: 0 },
    additional: pay?.additional ?? { units: 0, amount: 0 },
    fees:
      fee === 0 ? [] : [{ id: 1, name: 'cancellation', amount: fee, charged: true, display_name: 'Cancellation fee' }],
    hold: { id: 0, amount: 0, charged: false },
    hours,
    reported_hours: hoursLogged(record),
    number_of_devices: pay?.type === 'device' ? pay.base.units : 0,
    minimum_payment: 0,
    range: { min: total, max: Math.max(total, most) },
    labor_sum: labor(record),
    fees_cancellation_pending: false,
    passive_cancellation_amount: fee,
    fee_cancellation_queued: '',
    fee_cancellation_charged: '',
    funding: [],
    invoice: { id: 0, sent: created, paid: created },
    bonuses: bonusesView(record, context),
    expenses: expensesView(record, context),
    penalties: penaltiesView(record, context),
    discounts: discountsView(record),
    increases: increasesView(record, context),
    max_pay: most,
    total,
    max_pay_limit: 0,
    calculated_total: { total: { min: total, max: Math.max(total, most) } },
  };
}
