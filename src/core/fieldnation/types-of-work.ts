import type { Named } from '../../shared/domain/records.ts';
import type { Api } from './api.ts';
import { typesOfWorkSchema } from './schemas.ts';

const perPage = 100;
/** A list that never ends is a fault, not a company's types of work. */
const maxPages = 50;

/** `GET /types-of-work`, all pages, by name (ids differ between sandbox and production: reference/fieldnation.md 1). */
export async function readTypesOfWork(api: Api, signal?: AbortSignal): Promise<readonly Named[]> {
  const types = new Map<number, Named>();
  for (let page = 1; page <= maxPages; page += 1) {
    const label = 'the list of types of work';
    const query = { page, per_page: perPage };
    const body = await api.read({ method: 'GET', path: '/types-of-work', query, label, signal }, typesOfWorkSchema);
    const known = types.size;
    for (const { id, name } of body.results) types.set(id, { id, name });
    // The OpenAPI file shows pages in the answer but no way to ask for one: a page of nothing new is the end.
    if (page >= (body.metadata?.pages ?? 1) || types.size === known) break;
  }
  return [...types.values()].sort((a, b) => a.name.localeCompare(b.name));
}
