import { describe, expect, it } from 'vitest';
import { differenceInShort } from '../../../src/core/mapping-work/in-short.ts';
import { followingSetup, setupFollowing, withSetupStatuses } from '../../../src/core/mapping-work/state.ts';
import { emptyConfig, plainTrigger } from '../../../src/shared/config.ts';
import { type Mapping, mappingSchema } from '../../../src/shared/domain/mapping.ts';
import { mappingDifference } from '../../../src/shared/domain/mapping-difference.ts';

const row = (workOrderStatus: string, ticketStatusId: number | null) => ({
  workOrderStatus,
  ticketStatusId,
  ticketStatusName: ticketStatusId === null ? '' : `Status ${ticketStatusId}`,
});
const rule = (id: string, value: string) => ({ id, direction: 'inbound', action: 'SET_STATIC', target: id, value });
const mapping = (rules: readonly object[], statusMaps: readonly object[] = []): Mapping =>
  mappingSchema.parse({ formatVersion: 1, name: 'Standard', rules, statusMaps });
const config = {
  ...emptyConfig,
  trigger: { boardId: 21, boardName: 'Field Dispatch', statusId: 5, statusName: 'Dispatch', ...plainTrigger },
  statusMap: [row('Published', 7)],
};
const board = (boardId: number, boardName: string, ...toTicket: object[]) => ({ boardId, boardName, toTicket });

describe('the mapping as it is edited', () => {
  it('has the status map of setup for the trigger board, unless it has one of its own or there is none', () => {
    const own = mapping([], [board(21, 'Field Dispatch', row('Published', 9))]);
    expect(withSetupStatuses(own, config)).toBe(own);
    const other = mapping([], [board(22, 'Help Desk')]);
    expect(withSetupStatuses(other, config).statusMaps.map(({ boardId }) => boardId)).toEqual([21, 22]);
    expect(withSetupStatuses(other, config).statusMaps[0]?.toTicket).toEqual(config.statusMap);
    expect(withSetupStatuses(other, { ...config, statusMap: [] })).toBe(other);
    expect(withSetupStatuses(other, { ...config, trigger: null })).toBe(other);
  });

  it('and setup follow each other for the trigger board only, and only when something differs', () => {
    const own = mapping([], [board(21, 'Field Dispatch', row('Published', 9)), board(22, 'Help Desk', row('Paid', 1))]);
    const followed = followingSetup(own, config);
    expect(followed?.statusMaps.map(({ toTicket }) => toTicket)).toEqual([[row('Published', 7)], [row('Paid', 1)]]);
    expect(followingSetup(followed ?? own, config)).toBeNull();
    expect(followingSetup(mapping([]), config)).toBeNull();
    expect(setupFollowing(own, config)).toEqual([row('Published', 9)]);
    expect(setupFollowing(followed ?? own, config)).toBeNull();
    expect(setupFollowing(mapping([]), config)).toBeNull();
    expect(setupFollowing(own, { ...config, trigger: null })).toBeNull();
  });
});

describe('what differs, in a few words', () => {
  const short = (before: Mapping, after: Mapping) => differenceInShort(mappingDifference(before, after));
  const three = mapping([rule('a', '1'), rule('b', '1'), rule('c', '1')]);

  it.each([
    ['nothing differs', three, three],
    ['1 rule changed', three, mapping([rule('a', '2'), rule('b', '1'), rule('c', '1')])],
    ['1 rule added, 1 changed, 1 removed', three, mapping([rule('a', '2'), rule('b', '1'), rule('d', '1')])],
    ['the order of rules changed', three, mapping([rule('c', '1'), rule('a', '1'), rule('b', '1')])],
    [
      'statuses of Help Desk changed',
      three,
      { ...three, statusMaps: mapping([], [board(22, 'Help Desk')]).statusMaps },
    ],
    ['now called "Mine"', three, { ...three, name: 'Mine' }],
  ] as const)('%s', (words, before, after) => {
    expect(short(before, after)).toBe(words);
  });
});
