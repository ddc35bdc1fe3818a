/** One setting that differs: its path, and both values; undefined where a side has none. */
export interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two documents, leaf by leaf. Lists are compared place by place; rules, boards and mapped statuses by what names them. */
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
    return Object.fromEntries(value.map((item: unknown, index) => [nameOf(item) ?? String(index), item]));
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}

/** What names an entry of a list: a rule's id, the board of a status map, the status it maps. */
const names = ['id', 'boardId', 'workOrderStatus'] as const;

function nameOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null;
  const entry = item as Readonly<Record<string, unknown>>;
  for (const name of names) {
    const value = entry[name];
    if (typeof value === 'string') return value;
    if (name === 'boardId' && typeof value === 'number') return `board ${value}`;
  }
  return null;
}
