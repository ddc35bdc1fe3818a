export type SentencePart = { readonly words: string } | { readonly field: string };

/** A message with `{name}` parts, taken apart: words, and the names of the fields that stand between them, in the order of the language. */
export function sentenceParts(message: string): readonly SentencePart[] {
  return message
    .split(/(\{\w+\})/)
    .filter((part) => part !== '')
    .map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      return name === undefined ? { words: part } : { field: name };
    });
}

/** The message with its fields left open, for the search. */
export function plainSentence(message: string): string {
  return message.replace(/\{\w+\}/g, '...');
}
