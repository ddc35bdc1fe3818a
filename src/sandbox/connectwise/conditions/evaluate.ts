import type { Json } from '../../../shared/json.ts';
import type { Condition, Literal } from './model.ts';

/** What a field holds; undefined and null are the same to a condition. */
export type ReadField = (name: string) => Json | undefined;

/** Every field name a condition uses, in order, repeats included. */
export function namesIn(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.parts.flatMap(namesIn);
    case 'not':
      return namesIn(condition.part);
    case 'compare':
    case 'in':
      return [condition.name];
  }
}

/**
 * A `like` pattern as a regular expression: `%` and `*` stand for any text, `[x]` for one of its characters, so that
 * `[[]` is a literal bracket (reference section 1.8).
 */
export function likePattern(pattern: string): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? '';
    if (char === '%' || char === '*') {
      source += '[\\s\\S]*';
      continue;
    }
    const close = char === '[' ? pattern.indexOf(']', at + 2) : -1;
    if (close > 0) {
      source += `[${pattern.slice(at + 1, close).replace(/[\\\]^[]/g, '\\$&')}]`;
      at = close;
      continue;
    }
    source += char.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
  }
  return new RegExp(`^${source}$`, 'i');
}

/** Negative, zero or positive; null when the two cannot be compared. Texts ignore case, as the vendor's database does. */
function compare(value: Json, literal: Literal): number | null {
  switch (literal.kind) {
    case 'null':
      return null;
    case 'flag': {
      const flag = typeof value === 'boolean' ? value : String(value).toLowerCase() === 'true';
      return Number(flag) - Number(literal.value);
    }
    case 'number': {
      const number = typeof value === 'number' ? value : Number(value);
      return Number.isNaN(number) ? null : number - literal.value;
    }
    case 'time': {
      const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
      return Number.isNaN(time) ? null : time - literal.value;
    }
    case 'text': {
      if (typeof value === 'number') {
        const number = Number(literal.value);
        return Number.isNaN(number) ? null : value - number;
      }
      const left = String(value).toLowerCase();
      const right = literal.value.toLowerCase();
      return left < right ? -1 : left > right ? 1 : 0;
    }
  }
}

function isEmpty(value: Json | undefined): value is null | undefined {
  return value === null || value === undefined;
}

function equals(value: Json | undefined, literal: Literal): boolean {
  if (literal.kind === 'null') return isEmpty(value);
  return !isEmpty(value) && compare(value, literal) === 0;
}

function textOfLiteral(literal: Literal): string {
  return literal.kind === 'null' ? '' : String(literal.value);
}

/** Whether the record that `read` looks into meets the condition. A missing value meets only `= null` and negations. */
export function evaluate(condition: Condition, read: ReadField): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.parts.every((part) => evaluate(part, read));
    case 'or':
      return condition.parts.some((part) => evaluate(part, read));
    case 'not':
      return !evaluate(condition.part, read);
    case 'in': {
      const value = read(condition.name);
      return condition.literals.some((literal) => equals(value, literal));
    }
    case 'compare': {
      const value = read(condition.name);
      const { literal } = condition;
      switch (condition.op) {
        case '=':
          return equals(value, literal);
        case '!=':
          return !equals(value, literal);
        case 'contains':
          return !isEmpty(value) && likePattern(`%${textOfLiteral(literal)}%`).test(String(value));
        case 'like':
          return !isEmpty(value) && likePattern(textOfLiteral(literal)).test(String(value));
        default: {
          const order = isEmpty(value) ? null : compare(value, literal);
          if (order === null) return false;
          if (condition.op === '<') return order < 0;
          if (condition.op === '<=') return order <= 0;
          if (condition.op === '>') return order > 0;
          return order >= 0;
        }
      }
    }
  }
}
