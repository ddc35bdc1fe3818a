import type { JsonObject } from '../../shared/json.ts';
import { entries, idOf, nameOf, numberOf, textOf, timeOf } from './collections.ts';
import { asObject } from './fields.ts';
import type { WorkOrderExpense } from './records-port.ts';

const approvedWords = new Set(['approved', 'charged', 'paid']);
const otherWords = new Set(['pending', 'new', 'requested', 'denied', 'declined', 'rejected', 'disapproved']);

/** `pay.expenses` (PayExpensesDto). The words of `status` are not documented: the time of approval decides where they do not. */
export function expensesOf(document: JsonObject): readonly WorkOrderExpense[] {
  return entries(asObject(document.pay)?.expenses).flatMap((expense): WorkOrderExpense[] => {
    const id = idOf(expense.id);
    const amount = numberOf(expense.amount);
    if (id === null || amount === null) return [];
    const status = textOf(expense.status).toLowerCase();
    return [
      {
        id,
        description: textOf(expense.description) || textOf(asObject(expense.category)?.name),
        amount,
        approved: approvedWords.has(status) || (!otherWords.has(status) && timeOf(expense.approved) !== null),
      },
    ];
  });
}

/** `pay.total`, as Field Nation sums it. */
export function totalPayOf(document: JsonObject): number | null {
  return numberOf(asObject(document.pay)?.total);
}

/** The company's own person in charge. */
export function managerOf(document: JsonObject): { readonly id: number; readonly name: string } | null {
  const manager = asObject(document.manager);
  const id = idOf(manager?.id);
  return id === null ? null : { id, name: nameOf(manager) || textOf(manager?.username) };
}
