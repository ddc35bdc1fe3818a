import { describe, expect, it } from 'vitest';
import {
  boardIsHeard,
  canEdit,
  flagsWithFix,
  grouped,
  isKept,
} from '../../../../src/renderer/features/callbacks/list/groups.ts';
import { countNeeding, needsPerson, tabCounts } from '../../../../src/renderer/features/callbacks/tab-counts.ts';
import type { HealthFinding } from '../../../../src/shared/domain/reach.ts';
import { brokerEntry, entry, flag } from './entries.ts';

const zapier = entry({ id: 7, relation: 'foreign', host: 'hooks.zapier.com', flags: [flag('malformed')] });
const board = { id: 11, name: 'Field Services' };

function finding(change: Partial<HealthFinding>): HealthFinding {
  return { id: 'x', subject: 'callback', state: 'ok', message: '', offer: null, ...change };
}

describe('the list of callbacks', () => {
  it('sorts by whom an entry tells', () => {
    const groups = grouped([zapier, entry(), brokerEntry, entry({ id: 38, relation: 'other-installation' })]);
    expect(groups.here.map(({ id }) => id)).toEqual([41]);
    expect(groups.broker.map(({ id }) => id)).toEqual([12]);
    expect(groups.others.map(({ id }) => id)).toEqual([7, 38]);
  });

  it('shows first what needs a person', () => {
    const off = entry({ id: 49, active: false, flags: [flag('disabled')] });
    expect(grouped([entry(), off]).here.map(({ id }) => id)).toEqual([49, 41]);
  });

  it('offers to edit only what has an address known here', () => {
    expect([entry(), brokerEntry, zapier].map(canEdit)).toEqual([true, true, false]);
  });

  it('knows the callback the app keeps by itself', () => {
    expect(isKept(entry(), board)).toBe(true);
    expect(isKept(entry({ objectId: 12 }), board)).toBe(false);
    expect(isKept(entry({ relation: 'adoptable' }), board)).toBe(false);
  });

  it("says when nothing tells this workstation about the trigger's board", () => {
    expect(boardIsHeard({ entries: [brokerEntry], triggerBoard: board })).toBe(false);
    expect(boardIsHeard({ entries: [entry()], triggerBoard: board })).toBe(true);
    expect(boardIsHeard({ entries: [entry({ level: 'Owner', objectId: 1 })], triggerBoard: board })).toBe(true);
    expect(boardIsHeard({ entries: [], triggerBoard: null })).toBe(true);
  });

  it('gives each flag the fix that belongs to whose entry it is, and none for what its owner has to do', () => {
    const fixes = (one = entry()) => flagsWithFix(one).map(({ fix }) => fix);
    expect(fixes(entry({ flags: [flag('disabled')] }))).toEqual(['switch-on']);
    expect(fixes(entry({ flags: [flag('elsewhere'), flag('malformed')] }))).toEqual(['adopt', null]);
    expect(fixes({ ...brokerEntry, flags: [flag('malformed')] })).toEqual(['edit']);
    expect(fixes(entry({ flags: [flag('duplicate', 40)] }))).toEqual(['remove']);
    expect(fixes(zapier)).toEqual([null]);
  });
});

describe('the counter of a tab', () => {
  const off = entry({ id: 49, active: false, flags: [flag('disabled')], updatedAt: 1_000_000 });

  it("leaves out what is for somebody else's owner to mend", () => {
    expect(needsPerson(zapier)).toBe(false);
    expect(needsPerson(off)).toBe(true);
    expect(needsPerson(entry({ relation: 'adoptable' }))).toBe(true);
  });

  it('counts the choice between workstation and broker until it is made', () => {
    const list = { entries: [entry(), off], address: null, triggerBoard: board };
    expect(countNeeding({ ...list, brokerCovers: { callbackId: 12, createdBy: null } })).toBe(2);
    expect(countNeeding({ ...list, brokerCovers: { callbackId: 12, createdBy: 'broker' } })).toBe(1);
  });

  it('leaves out what a person paused in this app, and what waits for an address', () => {
    expect(needsPerson({ ...off, paused: true })).toBe(false);
    expect(needsPerson({ ...off, resting: true })).toBe(false);
    expect(needsPerson({ ...off, paused: true, flags: [flag('disabled'), flag('elsewhere')] })).toBe(true);
  });

  it('comes from the last look, until the list of callbacks was read', () => {
    const health = {
      checkedAt: 1,
      findings: [
        finding({ id: 'a', state: 'offered' }),
        finding({ id: 'b', state: 'repaired' }),
        finding({ id: 'c', subject: 'deliveries', state: 'failed' }),
        finding({ id: 'd', subject: 'tunnel', state: 'failed' }),
      ],
    };
    expect(tabCounts(health, undefined)).toEqual({ overview: 0, callbacks: 1, webhooks: 1, tunnel: 1, outages: 0 });
    const list = { entries: [entry()], address: null, triggerBoard: null, brokerCovers: null };
    expect(tabCounts(health, list).callbacks).toBe(0);
  });
});
