import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, likePattern, namesIn } from '../../../src/sandbox/connectwise/conditions/evaluate.ts';
import {
  type Condition,
  ConditionSyntaxError,
  type Literal,
} from '../../../src/sandbox/connectwise/conditions/model.ts';
import { parseConditions } from '../../../src/sandbox/connectwise/conditions/parser.ts';
import type { Json } from '../../../src/shared/json.ts';

const record: Readonly<Record<string, Json>> = {
  id: 7601,
  summary: 'Replace "main" access point [lobby] 100%',
  'board/id': 3,
  'status/name': 'Dispatch to FN',
  closedFlag: false,
  lastUpdated: '2026-11-20T10:00:00Z',
  externalXRef: 'FN-123',
  zip: '02110',
  'owner/id': null,
};

function holds(text: string): boolean {
  return evaluate(parseConditions(text), (name) => record[name]);
}

describe('the conditions grammar', () => {
  it.each([
    ['id = 7601'],
    ['id=7601'],
    ['board/id in (3,2,4) and closedFlag = False'],
    ['board/id IN ( 3 ) AND NOT closedFlag = TRUE'],
    ["status/name = 'dispatch to fn'"],
    ['status/name = "Dispatch to FN"'],
    ['summary contains "ACCESS point"'],
    ["summary like '%access%'"],
    ['summary like "Replace*"'],
    ["summary like '%[[]lobby]%'"],
    ['externalXRef="FN-123"'],
    ['lastUpdated > [2026-11-20T09:59:59Z]'],
    ['lastUpdated >= [2026-11-20T10:00:00]'],
    ['lastUpdated < [2026-11-21]'],
    ['owner/id = null'],
    ['externalXRef != null'],
    ['missing = null'],
    ['summary not contains "router"'],
    ['id not in (1, 2)'],
    ['not (id = 1 or id = 2)'],
    ['id = 1 or id = 2 or id = 7601'],
    ['zip = "02110"'],
    ['id != 5 and id > 7600 and id <= 7601 and id >= 7601 and id < 7602'],
  ])('%s holds for the ticket', (text) => {
    expect(holds(text)).toBe(true);
  });

  it.each([
    ['id = 7602'],
    ['board/id in (1,2)'],
    ['closedFlag = True'],
    ['lastUpdated > [2026-11-20T10:00:00Z]'],
    ['summary like "access"'],
    ['owner/id = 5'],
    ['owner/id > 0'],
    ['zip = "2110"'],
    ['externalXRef = null'],
    ['closedFlag = False and (id = 1 or id = 2)'],
  ])('%s does not hold for the ticket', (text) => {
    expect(holds(text)).toBe(false);
  });

  it('binds and tighter than or', () => {
    expect(holds('id = 7601 or id = 1 and id = 2')).toBe(true);
    expect(holds('(id = 7601 or id = 1) and id = 2')).toBe(false);
  });

  it('takes a per cent sign in contains for any text, as in like', () => {
    expect(likePattern('100%').test('100 and more')).toBe(true);
    expect(likePattern('a.c').test('abc')).toBe(false);
  });

  it.each([
    [''],
    ['id'],
    ['id ='],
    ['= 5'],
    ['id = 5 and'],
    ['(id = 5'],
    ['id = 5)'],
    ['id in ()'],
    ['id in 5'],
    ['summary = "open'],
    ['lastUpdated > [yesterday]'],
    ['lastUpdated > [2026-01-01'],
    ['id ~ 5'],
    ['summary = bare'],
    ['and = 5'],
  ])('refuses %j as a syntax error', (text) => {
    expect(() => parseConditions(text)).toThrow(ConditionSyntaxError);
  });

  it('names every field it uses', () => {
    expect(namesIn(parseConditions('a = 1 and (b/c in (2) or not d like "x")'))).toEqual(['a', 'b/c', 'd']);
  });
});

const name = fc.constantFrom('id', 'summary', 'board/id', 'closedFlag', 'customField_1');
const literal: fc.Arbitrary<Literal> = fc.oneof(
  fc.record({ kind: fc.constant('number' as const), value: fc.integer({ min: -5000, max: 5000 }) }),
  fc.record({ kind: fc.constant('text' as const), value: fc.stringMatching(/^[^'"]{0,12}$/) }),
  fc.record({ kind: fc.constant('flag' as const), value: fc.boolean() }),
  fc.record({
    kind: fc.constant('time' as const),
    value: fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000),
  }),
  fc.constant({ kind: 'null' as const }),
);
const comparison: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    kind: fc.constant('compare' as const),
    name,
    op: fc.constantFrom(
      '=' as const,
      '!=' as const,
      '<' as const,
      '<=' as const,
      '>' as const,
      '>=' as const,
      'contains' as const,
      'like' as const,
    ),
    literal,
  }),
  fc.record({ kind: fc.constant('in' as const), name, literals: fc.array(literal, { minLength: 1, maxLength: 4 }) }),
);
const condition = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    comparison,
    fc.record({ kind: fc.constant('not' as const), part: tie('tree') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).tree;

function writeLiteral(value: Literal): string {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'flag':
      return value.value ? 'True' : 'False';
    case 'number':
      return String(value.value);
    case 'text':
      return `"${value.value}"`;
    case 'time':
      return `[${new Date(value.value).toISOString().slice(0, 19)}Z]`;
  }
}

function write(tree: Condition): string {
  switch (tree.kind) {
    case 'and':
    case 'or':
      return `(${tree.parts.map(write).join(` ${tree.kind} `)})`;
    case 'not':
      return `not ${write(tree.part)}`;
    case 'in':
      return `${tree.name} in (${tree.literals.map(writeLiteral).join(', ')})`;
    case 'compare':
      return `${tree.name} ${tree.op} ${writeLiteral(tree.literal)}`;
  }
}

const value = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null));
const values = fc.record({ id: value, summary: value, 'board/id': value, closedFlag: value, customField_1: value });

describe('any condition', () => {
  it('means the same after being written down and read back', () => {
    fc.assert(
      fc.property(condition, values, (tree, fields) => {
        const read = (key: string): Json | undefined => (fields as Record<string, Json>)[key];
        expect(evaluate(parseConditions(write(tree)), read)).toBe(evaluate(tree, read));
      }),
      { numRuns: 500 },
    );
  });

  it('is true exactly when its negation is not', () => {
    fc.assert(
      fc.property(condition, values, (tree, fields) => {
        const read = (key: string): Json | undefined => (fields as Record<string, Json>)[key];
        expect(evaluate({ kind: 'not', part: tree }, read)).toBe(!evaluate(tree, read));
      }),
    );
  });

  it('is either understood or refused as a syntax error, never anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseConditions(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ConditionSyntaxError);
        }
      }),
    );
  });
});
