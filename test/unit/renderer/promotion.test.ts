import { describe, expect, it } from 'vitest';
import { choicesOf, groupsOf, leftToChoose } from '../../../src/renderer/features/profiles/promotion/choices.ts';
import { placeWords, writtenWords } from '../../../src/renderer/features/profiles/promotion/place-words.ts';
import { findHouseSettings } from '../../../src/renderer/features/settings/find-settings.ts';
import type { IdFinding, Promotion } from '../../../src/shared/domain/promotion.ts';

const finding = (
  path: string,
  sourceId: number,
  state: IdFinding['state'],
  more: Partial<IdFinding> = {},
): IdFinding => ({
  path,
  kind: 'ticket-status',
  name: `Status ${sourceId}`,
  sourceId,
  state,
  targetId: null,
  choices: [{ id: 1, name: 'One' }],
  ...more,
});
const promotion = (ids: IdFinding[]): Promotion => ({
  source: 'file',
  madeAt: null,
  differences: [],
  mappingDifferences: [],
  ids,
  problems: [],
  kept: [],
  applied: false,
});

describe('choosing what ids stand for', () => {
  const given = promotion([
    finding('config.trigger.statusId', 5, 'missing'),
    finding('config.statusMap[0]', 5, 'missing'),
    finding('config.statusMap[1]', 6, 'ambiguous'),
    finding('mapping.statusMaps[0].toTicket[0]', 6, 'ambiguous', { choices: [{ id: 9, name: 'On another board' }] }),
    finding('config.create.typeOfWork', 7, 'same'),
  ]);

  it('is asked once for an id in several places, and apart where the choices differ', () => {
    const groups = groupsOf(given, ['missing', 'ambiguous']);
    expect(groups.map(({ paths, required }) => [paths, required])).toEqual([
      [['config.trigger.statusId', 'config.statusMap[0]'], true],
      [['config.statusMap[1]'], false],
      [['mapping.statusMaps[0].toTicket[0]'], false],
    ]);
  });

  it('counts what is left, and takes no leaving out for what cannot be left out', () => {
    const groups = groupsOf(given, ['missing', 'ambiguous']);
    const [first, second, third] = groups.map(({ key }) => key);
    expect(leftToChoose(groups, {})).toBe(3);
    expect(leftToChoose(groups, { [first ?? '']: null, [second ?? '']: null, [third ?? '']: 9 })).toBe(1);
    expect(leftToChoose(groups, { [first ?? '']: 1, [second ?? '']: null, [third ?? '']: 9 })).toBe(0);
  });

  it('asks for every id nobody can name, and takes no condition away', () => {
    const unknown = promotion([
      finding('config.trigger.conditions: priority/id = 3', 3, 'unknown', { choices: [] }),
      finding('mapping.rules[0].target', 7, 'unknown', { choices: [] }),
    ]);
    const groups = groupsOf(unknown, ['unknown']);
    const [condition = '', rule = ''] = groups.map(({ key }) => key);
    expect(leftToChoose(groups, {})).toBe(2);
    expect(leftToChoose(groups, { [condition]: null, [rule]: null })).toBe(1);
    expect(leftToChoose(groups, { [condition]: 3, [rule]: null })).toBe(0);
  });

  it('asks for the statuses of a board once the board is chosen', () => {
    const waiting = promotion([
      finding('config.trigger.boardId', 1, 'missing', { kind: 'board' }),
      finding('config.trigger.statusId', 5, 'missing', { choices: [] }),
    ]);
    const groups = groupsOf(waiting, ['missing']);
    expect(leftToChoose(groups, {})).toBe(1);
    expect(leftToChoose(groups, { [groups[0]?.key ?? '']: 1 })).toBe(0);
  });

  it('answers for every place of a group', () => {
    const groups = groupsOf(given, ['missing', 'ambiguous']);
    expect(choicesOf(groups, { [groups[0]?.key ?? '']: 1 })).toEqual([
      { path: 'config.trigger.statusId', id: 1 },
      { path: 'config.statusMap[0]', id: 1 },
    ]);
  });
});

describe('a place of a document in words', () => {
  it('is the page it is set on, each once, and what a person wrote', () => {
    expect(placeWords(['config.statusMap[0]', 'config.statusMap[1]', 'mapping.rules[3].target'])).toBe(
      'Status map, Rules of the mapping',
    );
    expect(writtenWords('config.trigger.conditions: priority/id = 3')).toBe('priority/id = 3');
    expect(writtenWords('config.trigger.boardId')).toBe('');
  });
});

describe('the search over all settings', () => {
  it('finds export, import, new profiles and the change history', () => {
    const sections = (typed: string) => new Set(findHouseSettings(typed).map(({ section }) => section));
    expect(sections('export configuration')).toContain('profiles');
    expect(sections('new profile')).toContain('profiles');
    expect(sections('who changed')).toContain('history');
  });
});
