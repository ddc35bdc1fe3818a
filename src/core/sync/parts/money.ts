import type { WorkOrder } from '../../../shared/domain/records.ts';
import type { WorkOrderExpense } from '../../fieldnation/records-port.ts';
import { money as rounded } from '../effective-mapping.ts';
import { copyOf, fingerprint, newsSince, noteAndSay } from './note-once.ts';
import type { Part, PartInput, PartResult } from './port.ts';

/*
 * What a work order costs, as an internal note and nowhere else: approved expenses as soon as one is approved, and the total pay once the work
 * order is approved or paid. Before that its total is an estimate that moves with every hour on site.
 */

/** Statuses in which the total is what will be paid. */
const finalStatuses = new Set(['approved', 'paid']);

export interface Figures {
  readonly expenses: readonly WorkOrderExpense[];
  /** Null until it is final. */
  readonly pay: number | null;
}

/** The figures worth a note; null while there are none. */
export function figuresOf(
  status: WorkOrder['status'],
  expenses: readonly WorkOrderExpense[],
  totalPay: number | null,
): Figures | null {
  const approved = expenses.filter((expense) => expense.approved).sort((a, b) => a.id - b.id);
  const pay = finalStatuses.has(status.name.trim().toLowerCase()) ? totalPay : null;
  return approved.length === 0 && pay === null ? null : { expenses: approved, pay };
}

/** The note's words. Amounts are in the currency of the Field Nation account, which its records do not name. */
export function figuresInWords(workOrderId: number, { expenses, pay }: Figures): string {
  const amount = (value: number) => rounded(value).toFixed(2);
  const sum = expenses.reduce((total, expense) => total + expense.amount, 0);
  const each = expenses.map((expense) => `${expense.description || `expense ${expense.id}`} ${amount(expense.amount)}`);
  const parts = [
    ...(expenses.length === 0 ? [] : [`approved expenses ${amount(sum)} (${each.join('; ')})`]),
    ...(pay === null ? [] : [`total pay ${amount(pay)}`]),
  ];
  return `Field Nation work order ${workOrderId}: ${parts.join(', ')}.`;
}

async function run(input: PartInput): Promise<PartResult> {
  const { context, ticket, workOrder } = input;
  const fieldNation = context.fieldNation();
  const figures = figuresOf(workOrder.status, fieldNation.expenses(workOrder), fieldNation.totalPay(workOrder));
  if (figures === null) {
    await newsSince(input, 'money-note');
    return { problems: [] };
  }
  const hash = fingerprint([figures.expenses.map(({ id, amount }) => [id, rounded(amount)]), figures.pay]);
  const note = {
    kind: 'money-note',
    sourceId: hash,
    sourceHash: hash,
    marker: `[FN#m${workOrder.id}-${hash}]`,
    text: figuresInWords(workOrder.id, figures),
    tab: 'internal',
  } as const;
  const reason = 'These figures stood there before money was noted on this ticket.';
  await newsSince(input, 'money-note', () => [copyOf(input, note, { reason })]);
  return noteAndSay(input, note, {
    kind: 'ticket.money',
    message: `Ticket ${ticket.id}: internal note with the money of work order ${workOrder.id}`,
  });
}

/** Notes approved expenses and final pay, internally. */
export const money: Part = {
  name: 'money',
  wanted: ({ context, events }) =>
    context.config().sync.outbound.money.note &&
    (events.allows('FN_WO_EXPENSE_ADDED') || events.allows('FN_WO_APPROVED')),
  run,
};
