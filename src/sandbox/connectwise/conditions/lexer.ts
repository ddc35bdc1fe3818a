import { ConditionSyntaxError, type Literal } from './model.ts';

export type Token =
  | { readonly kind: 'word'; readonly text: string; readonly at: number }
  | { readonly kind: 'literal'; readonly literal: Literal; readonly at: number }
  | {
      readonly kind: 'symbol';
      readonly text: '=' | '!=' | '<' | '<=' | '>' | '>=' | '(' | ')' | ',';
      readonly at: number;
    };

const symbol = /^(?:!=|<=|>=|=|<|>|\(|\)|,)/;
const numeral = /^-?\d+(?:\.\d+)?(?![\w/])/;
const word = /^[A-Za-z_][\w]*(?:\/[A-Za-z_][\w]*)*/;

/** A time without zone is UTC; a date alone is its midnight. */
function timeOf(text: string, at: number): Literal {
  const trimmed = text.trim();
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(trimmed) || !trimmed.includes('T') ? trimmed : `${trimmed}Z`;
  const value = Date.parse(zoned);
  if (Number.isNaN(value)) throw new ConditionSyntaxError(`[${text}] at position ${at} is not a date.`);
  return { kind: 'time', value };
}

/** Cuts condition text into tokens. */
export function lex(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const first = rest[0] ?? '';
    if (/\s/.test(first)) {
      at += 1;
      continue;
    }
    if (first === '"' || first === "'") {
      const end = rest.indexOf(first, 1);
      if (end < 0) throw new ConditionSyntaxError(`The text that starts at position ${at} has no closing ${first}.`);
      tokens.push({ kind: 'literal', literal: { kind: 'text', value: rest.slice(1, end) }, at });
      at += end + 1;
      continue;
    }
    if (first === '[') {
      const end = rest.indexOf(']');
      if (end < 0) throw new ConditionSyntaxError(`The date that starts at position ${at} has no closing ].`);
      tokens.push({ kind: 'literal', literal: timeOf(rest.slice(1, end), at), at });
      at += end + 1;
      continue;
    }
    const symbolText = symbol.exec(rest)?.[0];
    if (symbolText !== undefined) {
      tokens.push({ kind: 'symbol', text: symbolText as '=', at });
      at += symbolText.length;
      continue;
    }
    const number = numeral.exec(rest)?.[0];
    if (number !== undefined) {
      tokens.push({ kind: 'literal', literal: { kind: 'number', value: Number(number) }, at });
      at += number.length;
      continue;
    }
    const wordText = word.exec(rest)?.[0];
    if (wordText === undefined) throw new ConditionSyntaxError(`Unexpected ${first} at position ${at}.`);
    tokens.push({ kind: 'word', text: wordText, at });
    at += wordText.length;
  }
  return tokens;
}
