import { type Body, object, text } from './input-parts.ts';
import type { Expense, FieldNationData, WorkOrderRecord } from './model.ts';
import { nextId } from './new-work-order.ts';
import { forbidden, invalid, type ProblemDetail } from './problems.ts';
import type { FieldNationService } from './service.ts';

export interface NewExpense {
  readonly categoryId: number;
  readonly description: string;
  readonly amount: number;
  readonly quantity: number;
}

/** Reads WorkOrderCreateExpenseDto: the category, a description, and an amount that is sent as a text. */
export function readExpense(body: Body, data: FieldNationData): NewExpense {
  const errors: ProblemDetail[] = [];
  const category = object(body.category);
  const categoryId = Number(category.company_expense_id ?? category.id);
  if (!data.expenses.some((each) => each.id === categoryId)) {
    errors.push({ pointer: '/category/id', detail: `Expense category ${String(category.id)} does not exist.` });
  }
  const description = text(body.description);
  if (description === null) errors.push({ pointer: '/description', detail: 'description must be a text.' });
  const amount = typeof body.amount === 'string' && body.amount.trim() !== '' ? Number(body.amount) : Number.NaN;
  if (!(amount >= 0)) errors.push({ pointer: '/amount', detail: 'amount must be a number of 0 or more, as a text.' });
  if (errors.length > 0) throw invalid(...errors);
  const quantity = typeof body.quantity === 'number' ? body.quantity : 1;
  return { categoryId, description: description ?? '', amount, quantity };
}

/** An expense of the provider, or of the buyer for them. It waits for approval; no event tells of it (reference 3.4). */
export function addExpense(
  service: FieldNationService,
  record: WorkOrderRecord,
  given: NewExpense,
  userId: number,
): Expense {
  if (record.assigneeId === null || record.status === 'cancelled') {
    throw forbidden('You do not have permission to add expenses to this work order');
  }
  const expense: Expense = {
    id: nextId(service.data, 'expense'),
    ...given,
    status: 'new',
    statusDescription: '',
    authorId: userId,
    addedAt: service.context.clock.now(),
    decidedAt: null,
  };
  record.expenses.push(expense);
  service.touched(record);
  return expense;
}

/** Approves or refuses an expense, or puts it back to `new`. */
export function decideExpense(
  service: FieldNationService,
  record: WorkOrderRecord,
  expense: Expense,
  status: Expense['status'],
  description: string | null,
): void {
  if (record.status === 'paid') throw forbidden('The work order is paid');
  expense.status = status;
  expense.decidedAt = status === 'new' ? null : service.context.clock.now();
  if (description !== null) expense.statusDescription = description;
  service.touched(record);
}

/** What approved expenses add to the pay, in dollars. */
export function approvedExpenses(record: WorkOrderRecord): number {
  return record.expenses
    .filter((expense) => expense.status === 'approved')
    .reduce((sum, expense) => sum + expense.amount * expense.quantity, 0);
}
