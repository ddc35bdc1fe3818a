import type { CatalogField, CatalogOption } from '../../../shared/domain/catalog.ts';
import type { Json } from '../../../shared/json.ts';

/** Letters and digits alone, so that case, spaces and punctuation make no difference. */
export function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The candidate most like the text; undefined when none is alike. */
export function nearest<T>(
  text: string,
  candidates: readonly T[],
  namesOf: (candidate: T) => readonly string[],
): T | undefined {
  const wanted = plain(text);
  if (wanted === '') return undefined;
  let best: T | undefined;
  // A third of the letters may differ, and not one of the first letters of a short word.
  let least = Math.floor(wanted.length / 3) + 1;
  for (const candidate of candidates) {
    for (const name of namesOf(candidate)) {
      const distance = editDistance(wanted, plain(name), least);
      if (distance >= least) continue;
      best = candidate;
      least = distance;
    }
    if (least === 0) return best;
  }
  return best;
}

/** Insertions, removals, exchanges and swaps of neighbours between two texts; `limit` when there are as many or more. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforeThat: readonly number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        (previous[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + same,
        swapped ? (beforeThat[j - 2] ?? 0) + 1 : limit,
      );
    }
    // A swap reaches back two rows, so one row out of reach does not end it.
    if (Math.min(...row, ...previous) >= limit) return limit;
    beforeThat = previous;
    previous = row;
  }
  return Math.min(previous[b.length] ?? limit, limit);
}

type Meant = CatalogField | null;
const fieldsMeant = new WeakMap<readonly CatalogField[], Map<string, Meant>>();
/** What somebody types letter by letter is not kept for ever. */
const mostKept = 1000;

/** The field somebody meant, by path, by its last part, or by its name on the screen. Kept for each list of fields: every fix is tried out. */
export function nearestField(path: string, fields: readonly CatalogField[]): CatalogField | undefined {
  const before = fieldsMeant.get(fields);
  const known = before === undefined || before.size > mostKept ? new Map<string, Meant>() : before;
  fieldsMeant.set(fields, known);
  let meant = known.get(path);
  if (meant === undefined) {
    const end = lastPart(path);
    meant =
      nearest(path, fields, (field) => [field.path]) ??
      nearest(end, fields, (field) => [lastPart(field.path), field.label]) ??
      null;
    known.set(path, meant);
  }
  return meant ?? undefined;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** The option somebody meant: another spelling of its value or its name, else the most alike. */
export function nearestOption(value: Json, options: readonly CatalogOption[]): CatalogOption | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value);
  const names = ({ value: own, label }: CatalogOption) => (typeof own === 'string' ? [own, label] : [label]);
  return options.find((option) => String(option.value) === text) ?? nearest(text, options, names);
}
