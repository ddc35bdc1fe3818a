import type { Fact, FactType } from './statement.ts';

/** Every value at a path of the statement's notation; `undefined` where a part of the way is missing. */
export function valuesAt(value: unknown, path: string): readonly unknown[] {
  const steps = path
    .split('.')
    .flatMap((part) => part.split(/(?=\[\])/))
    .filter((step) => step !== '');
  let present: readonly unknown[] = [value];
  for (const step of steps) {
    present = present.flatMap((each) => {
      if (step === '[]') return Array.isArray(each) ? each : [];
      if (typeof each !== 'object' || each === null || Array.isArray(each)) return [undefined];
      return step === '*' ? Object.values(each) : [(each as Record<string, unknown>)[step]];
    });
  }
  return present;
}

export function typeOf(value: unknown): FactType | 'null' | 'undefined' {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as FactType | 'undefined';
}

/** What is wrong with a body by these facts. */
export function disagreements(facts: readonly Fact[], body: unknown): readonly string[] {
  const wrong = new Set<string>();
  for (const [path, type, required] of facts) {
    for (const value of valuesAt(body, path)) {
      const found = typeOf(value);
      if (found === 'undefined' || found === 'null') {
        if (required !== undefined) wrong.add(`${path} is missing`);
      } else if (type !== 'any' && found !== type) wrong.add(`${path} is ${found}, not ${type}`);
    }
  }
  return [...wrong];
}

/** Paths of a body's leaves in the statement's notation. */
export function leaves(body: unknown, path = ''): readonly string[] {
  if (Array.isArray(body)) {
    const below = body.flatMap((item) => leaves(item, `${path}[]`));
    return below.length > 0 || path === '' ? [...new Set(below)] : [path];
  }
  if (typeof body === 'object' && body !== null) {
    const prefix = path === '' ? '' : `${path}.`;
    return Object.entries(body).flatMap(([key, value]) => leaves(value, `${prefix}${key}`));
  }
  return [path];
}

/** Leaves that no fact states; a fact about a whole (array, object, any) covers what is in it. */
export function unstated(facts: readonly Fact[], body: unknown): readonly string[] {
  return leaves(body).filter(
    (leaf) =>
      !facts.some(
        ([path, type]) =>
          path === leaf ||
          (['array', 'object', 'any'].includes(type) && (leaf.startsWith(`${path}.`) || leaf.startsWith(`${path}[]`))),
      ),
  );
}
