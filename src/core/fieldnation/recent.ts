import type { WorkOrder, WorkOrderId } from '../../shared/domain/records.ts';
import { type Api, parse } from './api.ts';
import { listSchema, workOrderSchema } from './schemas.ts';
import { toWorkOrder } from './work-order.ts';

const perPage = 100;
/** What is off the table makes no ticket (reference/fieldnation.md 2). */
const gone = new Set(['cancelled', 'canceled', 'deleted']);

/**
 * The newest work orders of `workorders_all`, newest first, without those that were cancelled. `sticky=false`: the server would remember
 * filters and narrow this list (reference/fieldnation.md 1.6). A work order that is made while the pages are read only moves others back,
 * so none is missed.
 */
export async function recentWorkOrders(
  api: Api,
  maxPages: number,
  signal?: AbortSignal,
): Promise<readonly WorkOrder[]> {
  const label = 'the list of work orders';
  const found = new Map<WorkOrderId, WorkOrder>();
  for (let page = 1; page <= maxPages; page += 1) {
    const query = {
      list: 'workorders_all',
      sticky: 'false',
      page,
      per_page: perPage,
      sort: 'id',
      order: 'desc',
    };
    const body = await api.read({ method: 'GET', path: '/workorders', query, label, signal }, listSchema);
    const results = body.results ?? [];
    for (const result of results) {
      const record = toWorkOrder(parse(result, workOrderSchema, label));
      found.set(record.id, record);
    }
    if (page >= (body.metadata?.pages ?? 1) || results.length === 0) break;
  }
  return [...found.values()]
    .filter((each) => !gone.has(each.status.name.trim().toLowerCase()))
    .sort((a, b) => b.id - a.id);
}
