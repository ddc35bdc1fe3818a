import type { RouteHandler } from '../kernel-types.ts';

/**
 * One route. `pattern` is a path with `:name` parameters (`/service/tickets/:id`). A parameter matches one segment;
 * `:name*` at the end matches the rest of the path, slashes included.
 */
export interface Route {
  readonly method: string;
  readonly pattern: string;
  readonly handler: RouteHandler;
  /** Free for the vendor: the right a call needs, a gap's name. Handed to `guard`. */
  readonly tag?: string;
}

export type RouteMatch =
  | { readonly kind: 'found'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  /** The path exists, the method does not. */
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] }
  | { readonly kind: 'none' };

export interface Router {
  match(method: string, path: string): RouteMatch;
}

interface Compiled {
  readonly route: Route;
  readonly segments: readonly string[];
  /** Number of literal segments: the more literal route wins (`/tickets/count` before `/tickets/:id`). */
  readonly weight: number;
}

/** Splits a path, dropping empty segments: both vendors (and ConnectWise's own links) produce doubled slashes. */
function split(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** `caseInsensitive` applies to the literal parts only; parameters keep the case they were sent in. */
export function createRouter(routes: readonly Route[], options: { readonly caseInsensitive: boolean }): Router {
  const fold = (text: string): string => (options.caseInsensitive ? text.toLowerCase() : text);
  const compiled: Compiled[] = routes
    .map((route) => {
      const segments = split(route.pattern).map((segment) => (segment.startsWith(':') ? segment : fold(segment)));
      return { route, segments, weight: segments.filter((segment) => !segment.startsWith(':')).length };
    })
    .sort((a, b) => b.weight - a.weight);

  function paramsOf(entry: Compiled, segments: readonly string[]): Record<string, string> | null {
    const params: Record<string, string> = {};
    for (const [index, wanted] of entry.segments.entries()) {
      if (wanted.startsWith(':') && wanted.endsWith('*')) {
        params[wanted.slice(1, -1)] = segments.slice(index).map(decode).join('/');
        return params;
      }
      const given = segments[index];
      if (given === undefined) return null;
      if (wanted.startsWith(':')) params[wanted.slice(1)] = decode(given);
      else if (wanted !== fold(decode(given))) return null;
    }
    return segments.length === entry.segments.length ? params : null;
  }

  return {
    match(method, path) {
      const segments = split(path);
      const allowed = new Set<string>();
      let bestWeight = -1;
      for (const entry of compiled) {
        if (entry.weight < bestWeight) break;
        const params = paramsOf(entry, segments);
        if (params === null) continue;
        if (entry.route.method === method) return { kind: 'found', route: entry.route, params };
        // A literal route hides the parameter route under it: DELETE /tickets/count must not delete ticket "count".
        bestWeight = entry.weight;
        allowed.add(entry.route.method);
      }
      return allowed.size > 0 ? { kind: 'wrong-method', allowed: [...allowed] } : { kind: 'none' };
    },
  };
}
