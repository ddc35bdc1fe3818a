import { type LexFault, lex, placeOf, type Token } from './lexer.ts';

/** A script as it may stand in a document, or why it may not. */
export type Admitted = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: LexFault };

const importing = new Set(['import', 'importstr', 'importbin']);
/** The keyword where Jsonnet could read it as one: not as a part of a longer name. */
const importWord = /(?<![A-Za-z0-9_])import(?:str|bin)?(?![A-Za-z0-9_])/;
const closing = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

/**
 * Jsonnet reads files through `import`, `importstr` and `importbin` and through nothing else, and native Jsonnet would read any file of this machine.
 * A script that uses one is refused. Where the words stand in texts or comments they are rewritten (an escape in a text, blanks for a comment), so
 * that what Jsonnet is given never holds them: even if it saw texts and code elsewhere than this lexer does, there would be nothing to import with.
 * Brackets must close within the script, so that it stays inside its place in the document.
 */
export function admit(script: string): Admitted {
  if (script.includes('\0')) return refused(script, script.indexOf('\0'), 'it holds a character of code 0');
  const lexed = lex(script);
  if (!lexed.ok) return lexed;
  const { tokens } = lexed;
  if (tokens.length === 0) return refused(script, 0, 'it is empty');
  for (const token of tokens)
    if (token.kind === 'word' && importing.has(token.text))
      return refused(script, token.at, `${token.text} is refused: a script reads its record and nothing else`);
  const unmatched = unmatchedBracket(tokens);
  if (unmatched !== null) return refused(script, unmatched.at, unmatched.message);
  if (!importWord.test(script)) return { ok: true, text: script };
  const text = withoutWord(lexed.code, tokens);
  if (importWord.test(text))
    return refused(script, script.search(importWord), 'the word import may stand in quoted texts only');
  return { ok: true, text };
}

function refused(script: string, at: number, message: string): Admitted {
  return { ok: false, fault: { ...placeOf(script, at), message } };
}

function unmatchedBracket(tokens: readonly Token[]): { readonly at: number; readonly message: string } | null {
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== 'bracket') continue;
    const wanted = closing.get(token.text);
    if (wanted === undefined) {
      open.push(token);
      continue;
    }
    const last = open.pop();
    if (last?.text === wanted) continue;
    const { at, text } = token;
    return {
      at,
      message: last === undefined ? `${text} closes nothing` : `${text} does not close ${last.text}`,
    };
  }
  const left = open.at(-1);
  return left === undefined ? null : { at: left.at, message: `${left.text} is not closed` };
}

/** Writes every text that holds the word so that it means the same without holding it, on the same lines. */
function withoutWord(code: string, tokens: readonly Token[]): string {
  let text = '';
  let at = 0;
  for (const token of tokens) {
    text += code.slice(at, token.at);
    text += token.kind === 'string' && importWord.test(token.text) ? rewritten(token) : token.text;
    at = token.at + token.text.length;
  }
  return text + code.slice(at);
}

const everyImport = /(?<![A-Za-z0-9_])i(?=mport)/g;

function rewritten({ text, value }: Token): string {
  // In an ordinary text an escape stands for the letter. A backslash before it would be eaten by the escape, but `\i` is no escape at all.
  if (value === null) return text.replace(everyImport, '\\u0069');
  const quoted = `"${value.replace(/["\\]/g, '\\$&').replace(everyImport, '\\u0069')}"`;
  if (!text.startsWith('|||')) return quoted;
  // The text of a block begins on the line behind |||, and its end mark stands on a line of its own.
  return `\n${quoted}`;
}
