import { z } from 'zod';
import type { WorkOrder, WorkOrderId } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import type { Api } from './api.ts';
import { numberOf } from './collections.ts';
import { readAll } from './pager.ts';
import { answered, readOne } from './work-order.ts';

/* What cannot be written as a field: routing and cancelling (reference/fieldnation.md 1.9). All of it costs or promises money. */

export async function routeToProvider(
  api: Api,
  id: WorkOrderId,
  providerId: number,
  signal?: AbortSignal,
): Promise<WorkOrder> {
  const body = { technician: { id: providerId } };
  return await route(api, id, 'route', body, signal);
}

/** Routes to everybody in a talent pool. An empty pool is an error: nobody would ever see the work order. */
export async function routeToPool(api: Api, id: WorkOrderId, poolId: number, signal?: AbortSignal): Promise<WorkOrder> {
  const ids = await providersOf(api, poolId, signal);
  if (ids.length === 0) {
    throw new AppError({
      code: 'fieldnation.empty-pool',
      kind: 'permanent',
      message: `Talent pool ${poolId} has no providers, so work order ${id} was not routed. Add providers to it in Field Nation, or choose another pool.`,
      context: { remote: 'fieldnation', workOrderId: id, poolId },
    });
  }
  try {
    return await route(api, id, 'mass-route', { ids }, signal);
  } catch (error) {
    // One page of the documentation shows the pool's own id instead (reference/fieldnation.md 1.9); a refused body did nothing.
    if (!isRefusal(error) || !wantsPool(error)) throw error;
    return await route(api, id, 'mass-route', { talent_pool_id: poolId }, signal);
  }
}

/** The answer is a routing's or a job's id; the work order is read back. */
async function route(
  api: Api,
  id: WorkOrderId,
  action: 'route' | 'mass-route',
  body: unknown,
  signal?: AbortSignal,
): Promise<WorkOrder> {
  const label = `work order ${id}`;
  try {
    return await answered(api, { method: 'POST', path: `/workorders/${id}/${action}`, body, label, signal }, id);
  } catch (error) {
    // A second try after an answer that got lost: it is routed, which is what was asked for.
    if (!isRefusal(error) || !/already/i.test(String(error.context.vendorMessage ?? ''))) throw error;
    const present = await readOne(api, id, signal);
    if (statusOf(present) !== 'routed') throw error;
    return present;
  }
}

/** Ids of a pool's providers. Where the list holds back some, the whole list of ids is asked for: half a pool is not the pool. */
async function providersOf(api: Api, poolId: number, signal?: AbortSignal): Promise<readonly number[]> {
  const label = `the providers of talent pool ${poolId}`;
  const { items, total } = await readAll(api, `/preferred-provider-groups/${poolId}/users`, label, signal);
  if (items.size >= total) return [...items.keys()];
  const query = { list: 'providers_all', f_preferred_groups: poolId };
  const call = { method: 'GET', path: '/providers/select-all', query, label, signal } as const;
  const ids = (await api.read(call, z.array(z.unknown()))) as unknown as Json[];
  return ids.map((each) => numberOf(each)).filter((each) => each !== null);
}

/**
 * Cancels with a reason people read in Field Nation. One that is cancelled already is returned as it is; one that is done or paid is
 * `fieldnation.cannot-cancel` (conflict): the work order has moved on, and a person decides.
 */
export async function cancel(api: Api, id: WorkOrderId, reason: string, signal?: AbortSignal): Promise<WorkOrder> {
  const label = `work order ${id}`;
  const query = { cancel_reason: reason };
  try {
    return await answered(api, { method: 'DELETE', path: `/workorders/${id}`, query, label, signal }, id);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const present = await readOne(api, id, signal);
    if (statusOf(present) === 'cancelled' || statusOf(present) === 'canceled') return present;
    if (error.context.status !== 409 && !past.has(statusOf(present))) throw error;
    const said = String(error.context.vendorMessage ?? '').replace(/[.\s]+$/, '');
    throw new AppError({
      code: 'fieldnation.cannot-cancel',
      kind: 'conflict',
      message: `Field Nation does not cancel work order ${id}, which is ${present.status.name}${said === '' ? '' : `: ${said}`}. Settle it in Field Nation.`,
      context: { ...error.context, workOrderStatus: present.status.name },
      cause: error,
    });
  }
}

/** Statuses from which nothing is cancelled any more. */
const past = new Set(['work done', 'approved', 'paid', 'deleted']);

function statusOf(workOrder: WorkOrder): string {
  return workOrder.status.name.trim().toLowerCase();
}

function wantsPool(error: AppError): boolean {
  return /talent_?pool/i.test(`${error.context.field ?? ''} ${error.context.vendorMessage ?? ''}`);
}

/**
 * Field Nation understood the call and will not do it. A state that does not allow an action may be answered like a missing right
 * (403, reference/fieldnation.md 1.3), so the record decides which it was.
 */
function isRefusal(error: unknown): error is AppError {
  return (
    error instanceof AppError &&
    [400, 403, 409, 422].includes(Number(error.context.status)) &&
    error.kind === 'permanent'
  );
}
