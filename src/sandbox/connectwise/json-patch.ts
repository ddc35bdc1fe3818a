import type { Json } from '../../shared/json.ts';

/* JSON Patch as ConnectWise takes it: a bare array, paths with or without a leading slash, case-sensitive (section 1.10). */

export interface PatchOperation {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: readonly string[];
  readonly value: Json | undefined;
}

type MutableJson = null | boolean | number | string | MutableJson[] | { [key: string]: MutableJson };

export class PatchError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PatchError';
  }
}

/** Reads a request body as operations; throws PatchError for anything that is not a list of them. */
export function parsePatch(body: unknown): readonly PatchOperation[] {
  if (!Array.isArray(body)) throw new PatchError('The patch must be an array of operations.');
  return body.map((entry: unknown) => {
    const { op, path, value } = (typeof entry === 'object' && entry !== null ? entry : {}) as {
      readonly op?: unknown;
      readonly path?: unknown;
      readonly value?: Json;
    };
    if (op !== 'add' && op !== 'replace' && op !== 'remove') {
      throw new PatchError(`The patch operation ${String(op)} is not supported.`);
    }
    if (typeof path !== 'string' || path.replace(/^\//, '') === '') {
      throw new PatchError(`The patch operation ${op} has no path.`);
    }
    if (/(?:^|\/)__proto__(?:\/|$)/.test(path)) throw new PatchError(`The path ${path} does not exist.`);
    const segments = path
      .replace(/^\//, '')
      .split('/')
      .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
    return { op, path: segments, value };
  });
}

function indexIn(list: readonly MutableJson[], segment: string, path: string, atEnd: boolean): number {
  if (segment === '-' && atEnd) return list.length;
  const index = /^\d+$/.test(segment) ? Number(segment) : -1;
  if (index < 0 || index > list.length || (index === list.length && !atEnd)) {
    throw new PatchError(`The index ${segment} in path ${path} is out of range.`);
  }
  return index;
}

/** A copy of `document` with the operations applied in order; throws PatchError and changes nothing when one fails. */
export function applyPatch(
  document: { readonly [key: string]: Json },
  operations: readonly PatchOperation[],
): { [key: string]: Json } {
  const root = structuredClone(document) as { [key: string]: MutableJson };
  for (const { op, path, value } of operations) {
    const shown = path.join('/');
    let target: MutableJson = root;
    for (const segment of path.slice(0, -1)) {
      const next: MutableJson | undefined = Array.isArray(target)
        ? target[indexIn(target, segment, shown, false)]
        : typeof target === 'object' && target !== null && Object.hasOwn(target, segment)
          ? target[segment]
          : undefined;
      if (next === undefined || next === null) throw new PatchError(`The path ${shown} does not exist.`);
      target = next;
    }
    const last = path.at(-1) ?? '';
    const copy = structuredClone(value ?? null) as MutableJson;
    if (Array.isArray(target)) {
      const index = indexIn(target, last, shown, op === 'add');
      if (op === 'add') target.splice(index, 0, copy);
      else if (op === 'replace') target[index] = copy;
      else target.splice(index, 1);
    } else if (typeof target === 'object' && target !== null) {
      if (op === 'remove') delete target[last];
      else target[last] = copy;
    } else {
      throw new PatchError(`The path ${shown} does not exist.`);
    }
  }
  return root;
}
