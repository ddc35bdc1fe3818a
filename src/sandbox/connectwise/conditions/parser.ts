import { lex, type Token } from './lexer.ts';
import { type Comparator, type Condition, ConditionSyntaxError, type Literal } from './model.ts';

const keywords = new Set(['and', 'or', 'not', 'in', 'like', 'contains', 'true', 'false', 'null']);

/**
 * Parses `conditions`, `childConditions` and `customFieldConditions` text. `and` binds tighter than `or`, `not` tightest;
 * keywords ignore case. Throws ConditionSyntaxError.
 */
export function parseConditions(text: string): Condition {
  const tokens = lex(text);
  let position = 0;

  const peek = (): Token | undefined => tokens[position];
  const isWord = (token: Token | undefined, keyword: string): boolean =>
    token?.kind === 'word' && token.text.toLowerCase() === keyword;
  const isSymbol = (token: Token | undefined, symbol: string): boolean =>
    token?.kind === 'symbol' && token.text === symbol;

  function fail(wanted: string): never {
    const token = peek();
    throw new ConditionSyntaxError(
      token === undefined ? `Expected ${wanted} at the end.` : `Expected ${wanted} at position ${token.at}.`,
    );
  }
  function takeWord(keyword: string): boolean {
    if (!isWord(peek(), keyword)) return false;
    position += 1;
    return true;
  }
  function takeSymbol(symbol: string): boolean {
    if (!isSymbol(peek(), symbol)) return false;
    position += 1;
    return true;
  }

  function either(): Condition {
    const parts = [both()];
    while (takeWord('or')) parts.push(both());
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'or', parts };
  }
  function both(): Condition {
    const parts = [single()];
    while (takeWord('and')) parts.push(single());
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'and', parts };
  }
  function single(): Condition {
    if (takeWord('not')) return { kind: 'not', part: single() };
    if (takeSymbol('(')) {
      const inner = either();
      if (!takeSymbol(')')) fail('a closing parenthesis');
      return inner;
    }
    return comparison();
  }
  function comparison(): Condition {
    const token = peek();
    if (token?.kind !== 'word' || keywords.has(token.text.toLowerCase())) fail('a field name');
    position += 1;
    const name = token.text;
    const negated = takeWord('not');
    const compared = operatorAndValue(name);
    return negated ? { kind: 'not', part: compared } : compared;
  }
  function operatorAndValue(name: string): Condition {
    if (takeWord('in')) {
      if (!takeSymbol('(')) fail('an opening parenthesis');
      const literals = [literal()];
      while (takeSymbol(',')) literals.push(literal());
      if (!takeSymbol(')')) fail('a closing parenthesis');
      return { kind: 'in', name, literals };
    }
    if (takeWord('like')) return { kind: 'compare', name, op: 'like', literal: literal() };
    if (takeWord('contains')) return { kind: 'compare', name, op: 'contains', literal: literal() };
    const token = peek();
    if (token?.kind !== 'symbol' || token.text === '(' || token.text === ')' || token.text === ',') fail('an operator');
    position += 1;
    return { kind: 'compare', name, op: token.text as Comparator, literal: literal() };
  }
  function literal(): Literal {
    const token = peek();
    if (token?.kind === 'literal') {
      position += 1;
      return token.literal;
    }
    if (takeWord('true')) return { kind: 'flag', value: true };
    if (takeWord('false')) return { kind: 'flag', value: false };
    if (takeWord('null')) return { kind: 'null' };
    return fail('a value');
  }

  const condition = either();
  if (position < tokens.length) fail('the end');
  return condition;
}
