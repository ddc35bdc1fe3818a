import { describe, expect, it } from 'vitest';
import { findSyncSettings } from '../../../../src/renderer/features/settings/find-settings.ts';
import { fileTypes } from '../../../../src/renderer/features/sync/file-types.ts';
import { identifierIn, withChosen } from '../../../../src/renderer/features/sync/look-up.ts';
import { sectionNamed } from '../../../../src/renderer/features/sync/sections.ts';
import { ruleOfForm } from '../../../../src/renderer/features/sync/trigger/workflow-rule.ts';
import { personRows, withPair } from '../../../../src/renderer/features/sync/updates/members.ts';
import { readingRows } from '../../../../src/renderer/features/sync/who-reads.ts';
import { placeOf } from '../../../../src/renderer/stores/place.ts';
import { emptyConfig } from '../../../../src/shared/config.ts';

describe('the settings', () => {
  it('are found over all pages, with the page they stand on', () => {
    const found = findSyncSettings('closing notes');
    expect(found.map(({ section }) => section)).toContain('updates');
    expect(findSyncSettings('staff e-mail zebra')).toEqual([]);
    expect(findSyncSettings('  ')).toEqual([]);
  });

  it('show no unfilled part in what the search finds', () => {
    for (const { title, help } of findSyncSettings('e')) expect(`${title} ${help}`).not.toMatch(/[{}]/);
  });

  it('open on a page named from outside, and on General for an unknown name', () => {
    expect(placeOf('settings/events')).toEqual({ page: 'settings', section: 'events' });
    expect(placeOf('settings')).toEqual({ page: 'settings' });
    expect(sectionNamed('work-orders')).toBe('work-orders');
    expect(sectionNamed('nonsense')).toBe('general');
  });
});

describe('who reads what', () => {
  const { notes } = emptyConfig.sync;
  const by = (change: Partial<typeof notes>) => readingRows({ ...notes, ...change }).map((row) => row.by);

  it('is nobody outside by default', () => {
    expect(by({})).toEqual(['nobody', 'nobody', 'nobody', 'team', 'nobody']);
  });

  it('names provider and customer exactly where text reaches them', () => {
    expect(by({ toWorkOrder: 'both', toTicket: 'public', staffMessages: true })).toEqual([
      'provider',
      'team',
      'nobody',
      'customer',
      'team',
    ]);
    expect(by({ toWorkOrder: 'internal' })[0]).toBe('nobody');
  });
});

describe('people on both sides', () => {
  const member = { id: 151, identifier: 'dwhitfield', name: 'Dana Whitfield' };
  const dana = { fieldNationUserId: 1, fieldNationName: 'Dana W', email: 'd@x.example', member, how: 'email' as const };

  it('are who their e-mail address says until somebody chooses', () => {
    expect(personRows([dana], [])[0]).toMatchObject({ how: 'email', member: { id: 151 } });
    const chosen = withPair([], dana, { memberId: 9, memberIdentifier: 'sam' });
    expect(personRows([dana], chosen)[0]).toMatchObject({ how: 'override', member: { id: 9, name: 'sam' } });
    expect(personRows([dana], withPair(chosen, dana, null))[0]?.how).toBe('email');
  });

  it('have one choice each, the last one', () => {
    const twice = withPair(withPair([], dana, { memberId: 9, memberIdentifier: 'sam' }), dana, {
      memberId: 8,
      memberIdentifier: 'kim',
    });
    expect(twice).toEqual([{ fieldNationUserId: 1, fieldNationName: 'Dana W', memberId: 8, memberIdentifier: 'kim' }]);
  });

  it('are members by identifier, whatever their name', () => {
    expect(identifierIn('Dana (QA) Whitfield (dwhitfield)')).toBe('dwhitfield');
    expect(identifierIn('svc-fieldnation')).toBe('svc-fieldnation');
  });
});

it('a choice stays readable while its list cannot be read, and stands there once when it can', () => {
  const acme = { id: 1, name: 'Acme' };
  expect(withChosen(undefined, [acme])).toEqual([acme]);
  expect(withChosen([acme, { id: 2, name: 'Blue' }], [acme])).toHaveLength(2);
});

it('endings of files are lower case, without dots, once each', () => {
  expect(fileTypes(['.PDF', 'pdf', ' j p g ', '..', 'averylongending'])).toEqual(['pdf', 'jpg', 'averylonge']);
});

describe('the workflow rule', () => {
  const form = { on: true, name: 'Send', which: 'field' as const, field: { id: 4, name: 'Dispatch' }, value: ' Yes ' };
  const trigger = { boardId: 11, statusId: 502 };

  it('asks for what stands in the form', () => {
    expect(ruleOfForm(form, trigger)?.rule).toEqual({
      name: 'Send',
      boardId: 11,
      toStatusId: 502,
      customField: { id: 4, caption: 'Dispatch', value: 'Yes' },
    });
    expect(ruleOfForm({ ...form, which: 'all' }, trigger)?.rule?.customField).toBeNull();
  });

  it('is not asked for while it is off or the trigger has no status, and not at all while half filled', () => {
    expect(ruleOfForm({ ...form, on: false }, trigger)).toEqual({ rule: null });
    expect(ruleOfForm(form, { ...trigger, statusId: 0 })).toEqual({ rule: null });
    expect(ruleOfForm({ ...form, value: ' ' }, trigger)).toBeNull();
    expect(ruleOfForm({ ...form, name: '' }, trigger)).toBeNull();
  });
});
