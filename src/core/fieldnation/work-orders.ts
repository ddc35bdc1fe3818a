import type { WorkOrder, WorkOrderId } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import type { FieldChange } from '../psa/port.ts';
import { type Api, parse } from './api.ts';
import { buildBody, needsPresent } from './body.ts';
import { readWorkOrderField } from './fields.ts';
import { listSchema, workOrderSchema } from './schemas.ts';
import { answered, readOne, toWorkOrder } from './work-order.ts';

/** Ids in one `f_work_order_id` filter; keeps the address well below 2,000 characters. */
const batchSize = 100;
const perPage = 100;
/** A list that never ends is a fault, not a company's work. */
const maxPages = 500;

/** Work orders: single and batched reads, the search for a marker, create, partial PUT, publish. */
export class WorkOrders {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async one(id: WorkOrderId, signal?: AbortSignal): Promise<WorkOrder> {
    return await readOne(this.#api, id, signal);
  }

  async many(ids: readonly WorkOrderId[], signal?: AbortSignal): Promise<readonly WorkOrder[]> {
    const wanted = [...new Set(ids)];
    const found: WorkOrder[] = [];
    for (let start = 0; start < wanted.length; start += batchSize) {
      const batch = wanted.slice(start, start + batchSize);
      const records = await this.#list('f_work_order_id', batch.join(','), signal);
      const asked = new Set(batch);
      found.push(...records.filter((record) => asked.has(record.id)));
    }
    return found;
  }

  /** The search is a hint and may lag; only a full record that holds exactly this marker counts. */
  async byMarker(marker: string, signal?: AbortSignal): Promise<readonly WorkOrder[]> {
    const hits = await this.#list('f_search', marker, signal);
    const found: WorkOrder[] = [];
    for (const hit of hits) {
      const full = await this.one(hit.id, signal).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'fieldnation.not-found') return null;
        throw error;
      });
      if (full !== null && holdsMarker(full, marker)) found.push(full);
    }
    return found;
  }

  async search(text: string, onRead: (count: number) => void, signal?: AbortSignal): Promise<readonly WorkOrder[]> {
    return await this.#list('f_search', text, signal, onRead);
  }

  async create(changes: readonly FieldChange[], signal?: AbortSignal): Promise<WorkOrder> {
    const body = buildBody(changes, null);
    const label = 'the new work order';
    return await answered(this.#api, { method: 'POST', path: '/workorders', body, label, signal });
  }

  /** PUT is partial; parts Field Nation wants whole are completed from the present record. */
  async update(id: WorkOrderId, changes: readonly FieldChange[], signal?: AbortSignal): Promise<WorkOrder> {
    const present = needsPresent(changes) ? (await this.one(id, signal)).document : null;
    const body = buildBody(changes, present);
    const label = `work order ${id}`;
    return await answered(this.#api, { method: 'PUT', path: `/workorders/${id}`, body, label, signal }, id);
  }

  async publish(id: WorkOrderId, signal?: AbortSignal): Promise<WorkOrder> {
    const label = `work order ${id}`;
    return await answered(this.#api, { method: 'POST', path: `/workorders/${id}/publish`, label, signal }, id);
  }

  /**
   * All pages of one filter. Without `sticky=false` the server remembers filters and narrows later lists; a filter that is not
   * echoed was ignored (reference/fieldnation.md 1.6), and then an empty answer would mean nothing.
   */
  async #list(
    filter: 'f_work_order_id' | 'f_search',
    value: string,
    signal?: AbortSignal,
    onRead?: (count: number) => void,
  ): Promise<readonly WorkOrder[]> {
    const records = new Map<WorkOrderId, WorkOrder>();
    for (let page = 1; page <= maxPages; page += 1) {
      const body = await this.#api.read(
        {
          method: 'GET',
          path: '/workorders',
          query: {
            list: 'workorders_all',
            sticky: 'false',
            [filter]: value,
            page,
            per_page: perPage,
            sort: 'id',
            order: 'asc',
          },
          label: 'the list of work orders',
          signal,
        },
        listSchema,
      );
      if (page === 1 && !echoes(body as unknown as Json, filter)) throw ignored(filter);
      for (const result of body.results ?? []) {
        const record = toWorkOrder(parse(result, workOrderSchema, 'the list of work orders'));
        records.set(record.id, record);
      }
      onRead?.(records.size);
      const pages = body.metadata?.pages ?? 1;
      if (page >= pages || (body.results ?? []).length === 0) break;
    }
    return [...records.values()];
  }
}

/** Looks for the echo (`f_x`, `fs_x`) wherever the answer keeps it; its place is not documented. */
function echoes(body: Json, filter: string): boolean {
  const names = [filter, filter.replace(/^f_/, 'fs_')];
  const look = (value: Json | undefined, depth: number): boolean => {
    if (typeof value === 'string')
      return depth > 0 && names.some((name) => value === name || value.startsWith(`${name}=`));
    if (typeof value !== 'object' || value === null || depth > 3) return false;
    if (Array.isArray(value)) return value.some((item) => look(item as Json, depth + 1));
    return Object.entries(value as JsonObject).some(
      ([key, item]) => names.includes(key) || (depth < 3 && key !== 'results' && look(item, depth + 1)),
    );
  };
  return look(body, 0);
}

function ignored(filter: string): AppError {
  return new AppError({
    code: 'fieldnation.filter-ignored',
    kind: 'transient',
    message: `Field Nation ignored the filter ${filter} of a work order list, so the answer cannot be used. It is tried again.`,
    context: { remote: 'fieldnation', filter },
  });
}

/** True when title or description hold the marker as a whole word: `DBR-7-12` is not in `DBR-7-123`. */
export function holdsMarker(workOrder: WorkOrder, marker: string): boolean {
  const escaped = marker.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const whole = new RegExp(`(?<![A-Za-z0-9-])${escaped}(?![A-Za-z0-9-])`);
  const description = readWorkOrderField(workOrder.document, 'description.html');
  return whole.test(workOrder.title) || (typeof description === 'string' && whole.test(description));
}
