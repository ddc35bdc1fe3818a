import type { JsonObject } from '../../shared/json.ts';
import { entries, idOf, nameOf, numberOf, textOf, timeOf } from './collections.ts';
import { asObject } from './fields.ts';
import type { WorkOrderExpense } from './records-port.ts';

/** What `status` is documented to say (WorkOrderUpdateExpenseDto), and words of the same meaning. */
const approvedWords = new Set(['approved', 'charged', 'paid']);
const otherWords = new Set(['new', 'disapproved', 'pending', 'requested', 'denied', 'declined', 'rejected']);

/** `pay.expenses` (PayExpensesDto). With a status of another kind, the time of approval decides. */
export function expensesOf(document: JsonObject): readonly WorkOrderExpense[] {
  const expenses = asObject(document.pay)?.expenses;
  const lines = entries(expenses).flatMap((expense) => {
    const id = idOf(expense.id);
    const amount = numberOf(expense.amount);
    return id === null || amount === null ? [] : [{ expense, id, amount, quantity: numberOf(expense.quantity) ?? 1 }];
  });
  const perUnit = isPerUnit(lines, numberOf(asObject(asObject(expenses)?.sum)?.all));
  return lines.map(({ expense, id, amount, quantity }): WorkOrderExpense => {
    const status = textOf(expense.status).toLowerCase();
    return {
      id,
      description: textOf(expense.description) || textOf(asObject(expense.category)?.name),
      amount: perUnit ? cents(amount * quantity) / 100 : amount,
      approved: approvedWords.has(status) || (!otherWords.has(status) && timeOf(expense.approved) !== null),
    };
  });
}

/** No source says whether an amount is for one or for all of its quantity: Field Nation's own sum does. */
function isPerUnit(
  lines: readonly { readonly amount: number; readonly quantity: number }[],
  sum: number | null,
): boolean {
  if (sum === null) return false;
  const whole = lines.reduce((total, each) => total + each.amount, 0);
  const multiplied = lines.reduce((total, each) => total + each.amount * each.quantity, 0);
  return cents(multiplied) === cents(sum) && cents(whole) !== cents(sum);
}

function cents(amount: number): number {
  return Math.round(amount * 100);
}

/** `pay.total`, as Field Nation sums it: a number in the OpenAPI file, `{amount}` on the page about pay. */
export function totalPayOf(document: JsonObject): number | null {
  const total = asObject(document.pay)?.total;
  return numberOf(asObject(total)?.amount ?? total);
}

/** The company's own person in charge. */
export function managerOf(document: JsonObject): { readonly id: number; readonly name: string } | null {
  const manager = asObject(document.manager);
  const id = idOf(manager?.id);
  return id === null ? null : { id, name: nameOf(manager) || textOf(manager?.username) };
}
