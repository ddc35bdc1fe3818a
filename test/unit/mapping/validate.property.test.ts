import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkMapping } from '../../../src/core/mapping/validate/check.ts';
import type { CheckInput } from '../../../src/core/mapping/validate/port.ts';
import { mappingSchema } from '../../../src/shared/domain/mapping.ts';
import { applyEdit } from '../../../src/shared/domain/mapping-edits.ts';
import { type MappingProblem, mappingProblemSchema } from '../../../src/shared/domain/mapping-work.ts';
import { smallMapping } from './arbitrary.ts';
import { projects, readCatalog, serviceDesk, unreadCatalog } from './known-catalog.ts';

const input: fc.Arbitrary<CheckInput> = fc.record({
  mapping: smallMapping,
  catalog: fc.constantFrom(readCatalog, unreadCatalog),
  boards: fc.constantFrom([], [serviceDesk], [serviceDesk, projects]),
  scripts: fc.constantFrom(new Map(), new Map([['a', [{ line: 1, column: 2, message: 'Unexpected }' }]]])),
  given: fc.constantFrom([], ['types_of_work.0.id', 'pay.type', 'pay.base.amount', 'pay.base.units']),
});

function same(a: MappingProblem, b: MappingProblem): boolean {
  return (
    a.code === b.code && a.ruleId === b.ruleId && a.boardId === b.boardId && a.part === b.part && a.line === b.line
  );
}
const errors = (problems: readonly MappingProblem[]) => problems.filter(({ severity }) => severity === 'error');

describe('checking any mapping', () => {
  it('never throws, and every fix takes its problem away, adds no error and leaves a valid mapping', () => {
    fc.assert(
      fc.property(input, (given) => {
        const problems = checkMapping(given);
        for (const problem of problems) {
          mappingProblemSchema.parse(problem);
          expect(problem.message).toMatch(/[.]$/);
          if (problem.fix === null) continue;
          const mapping = problem.fix.edits.reduce(applyEdit, given.mapping);
          mappingSchema.parse(mapping);
          const after = checkMapping({ ...given, mapping });
          expect(after.filter((one) => same(one, problem))).toEqual([]);
          const added = errors(after).filter((one) => !errors(problems).some((other) => same(one, other)));
          expect(added).toEqual([]);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('ends when every offered fix is taken, one after the other', () => {
    fc.assert(
      fc.property(input, (given) => {
        let { mapping } = given;
        for (let step = 0; step < 200; step += 1) {
          const fix = checkMapping({ ...given, mapping }).find((problem) => problem.fix !== null)?.fix;
          if (fix === undefined || fix === null) return;
          mapping = fix.edits.reduce(applyEdit, mapping);
        }
        throw new Error('The fixes never come to an end.');
      }),
      { numRuns: 15 },
    );
  });
});
