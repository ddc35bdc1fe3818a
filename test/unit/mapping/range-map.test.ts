import { describe, expect, it } from 'vitest';
import { runAction } from '../../../src/core/mapping/actions.ts';
import { mappingRuleSchema } from '../../../src/shared/domain/mapping.ts';
import type { Json } from '../../../src/shared/json.ts';

function of(value: Json, ranges: readonly (readonly [number, Json])[]) {
  const rule = mappingRuleSchema.parse({
    id: 'r',
    direction: 'inbound',
    action: 'RANGE_MAP',
    source: 'hours',
    target: 't',
    ranges: ranges.map(([compare, to]) => ({ compare, value: to })),
  });
  if (rule.action === 'CUSTOM') throw new Error('no script here');
  return runAction(rule, { hours: value });
}
const steps = [
  [2, 'short'],
  [8, 'day'],
  [40, null],
] as const;

describe('a range', () => {
  it.each([
    [-1, 'short'],
    [2, 'short'],
    [2.01, 'day'],
    ['8', 'day'],
    [' 7.50 ', 'day'],
  ])('%j falls into %s', (value, expected) => {
    expect(of(value, steps)).toEqual({ kind: 'value', value: expected });
  });

  it('may change nothing', () => {
    expect(of(9, steps)).toEqual({ kind: 'leave' });
  });

  it('that nobody named is a matter for a person, or for the default', () => {
    expect(of(41, steps)).toMatchObject({ kind: 'unmapped', what: 'hours is 41, which is above every range' });
  });

  it.each(['many', '0x10', true, [3]])('%j is no number', (value) => {
    expect(of(value, steps)).toMatchObject({ kind: 'failed' });
  });

  it.each([null, ''])('%j is empty', (value) => {
    expect(of(value, steps)).toMatchObject({ kind: 'missing' });
  });

  it('is the first one that fits, also where they do not rise', () => {
    expect(
      of(1, [
        [8, 'day'],
        [2, 'short'],
      ]),
    ).toEqual({ kind: 'value', value: 'day' });
  });
});
