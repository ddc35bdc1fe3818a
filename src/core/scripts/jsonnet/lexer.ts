/*
 * Enough of Jsonnet's lexer (core/lexer.cpp of v0.20) to know what of a script is code, what a string and what a comment. Nothing a script says can
 * be trusted to end where it seems to, so whatever this cannot read is refused.
 */

export interface Token {
  readonly kind: 'word' | 'string' | 'bracket' | 'other';
  /** The token as it stands in the script. */
  readonly text: string;
  /** Characters before it. */
  readonly at: number;
  /** What a string means; null when the token is as it stands. */
  readonly value: string | null;
}

export interface LexFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type Lexed =
  | { readonly ok: true; readonly tokens: readonly Token[]; readonly code: string }
  | { readonly ok: false; readonly fault: LexFault };

class Unreadable extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/** Reads a whole script. `code` is the script with its comments blanked, line for line. */
export function lex(script: string): Lexed {
  const tokens: Token[] = [];
  let code = '';
  let at = 0;
  try {
    while (at < script.length) {
      const end = endOf(script, at);
      const piece = script.slice(at, end.at);
      code += end.kind === 'comment' ? piece.replace(/[^\n]/g, ' ') : piece;
      if (end.kind !== 'space' && end.kind !== 'comment')
        tokens.push({ kind: end.kind, text: piece, at, value: end.value ?? null });
      at = end.at;
    }
    return { ok: true, tokens, code };
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown;
    return { ok: false, fault: { ...placeOf(script, thrown.at), message: thrown.message } };
  }
}

/** Line and column of a character, from 1. */
export function placeOf(script: string, at: number): { line: number; column: number } {
  const before = script.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

interface End {
  readonly kind: Token['kind'] | 'space' | 'comment';
  readonly at: number;
  readonly value?: string;
}

const space = /[ \t\r\n]+/y;
const word = /[A-Za-z_][A-Za-z0-9_]*/y;
const number = /[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const lineComment = /(?:#|\/\/)[^\n]*/y;

function match(pattern: RegExp, script: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(script) ? pattern.lastIndex : null;
}

function endOf(script: string, at: number): End {
  const spaceEnd = match(space, script, at);
  if (spaceEnd !== null) return { kind: 'space', at: spaceEnd };
  const commentEnd = match(lineComment, script, at);
  if (commentEnd !== null) return { kind: 'comment', at: commentEnd };
  if (script.startsWith('/*', at)) {
    const close = script.indexOf('*/', at + 2);
    if (close < 0) throw new Unreadable(at, 'a comment that begins with /* does not end');
    return { kind: 'comment', at: close + 2 };
  }
  const wordEnd = match(word, script, at);
  if (wordEnd !== null) return { kind: 'word', at: wordEnd };
  const numberEnd = match(number, script, at);
  if (numberEnd !== null) return { kind: 'other', at: numberEnd };
  const char = script.charAt(at);
  if (char === '"' || char === "'") return quoted(script, at, char);
  if (char === '@') return verbatim(script, at);
  if (script.startsWith('|||', at)) return block(script, at);
  if ('()[]{}'.includes(char)) return { kind: 'bracket', at: at + 1 };
  if ('!$:~+-&|^=<>*/%,.;'.includes(char)) return { kind: 'other', at: at + 1 };
  throw new Unreadable(at, `"${char}" has no meaning here`);
}

function quoted(script: string, at: number, quote: string): End {
  for (let end = at + 1; end < script.length; end++) {
    const char = script.charAt(end);
    if (char === '\\') end += 1;
    else if (char === quote) return { kind: 'string', at: end + 1 };
  }
  throw new Unreadable(at, 'a text does not end');
}

function verbatim(script: string, at: number): End {
  const quote = script.charAt(at + 1);
  if (quote !== '"' && quote !== "'") throw new Unreadable(at, 'a text must follow @');
  let value = '';
  for (let end = at + 2; end < script.length; end++) {
    const char = script.charAt(end);
    if (char === quote) {
      if (script.charAt(end + 1) !== quote) return { kind: 'string', at: end + 1, value };
      end += 1;
    }
    value += char;
  }
  throw new Unreadable(at, 'a text does not end');
}

function block(script: string, at: number): End {
  const head = /\|\|\|[ \t\r]*\n/y;
  const bodyAt = match(head, script, at);
  if (bodyAt === null) throw new Unreadable(at, 'a new line must follow |||');
  let cursor = bodyAt;
  let value = '';
  let indent: string | null = null;
  while (cursor < script.length) {
    const lineEnd = script.indexOf('\n', cursor);
    const line = script.slice(cursor, lineEnd < 0 ? script.length : lineEnd);
    if (line === '') value += '\n';
    else {
      indent ??= /^[ \t]*/.exec(line)?.[0] ?? '';
      if (indent === '') throw new Unreadable(at, 'the first line of a ||| text must be indented');
      if (!line.startsWith(indent)) {
        const close = /^[ \t]*\|\|\|/.exec(line);
        if (close === null) throw new Unreadable(cursor, 'a text that begins with ||| does not end');
        return { kind: 'string', at: cursor + close[0].length, value };
      }
      value += `${line.slice(indent.length)}\n`;
    }
    if (lineEnd < 0) break;
    cursor = lineEnd + 1;
  }
  throw new Unreadable(at, 'a text that begins with ||| does not end');
}
