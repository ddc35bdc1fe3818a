/** True when every word typed occurs in the text, in any order, without regard to case. */
export function matchesWords(text: string, typed: string): boolean {
  const hay = text.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}
