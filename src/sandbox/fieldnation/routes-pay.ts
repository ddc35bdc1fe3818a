import type { Route } from '../kernel/router.ts';
import { addExpense, decideExpense, readExpense } from './expenses.ts';
import type { PayExtra, WorkOrderRecord } from './model.ts';
import { forbidden, invalid } from './problems.ts';
import { routeParts } from './route-parts.ts';
import { rest } from './routes-work-orders.ts';
import { bodyOf, type FieldNationService } from './service.ts';
import {
  bonusesView,
  discountsView,
  expensesView,
  increasesView,
  increaseView,
  payView,
  penaltiesView,
} from './view-pay.ts';

/** What a work order costs: pay, bonuses, penalties, increases, discounts and expenses (reference 1.8 and 1.13). */
export function payRoutes(service: FieldNationService): Route[] {
  const { found, whole, item } = routeParts(service);
  const base = `${rest}/workorders/:id`;
  const read = (path: string, view: (record: WorkOrderRecord) => unknown): Route => ({
    method: 'GET',
    pattern: `${base}/${path}`,
    handler: (request) => ({ status: 200, body: view(found(request)) }),
  });
  /** Chooses one of the company's bonuses or penalties for a work order; `charged` says whether it counts. */
  const choose = (path: 'bonuses' | 'penalties', known: () => readonly PayExtra[]): Route => ({
    method: 'POST',
    pattern: `${base}/${path}/:extraId`,
    handler: (request) => {
      const record = found(request);
      const { id } = item(request, 'extraId', known(), path === 'bonuses' ? 'Bonus' : 'Penalty');
      const { charged } = bodyOf(request.body);
      record[path] = [...record[path].filter((each) => each.id !== id), { id, charged: charged !== false }];
      service.touched(record);
      return whole(record);
    },
  });
  return [
    read('pay', (record) => payView(record, service.view())),
    read('bonuses', (record) => bonusesView(record, service.view())),
    read('penalties', (record) => penaltiesView(record, service.view())),
    read('expenses', (record) => expensesView(record, service.view())),
    read('increases', (record) => increasesView(record, service.view())),
    read('discounts', (record) => discountsView(record)),
    choose('bonuses', () => service.data.bonuses),
    choose('penalties', () => service.data.penalties),
    {
      method: 'PUT',
      pattern: `${base}/pay`,
      handler: (request) => {
        const record = found(request);
        service.update(record, { pay: bodyOf(request.body) }, service.actingUser(request.query));
        return { status: 200, body: payView(record, service.view()) };
      },
    },
    {
      method: 'GET',
      pattern: `${base}/increases/:increaseId`,
      handler: (request) => {
        const record = found(request);
        const increase = item(request, 'increaseId', record.increases, 'Pay increase');
        return { status: 200, body: increaseView(increase, record, service.view()) };
      },
    },
    {
      method: 'PUT',
      pattern: `${base}/increases/:increaseId`,
      handler: (request) => {
        const record = found(request);
        const increase = item(request, 'increaseId', record.increases, 'Pay increase');
        const { status, status_description: description } = bodyOf(request.body);
        if (status !== 'denied' && status !== 'accepted' && status !== 'pending') {
          throw invalid({ pointer: '/status', detail: 'status must be denied, accepted or pending.' });
        }
        if (record.status === 'paid') throw forbidden('The work order is paid');
        increase.status = status;
        if (typeof description === 'string') increase.statusDescription = description;
        service.touched(record);
        return whole(record);
      },
    },
    {
      method: 'POST',
      pattern: `${base}/expenses`,
      handler: (request) => {
        const record = found(request);
        const given = readExpense(bodyOf(request.body), service.data);
        addExpense(service, record, given, service.actingUser(request.query));
        return whole(record);
      },
    },
    {
      method: 'PUT',
      pattern: `${base}/expenses/:expenseId`,
      handler: (request) => {
        const record = found(request);
        const expense = item(request, 'expenseId', record.expenses, 'Expense');
        const body = bodyOf(request.body);
        const { status, status_description: description } = body;
        if (status !== undefined && status !== 'new' && status !== 'approved' && status !== 'disapproved') {
          throw invalid({ pointer: '/status', detail: 'status must be new, approved or disapproved.' });
        }
        // The file requires category, description and amount with every update.
        Object.assign(expense, readExpense(body, service.data));
        decideExpense(
          service,
          record,
          expense,
          status ?? expense.status,
          typeof description === 'string' ? description : null,
        );
        return whole(record);
      },
    },
  ];
}
