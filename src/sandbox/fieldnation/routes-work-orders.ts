import type { Route } from '../kernel/router.ts';
import type { SandboxRequest, SandboxResponse } from '../kernel-types.ts';
import { isSortKey, lists, matches, onList, sorted, stickyQuery } from './filters.ts';
import { invalid } from './problems.ts';
import { apiUserId } from './seed-company.ts';
import { bodyOf, type FieldNationService } from './service.ts';
import { workOrderView } from './view-work-order.ts';

export const rest = '/api/rest/v2';

/** A whole number of a query, or the fallback when it is absent or nonsense. */
function positive(text: string | null, fallback: number): number {
  const value = Number(text);
  return text !== null && Number.isInteger(value) && value > 0 ? value : fallback;
}

const pickColumns = (view: Record<string, unknown>, columns: string | null): Record<string, unknown> => {
  if (!columns) return view;
  const wanted = new Set(['id', 'work_order_id', ...columns.split(',').map((name) => name.trim())]);
  return Object.fromEntries(Object.entries(view).filter(([key]) => wanted.has(key)));
};

/** `GET /workorders`: paging, lists, filters with their echo, and the sticky-filter trap (reference 1.6). */
function list(service: FieldNationService, request: SandboxRequest): SandboxResponse {
  const { data, context } = service;
  const { query } = request;
  const user = String(apiUserId);
  const effective = stickyQuery(query, data.stickyFilters[user] ?? {});
  if (effective.remember !== null) {
    data.stickyFilters[user] = effective.remember;
    context.touch();
  }
  const filterContext = { data, now: context.clock.now(), switches: context.switches };
  const own = data.workOrders.filter((record) => record.companyId === data.company.id);
  const found = own.filter(
    (record) => onList(record, effective.list) && matches(record, effective.filters, filterContext),
  );
  const sort = query.get('sort');
  const sortKey = isSortKey(sort) ? sort : 'id';
  const order = query.get('order') === 'asc' ? 'asc' : 'desc';
  const perPage = Math.min(100, positive(query.get('per_page'), 25));
  const page = positive(query.get('page'), 1);
  const shown = sorted(found, sortKey, order).slice((page - 1) * perPage, page * perPage);
  const view = service.view();
  const columns = query.get('columns');
  const echo: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(effective.filters)) {
    echo[name] = value.split(',');
    echo[`fs_${name.slice(2)}`] = query.get('sticky') !== 'false';
  }
  return {
    status: 200,
    body: {
      actions: ['create'],
      metadata: {
        total: found.length,
        page,
        pages: Math.max(1, Math.ceil(found.length / perPage)),
        per_page: perPage,
        columns: columns ?? '',
        view: query.get('view') ?? 'list',
        sort: sortKey,
        order,
        list: effective.list,
        available_filters: [],
        available_columns: [],
      },
      params: [],
      lists: Object.entries(lists).map(([id, { label }]) => ({
        id,
        label,
        count: own.filter((record) => onList(record, id)).length,
        actions: [],
        empty_message: 'No work orders',
        selected: id === effective.list,
        custom_tab_id: '',
      })),
      ...echo,
      results: shown.map((record) => pickColumns(workOrderView(record, view), columns)),
    },
  };
}

/** Work orders themselves: list, read, create, partial update, cancel. */
export function workOrderRoutes(service: FieldNationService): Route[] {
  const answer = (id: string, columns: string | null = null): SandboxResponse => ({
    status: 200,
    body: pickColumns(workOrderView(service.find(id), service.view()), columns),
  });
  return [
    { method: 'GET', pattern: `${rest}/workorders`, handler: (request) => list(service, request) },
    {
      method: 'GET',
      pattern: `${rest}/workorders/lists`,
      handler: () => ({
        status: 200,
        body: Object.entries(lists).map(([id, { label }]) => ({
          id,
          label,
          count: service.data.workOrders.filter(
            (each) => each.companyId === service.data.company.id && onList(each, id),
          ).length,
          actions: [],
          default: id === 'workorders_all',
        })),
      }),
    },
    {
      method: 'POST',
      pattern: `${rest}/workorders`,
      handler: (request) => {
        const record = service.create(bodyOf(request.body), service.actingUser(request.query));
        return { status: 200, body: workOrderView(record, service.view()) };
      },
    },
    {
      method: 'GET',
      pattern: `${rest}/workorders/:id`,
      handler: (request) => answer(request.params.id ?? '', request.query.get('columns')),
    },
    {
      method: 'PUT',
      pattern: `${rest}/workorders/:id`,
      handler: (request) => {
        const record = service.find(request.params.id ?? '');
        service.update(record, bodyOf(request.body), service.actingUser(request.query));
        return answer(String(record.id));
      },
    },
    {
      method: 'DELETE',
      pattern: `${rest}/workorders/:id`,
      handler: (request) => {
        const record = service.find(request.params.id ?? '');
        const reason = request.query.get('cancel_reason') ?? '';
        if (reason.trim() === '') throw invalid({ parameter: 'cancel_reason', detail: 'cancel_reason is needed.' });
        service.act(record, { do: 'cancel', reason }, service.actingUser(request.query));
        return answer(String(record.id));
      },
    },
  ];
}
