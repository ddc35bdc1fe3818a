import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import standard from '../../../resources/mappings/standard.json' with { type: 'json' };
import { type Mapping, mappingRuleSchema, mappingSchema } from '../../../src/shared/domain/mapping.ts';
import { mappingDifference } from '../../../src/shared/domain/mapping-difference.ts';
import { jsonEqual } from '../../../src/shared/json.ts';
import { arbitraryMapping } from './arbitrary.ts';

const before = mappingSchema.parse(standard);
const rule = (fields: object) =>
  mappingRuleSchema.parse({
    id: 'po',
    direction: 'inbound',
    action: 'SYNC',
    source: 'poNumber',
    target: 'incident_id',
    ...fields,
  });
const withRules = (change: (rules: Mapping['rules']) => Mapping['rules']): Mapping => ({
  ...before,
  rules: change(before.rules),
});
const board = (toTicket: readonly (readonly [string, number | null])[], boardId = 1, toWorkOrder: object[] = []) => ({
  boardId,
  boardName: 'Service Desk',
  toTicket: toTicket.map(([workOrderStatus, ticketStatusId]) => ({
    workOrderStatus,
    ticketStatusId,
    ticketStatusName: ticketStatusId === null ? '' : `Status ${ticketStatusId}`,
  })),
  toWorkOrder,
});
const withMaps = (...statusMaps: object[]) => mappingSchema.parse({ ...before, statusMaps });

describe('the difference of two mappings', () => {
  it('is nothing between a mapping and its copy', () => {
    expect(mappingDifference(before, structuredClone(before))).toEqual({
      same: true,
      name: null,
      rules: [],
      moved: [],
      boards: [],
      statuses: [],
    });
  });

  it('names added and removed rules, and the new name', () => {
    const after = { ...withRules((rules) => [...rules.filter(({ id }) => id !== 'zip'), rule({})]), name: 'Ours' };
    const difference = mappingDifference(before, after);
    expect(difference.name).toEqual({ from: 'Standard', to: 'Ours' });
    expect(difference.rules.map(({ kind, ruleId }) => [kind, ruleId])).toEqual([
      ['removed', 'zip'],
      ['added', 'po'],
    ]);
    expect(difference.moved).toEqual([]);
    expect(difference.same).toBe(false);
  });

  it('says part by part what a rule has differently', () => {
    const after = withRules((rules) =>
      rules.map((one) => (one.id === 'title' ? { ...one, onMissing: 'default' as const, default: 'No title' } : one)),
    );
    expect(mappingDifference(before, after).rules).toMatchObject([
      {
        kind: 'changed',
        ruleId: 'title',
        parts: [
          { part: 'onMissing', from: 'fail', to: 'default' },
          { part: 'default', from: undefined, to: 'No title' },
        ],
      },
    ]);
  });

  it('compares a value map entry by entry', () => {
    const after = withRules((rules) =>
      rules.map((one) =>
        one.id === 'country' && one.action === 'ARRAY_MAP'
          ? {
              ...one,
              mappings: [
                ...one.mappings.filter(({ compare }) => compare !== 'USA' && compare !== 'CA'),
                { compare: 'CA', value: null },
                { compare: 'Mexico', value: 'MX' },
              ],
            }
          : one,
      ),
    );
    expect(mappingDifference(before, after).rules[0]?.parts).toEqual([
      { part: 'mappings', compare: 'USA', from: 'US', to: undefined },
      { part: 'mappings', compare: 'CA', from: 'CA', to: null },
      { part: 'mappings', compare: 'Mexico', from: undefined, to: 'MX' },
    ]);
  });

  it('finds the one rule that was moved, not everything it passed', () => {
    const after = withRules((rules) => [...rules.slice(1), ...rules.slice(0, 1)]);
    expect(mappingDifference(before, after)).toMatchObject({
      rules: [],
      moved: [{ ruleId: 'title', from: 0, to: before.rules.length - 1 }],
    });
  });

  it('compares status maps by board, direction and status', () => {
    const publish = { ticketStatusId: 7, ticketStatusName: 'Dispatch', action: { do: 'publish' } };
    const difference = mappingDifference(
      withMaps(
        board([
          ['Assigned', 3],
          ['Paid', 9],
          ['Draft', 1],
        ]),
        board([], 5),
      ),
      withMaps(
        board(
          [
            ['assigned', 4],
            ['Paid', null],
            ['Draft', 1],
          ],
          1,
          [publish],
        ),
        board([], 6),
      ),
    );
    expect(difference.boards.map(({ kind, boardId }) => [kind, boardId])).toEqual([
      ['added', 6],
      ['removed', 5],
    ]);
    expect(difference.statuses).toMatchObject([
      { direction: 'outbound', status: 'assigned', from: { id: 3 }, to: { id: 4, name: 'Status 4' } },
      { direction: 'outbound', status: 'Paid', from: { id: 9 }, to: null },
      { direction: 'inbound', status: 'Dispatch', from: undefined, to: { kind: 'action', action: { do: 'publish' } } },
    ]);
  });

  it('accounts for every rule, whatever the two mappings are', () => {
    fc.assert(
      fc.property(arbitraryMapping, arbitraryMapping, (one, other) => {
        const { rules, moved, same } = mappingDifference(one, other);
        const count = (kind: string) => rules.filter((each) => each.kind === kind).length;
        expect(one.rules.length - count('removed') + count('added')).toBe(other.rules.length);
        for (const each of rules) if (each.kind === 'changed') expect(each.parts.length).toBeGreaterThan(0);
        // Without the moved ones, what stayed is in the same order on both sides.
        expect(
          moved.every(({ from, to, rule: placed }) => one.rules[from]?.id === placed.id && other.rules[to] === placed),
        ).toBe(true);
        if (same) expect(jsonEqual(one.rules as never, other.rules as never)).toBe(true);
        expect(mappingDifference(one, one).same).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
