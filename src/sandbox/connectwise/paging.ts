import type { SandboxRequest } from '../kernel-types.ts';
import type { StoredRecord } from './records.ts';
import type { World } from './world.ts';

/* Both paginations (reference section 1.9). */

const defaultPageSize = 25;
const maxPageSize = 1000;

export interface Page {
  readonly records: readonly StoredRecord[];
  /** Value of the `Link` header; null when there is none. */
  readonly link: string | null;
}

function wholeNumber(value: string | null, fallback: number): number {
  const number = value === null ? Number.NaN : Number.parseInt(value, 10);
  return Number.isNaN(number) || number < 1 ? fallback : number;
}

/** The request's own address with one paging parameter changed; the other parameters keep their order. */
function linkTo(
  world: World,
  request: SandboxRequest,
  parameter: 'page' | 'pageId',
  value: number,
  pageSize: number,
): string {
  const origin = new URL(world.site.url);
  const host = request.headers.host ?? origin.host;
  const query = new URLSearchParams();
  for (const [key, given] of request.query) {
    if (!['page', 'pageid', 'pagesize'].includes(key.toLowerCase())) query.append(key, given);
  }
  query.append('pageSize', String(pageSize));
  query.append(parameter, String(value));
  return `<${origin.protocol}//${host}${request.path}?${query.toString()}>`;
}

function named(request: SandboxRequest, name: string): string | null {
  for (const [key, value] of request.query) if (key.toLowerCase() === name.toLowerCase()) return value;
  return null;
}

/**
 * Navigable pages carry `first`, `prev`, `next`, `last`, without `prev` and `first` on the first page and without `next`
 * and `last` on the last; forward-only pages carry `next` with the last id returned until an empty page ends the walk.
 */
export function pageOf(
  world: World,
  request: SandboxRequest,
  records: readonly StoredRecord[],
  forwardOnly: boolean,
): Page {
  const pageSize = Math.min(maxPageSize, wholeNumber(named(request, 'pageSize'), defaultPageSize));
  if (forwardOnly) {
    const after = wholeNumber(named(request, 'pageId'), 0);
    const page = records.filter((record) => record.id > after).slice(0, pageSize);
    const last = page.at(-1);
    return {
      records: page,
      link: last === undefined ? null : `${linkTo(world, request, 'pageId', last.id, pageSize)}; rel="next"`,
    };
  }
  const number = wholeNumber(named(request, 'page'), 1);
  const pages = Math.max(1, Math.ceil(records.length / pageSize));
  const rels: (readonly [rel: string, page: number])[] = [];
  if (number < pages) rels.push(['next', number + 1], ['last', pages]);
  if (number > 1) rels.push(['first', 1], ['prev', Math.min(number - 1, pages)]);
  return {
    records: records.slice((number - 1) * pageSize, number * pageSize),
    link:
      rels.length === 0
        ? null
        : rels.map(([rel, page]) => `${linkTo(world, request, 'page', page, pageSize)}; rel="${rel}"`).join(', '),
  };
}
