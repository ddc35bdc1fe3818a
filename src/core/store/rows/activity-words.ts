import type { NewActivity } from '../../../shared/domain/activity.ts';
import type { Database } from '../database.ts';

/*
 * The words of the log (`activity_words`). Beside what people read, a line has a token for its side, direction, result, kind and link, so that one
 * MATCH answers any combination of them with words. Such a token begins with a private-use character, which nobody types and no text may bring
 * along; SQLite takes it for a letter.
 */

const mark = '\u{E000}';
const privateUse = /[\u{E000}-\u{E00F}]/gu;

type Facts = Pick<NewActivity, 'side' | 'direction' | 'result' | 'kind' | 'linkId'>;

/** All words of a line, for the index. */
export function wordsOf(line: NewActivity): string {
  const told = [line.message, line.ticketId, line.workOrderId, line.error?.message]
    .filter((word) => word !== null && word !== undefined)
    .join(' ')
    .replace(privateUse, ' ');
  return `${told} ${factsOf(line)}`;
}

function factsOf({ side, direction, result, kind, linkId }: Facts): string {
  const link = linkId === null ? '' : ` ${linkToken(linkId)}`;
  return `${token('s', side)} ${token('d', direction)} ${token('r', result)} ${kindToken(kind)}${link}`;
}

type Fact = 's' | 'd' | 'r';

/** Side, direction or result as a word. */
export function token(fact: Fact, value: string): string {
  return `${mark}${fact}${value}`;
}

export function linkToken(linkId: number): string {
  return `${mark}l${linkId}`;
}

/** One word that begins with another kind's word when the kind begins with that kind; case is not told apart. */
function kindToken(kind: string): string {
  const text = kind.toLowerCase().replace(/[^a-z0-9]/g, (character) => kindMarks[character] ?? '\u{E004}');
  return `${mark}k${text}`;
}

const kindMarks: Readonly<Record<string, string>> = { '.': '\u{E001}', '-': '\u{E002}', _: '\u{E003}' };

/** Beginnings with more words than this are looked up as a beginning, which is slower but knows no limit. */
const mostWords = 40;
const mostKinds = 400;

/**
 * Every word must begin a word of the line: as an expression for MATCH. Null when a word begins none, so that nothing can match; empty when
 * there is no word in the text.
 *
 * SQLite gathers all lines of a beginning before it gives the first; of whole words it gives them as they are asked for. So a beginning becomes the
 * words that are there. Beginnings of two or three letters have an index of their own; a single letter is a whole word.
 */
export function searchExpression(db: Database, text: string): string | null {
  const parts: string[] = [];
  for (const word of text
    .normalize('NFC')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((one) => one !== '')) {
    // One letter begins so many words that all lines would have to be gathered: it stands for itself.
    if ([...word].length === 1) {
      parts.push(anyOf([word]));
      continue;
    }
    // Other scripts are folded by SQLite's own rules.
    const whole = word.length > 3 && /^[a-z0-9]+$/i.test(word) ? wordsFrom(db, word.toLowerCase(), mostWords) : null;
    if (whole?.length === 0) return null;
    parts.push(whole === null ? `"${word}"*` : anyOf(whole));
  }
  return parts.join(' AND ');
}

/** Lines of these beginnings of kinds; null when there are none. */
export function kindExpression(db: Database, beginnings: readonly string[]): string | null {
  const kinds = new Set<string>();
  for (const beginning of beginnings) {
    const found = wordsFrom(db, kindToken(beginning), mostKinds);
    if (found === null) return `"${kindToken(beginning)}"*`;
    for (const kind of found) kinds.add(kind);
  }
  return kinds.size === 0 ? null : anyOf([...kinds]);
}

export function anyOf(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`);
  return quoted.length === 1 ? (quoted[0] ?? '') : `(${quoted.join(' OR ')})`;
}

/** The words of the log that begin so, null when there are more than `most`. Each is found by going past the one before. */
function wordsFrom(db: Database, beginning: string, most: number): readonly string[] | null {
  const words: string[] = [];
  for (let from = beginning; ; ) {
    const word = db.get<{ term: string }>(
      'SELECT term FROM activity_terms WHERE term >= ? AND term <= ? LIMIT 1',
      from,
      `${beginning}\u{10FFFF}`,
    )?.term;
    if (word === undefined) return words;
    if (words.length === most) return null;
    words.push(word);
    from = `${word}\0`;
  }
}
