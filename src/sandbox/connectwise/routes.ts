import type { Route } from '../kernel/router.ts';
import type { RouteHandler, SandboxRequest } from '../kernel-types.ts';
import { recordNotFound } from './errors.ts';
import { countResponse, listResponse, recordResponse } from './query.ts';
import type { StoredRecord } from './records.ts';
import type { Kind } from './render.ts';
import type { World } from './world.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** An API route; `path` is what follows `/{codebase}/apis/3.0`. `tag` as in access.ts. */
export function api(method: Method, path: string, tag: string | null, handler: RouteHandler): Route {
  return { method, pattern: `/:codebase/apis/3.0${path}`, handler, ...(tag === null ? {} : { tag }) };
}

/** The record an `:id` parameter names, or the vendor's 404. */
export function recordAt(rows: readonly StoredRecord[], kind: Kind, id: string | undefined): StoredRecord {
  const record = rows.find((row) => row.id === Number(id));
  if (record === undefined) throw recordNotFound(kind.label, id ?? '');
  return record;
}

/** List, count and get of a table. `rows` narrows it by the request (statuses of one board). */
export function readRoutes(
  world: World,
  path: string,
  kind: Kind,
  tag: string | null,
  rows: (request: SandboxRequest) => readonly StoredRecord[] = () => world.store.table(kind.table).all(),
): readonly Route[] {
  return [
    api('GET', path, tag, (request) => listResponse(world, kind, request, rows(request))),
    api('GET', `${path}/count`, tag, (request) => countResponse(world, kind, request, rows(request))),
    api('GET', `${path}/:id`, tag, (request) =>
      recordResponse(world, kind, request, recordAt(rows(request), kind, request.params.id)),
    ),
  ];
}
