import type { WorkOrder, WorkOrderId } from '../../shared/domain/records.ts';
import type { JsonObject } from '../../shared/json.ts';
import { type Api, type Call, parse } from './api.ts';
import { fromFieldNationTime } from './dates.ts';
import { type WorkOrderPayload, workOrderSchema } from './schemas.ts';

/** `GET /workorders/{id}`. */
export async function readOne(api: Api, id: WorkOrderId, signal?: AbortSignal): Promise<WorkOrder> {
  return await answered(api, { method: 'GET', path: `/workorders/${id}`, label: `work order ${id}`, signal });
}

/**
 * The work order in the answer of a call. With `id`, an answer that is not the whole record (a routing's id, a job's, nothing) is
 * followed by a read.
 */
export async function answered(api: Api, call: Call, id?: WorkOrderId): Promise<WorkOrder> {
  const response = await api.send(call);
  if (id !== undefined) {
    const partial = response.status === 204 || workOrderSchema.safeParse(safeJson(response)).data?.status === undefined;
    if (partial) return await readOne(api, id, call.signal);
  }
  return toWorkOrder(parse(response.json(), workOrderSchema, call.label));
}

function safeJson(response: { json(): unknown }): unknown {
  try {
    return response.json();
  } catch {
    return null;
  }
}

/** The facts the engine decides on, and the whole record as a document. */
export function toWorkOrder(payload: WorkOrderPayload): WorkOrder {
  const user =
    payload.assignee !== null && typeof payload.assignee === 'object' && !Array.isArray(payload.assignee)
      ? payload.assignee.user
      : null;
  const integration = Array.isArray(payload.integration) ? null : payload.integration;
  return {
    id: payload.id,
    title: payload.title ?? '',
    status: { id: payload.status?.id ?? 0, name: payload.status?.name ?? '' },
    milestones: milestonesOf(payload),
    provider: user?.id
      ? {
          id: user.id,
          name: [user.first_name, user.last_name].filter(Boolean).join(' '),
          phone: user.cell || user.phone || '',
        }
      : null,
    madeByIntegration: integration?.id !== undefined && integration?.id !== null && integration.id !== '',
    document: payload as unknown as JsonObject,
  };
}

function milestonesOf(payload: WorkOrderPayload): Record<string, number> {
  const reached: Record<string, number> = {};
  if (payload.milestones === null || payload.milestones === undefined || Array.isArray(payload.milestones))
    return reached;
  for (const [name, value] of Object.entries(payload.milestones)) {
    const text = typeof value === 'string' ? value : Array.isArray(value) ? null : value?.utc;
    const at = fromFieldNationTime(text);
    if (at !== null) reached[name] = at;
  }
  return reached;
}
