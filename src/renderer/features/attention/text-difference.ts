/** A stretch of a text; `own` marks what the other text does not have there. */
export interface Stretch {
  readonly text: string;
  readonly own: boolean;
}

/** Beyond this many comparisons the middle is marked as a whole. */
const mostComparisons = 400_000;

/** Where two texts differ, word by word. Texts that share no word are not marked at all: nothing would stand out. */
export function differingStretches(a: string, b: string): readonly [readonly Stretch[], readonly Stretch[]] {
  const wordsA = split(a);
  const wordsB = split(b);
  const [ownA, ownB] = ownWords(wordsA, wordsB);
  const nothingShared = [...ownA].filter((own, index) => !own && wordsA[index]?.trim() !== '').length === 0;
  if (nothingShared) return [plain(a), plain(b)];
  return [stretches(wordsA, ownA), stretches(wordsB, ownB)];
}

function split(text: string): readonly string[] {
  return text.split(/(\s+)/).filter((word) => word !== '');
}

function plain(text: string): readonly Stretch[] {
  return [{ text, own: false }];
}

/** True per word for what is not part of the longest run of words, in order, that both have. */
export function ownWords(
  a: readonly string[],
  b: readonly string[],
): readonly [readonly boolean[], readonly boolean[]] {
  const ownA = a.map(() => true);
  const ownB = b.map(() => true);
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > head && endB > head && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  ownA.fill(false, 0, head).fill(false, endA);
  ownB.fill(false, 0, head).fill(false, endB);
  const rows = endA - head;
  const columns = endB - head;
  if (rows * columns > mostComparisons) return [ownA, ownB];
  const width = columns + 1;
  const lengths = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1)
    for (let column = columns - 1; column >= 0; column -= 1)
      lengths[row * width + column] =
        a[head + row] === b[head + column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  let row = 0;
  let column = 0;
  while (row < rows && column < columns) {
    if (a[head + row] === b[head + column]) {
      ownA[head + row] = false;
      ownB[head + column] = false;
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return [ownA, ownB];
}

/** Neighbours of one kind together; a space between two marked words is marked with them. */
function stretches(words: readonly string[], own: readonly boolean[]): readonly Stretch[] {
  const made: { text: string; own: boolean }[] = [];
  words.forEach((word, index) => {
    const between = word.trim() === '' && own[index - 1] === true && own[index + 1] === true;
    const isOwn = between || (own[index] === true && word.trim() !== '');
    const last = made.at(-1);
    if (last !== undefined && last.own === isOwn) last.text += word;
    else made.push({ text: word, own: isOwn });
  });
  return made;
}
