import { ownWords } from '../../attention/text-difference.ts';

/** One line of two texts laid over each other, with its place (from 1) in each. */
export interface DifferenceLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
  readonly before: number | null;
  readonly after: number | null;
}

/** Lines that are shown, or how many equal ones are left out between them. */
export type Stretch =
  | { readonly kind: 'lines'; readonly lines: readonly DifferenceLine[] }
  | { readonly kind: 'left-out'; readonly count: number };

/** Two texts line by line: what both have stays once, what was taken out stands before what came in its place. */
export function lineDifference(before: string, after: string): readonly DifferenceLine[] {
  const old = lines(before);
  const now = lines(after);
  const [ownOld, ownNow] = ownWords(old, now);
  const made: DifferenceLine[] = [];
  let a = 0;
  let b = 0;
  while (a < old.length || b < now.length) {
    if (a < old.length && ownOld[a] === true) {
      made.push({ kind: 'removed', text: old[a] ?? '', before: a + 1, after: null });
      a += 1;
    } else if (b < now.length && ownNow[b] === true) {
      made.push({ kind: 'added', text: now[b] ?? '', before: null, after: b + 1 });
      b += 1;
    } else {
      made.push({ kind: 'same', text: now[b] ?? '', before: a + 1, after: b + 1 });
      a += 1;
      b += 1;
    }
  }
  return made;
}

/** Line ends of Windows and others are the same line; a line break at the end begins no line of its own. */
function lines(text: string): readonly string[] {
  const split = text.split(/\r\n|\r|\n/);
  return split.at(-1) === '' ? split.slice(0, -1) : split;
}

/** Leaves out equal lines that are more than `context` away from a change. A gap of one line is shown: its note would be as long. */
export function withContext(all: readonly DifferenceLine[], context = 2): readonly Stretch[] {
  const wanted = all.map(() => false);
  all.forEach((line, index) => {
    if (line.kind !== 'same') wanted.fill(true, Math.max(0, index - context), index + context + 1);
  });
  const made: Stretch[] = [];
  let start = 0;
  while (start < all.length) {
    let end = start;
    while (end < all.length && wanted[end] === wanted[start]) end += 1;
    const part = all.slice(start, end);
    if (wanted[start] === true || part.length === 1) {
      const last = made.at(-1);
      if (last?.kind === 'lines') made[made.length - 1] = { kind: 'lines', lines: [...last.lines, ...part] };
      else made.push({ kind: 'lines', lines: part });
    } else made.push({ kind: 'left-out', count: part.length });
    start = end;
  }
  return made;
}
