import { describe, expect, it } from 'vitest';
import { conditionProblem, containing, equalTo } from '../../../src/core/psa/connectwise/conditions.ts';

describe('conditions', () => {
  it.each([
    ['FN-77', 'externalXRef = "FN-77"'],
    ["O'Hara", `externalXRef = "O'Hara"`],
    ['the "big" one', `externalXRef = 'the "big" one'`],
    [`O'Hara "x"`, `externalXRef like "O'Hara %x%"`],
    ['a [text] here', 'externalXRef like "a [[]text] here"'],
    ['100% *', 'externalXRef like "100[%] [*]"'],
  ])('ask for exactly %s', (text, condition) => {
    expect(equalTo('externalXRef', text)).toBe(condition);
  });

  it('ask for a part of a name', () => {
    expect(containing('name', 'Ac"me [x]')).toBe(`name contains 'Ac"me [[]x]'`);
  });

  it.each([
    ['', null],
    ['closedFlag = False and (priority/id = 1 or summary contains ")")', null],
    [`summary = 'a "(" b' and lastUpdated > [2026-01-01T00:00:00Z]`, null],
    ['closedFlag = False) or (id > 0', 'a ")" closes a bracket that was not opened'],
    ['(closedFlag = False', 'a "(" is not closed'],
    ['summary = "open', 'a text has no closing "'],
    ["summary = 'open", "a text has no closing '"],
    ['lastUpdated > [2026', 'a date has no closing ]'],
  ])('of a person are looked over before they stand beside ours: %s', (text, problem) => {
    expect(conditionProblem(text)).toBe(problem);
  });
});
