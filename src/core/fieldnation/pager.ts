import { z } from 'zod';
import type { Json, JsonObject } from '../../shared/json.ts';
import type { Api } from './api.ts';
import { entries, numberOf } from './collections.ts';
import { asObject } from './fields.ts';

const perPage = 100;
/** A list that never ends is a fault, not a company's data. */
const maxPages = 50;
const bodySchema = z.union([z.looseObject({}), z.array(z.unknown())]);

/**
 * Every entry of a look-up, by id, and how many Field Nation counts. Some look-ups are a bare list, some have pages, and the OpenAPI file
 * shows no way to ask for one: a page of nothing new is the end.
 */
export async function readAll(
  api: Api,
  path: string,
  label: string,
  signal?: AbortSignal,
): Promise<{ readonly items: ReadonlyMap<number, JsonObject>; readonly total: number }> {
  const items = new Map<number, JsonObject>();
  let total = 0;
  for (let page = 1; page <= maxPages; page += 1) {
    const query = { page, per_page: perPage };
    const body = (await api.read({ method: 'GET', path, query, label, signal }, bodySchema)) as unknown as Json;
    const before = items.size;
    for (const item of entries(body)) {
      const id = numberOf(item.id);
      if (id !== null) items.set(id, item);
    }
    const metadata = asObject(asObject(body)?.metadata);
    total = Math.max(numberOf(metadata?.total) ?? 0, items.size);
    if (page >= (numberOf(metadata?.pages) ?? 1) || items.size === before) break;
  }
  return { items, total };
}
