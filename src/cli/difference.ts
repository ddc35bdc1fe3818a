/** One setting that differs: its path, and both values; undefined where a side has none. */
export interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two documents, leaf by leaf. Lists are compared place by place, rules of a mapping by their id. */
export function differences(before: unknown, after: unknown, path = ''): readonly Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [old, next] = [asRecord(before), asRecord(after)];
  if (old === null || next === null) return [{ path, before, after }];
  const keys = new Set([...Object.keys(old), ...Object.keys(next)]);
  return [...keys].flatMap((key) => differences(old[key], next[key], path === '' ? key : `${path}.${key}`));
}

/** `trigger.statusId: 12 -> 17`, one line each. */
export function differenceLine({ path, before, after }: Difference): string {
  return `${path}: ${shown(before)} -> ${shown(after)}`;
}

function shown(value: unknown): string {
  if (value === undefined) return '(none)';
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  if (Array.isArray(value))
    return Object.fromEntries(value.map((item: unknown, index) => [idOf(item) ?? String(index), item]));
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}

function idOf(item: unknown): string | null {
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : null;
  return typeof id === 'string' ? id : null;
}
