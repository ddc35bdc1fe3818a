import { matchesWords } from '../../ui/words.ts';

/** A line of hyphens stands above each library in the list that packing writes. */
const between = /^-{20,}$/m;

/** The list by library; only those that hold every word typed. What stands before the first library is a part of its own. */
export function findParts(list: string, typed: string): readonly string[] {
  return list
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== '' && (typed.trim() === '' || matchesWords(part, typed.trim())));
}
