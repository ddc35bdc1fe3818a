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

/** A route that ends at a node, with the names its parameters have in that route. */
interface End {
  readonly route: Route;
  readonly names: readonly string[];
}

interface Node {
  readonly literals: Map<string, Node>;
  parameter: Node | null;
  readonly ends: Map<string, End>;
  /** Routes that take the rest of the path from here. */
  readonly rests: Map<string, End>;
}

const newNode = (): Node => ({ literals: new Map(), parameter: null, ends: new Map(), rests: new Map() });

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

/**
 * `caseInsensitive` applies to the literal parts only; parameters keep the case they were sent in. At every segment a
 * literal is preferred to a parameter, and of two routes for the same method and path the first given wins.
 */
export function createRouter(routes: readonly Route[], options: { readonly caseInsensitive: boolean }): Router {
  const fold = (text: string): string => (options.caseInsensitive ? text.toLowerCase() : text);
  const root = newNode();
  for (const route of routes) add(route);

  function add(route: Route): void {
    const names: string[] = [];
    let node = root;
    for (const segment of split(route.pattern)) {
      if (segment.startsWith(':') && segment.endsWith('*')) {
        names.push(segment.slice(1, -1));
        if (!node.rests.has(route.method)) node.rests.set(route.method, { route, names });
        return;
      }
      if (segment.startsWith(':')) {
        names.push(segment.slice(1));
        node.parameter ??= newNode();
        node = node.parameter;
      } else {
        const next = node.literals.get(fold(segment)) ?? newNode();
        node.literals.set(fold(segment), next);
        node = next;
      }
    }
    if (!node.ends.has(route.method)) node.ends.set(route.method, { route, names });
  }

  /**
   * The first place a path leads to. A literal route hides the parameter route beside it whatever the method:
   * DELETE /tickets/count must not delete the ticket "count".
   */
  function find(
    node: Node,
    segments: readonly string[],
    at: number,
    values: readonly string[],
  ): { readonly ends: ReadonlyMap<string, End>; readonly values: readonly string[] } | null {
    const segment = segments[at];
    if (segment === undefined) {
      if (node.ends.size > 0) return { ends: node.ends, values };
    } else {
      const literal = node.literals.get(fold(segment));
      const found =
        (literal === undefined ? null : find(literal, segments, at + 1, values)) ??
        (node.parameter === null ? null : find(node.parameter, segments, at + 1, [...values, segment]));
      if (found !== null) return found;
    }
    return node.rests.size > 0 ? { ends: node.rests, values: [...values, segments.slice(at).join('/')] } : null;
  }

  return {
    match(method, path) {
      const found = find(root, split(path).map(decode), 0, []);
      if (found === null) return { kind: 'none' };
      const end = found.ends.get(method);
      if (end === undefined) return { kind: 'wrong-method', allowed: [...found.ends.keys()] };
      const params = Object.fromEntries(end.names.map((name, index) => [name, found.values[index] ?? '']));
      return { kind: 'found', route: end.route, params };
    },
  };
}
