import { describe, expect, it } from 'vitest';
import { consequence, ownerWords } from '../../../../src/renderer/features/callbacks/list/consequences.ts';
import { entrySentence, whatWords } from '../../../../src/renderer/features/callbacks/sentences.ts';
import { staysOff } from '../../../../src/renderer/features/callbacks/wizard/choice-words.ts';
import { callbackMatrix } from '../../../../src/shared/domain/callback-matrix.ts';
import { brokerEntry, entry, flag } from './entries.ts';

describe('a callback as a sentence', () => {
  it('names the board, not its number', () => {
    expect(entrySentence(entry())).toBe('Tells this workstation about every ticket on Field Services.');
  });

  it('says that one that is switched off tells nothing', () => {
    expect(entrySentence(entry({ active: false }))).toMatch(/^Would tell this workstation about/);
  });

  it('gives the number with what it is the number of, where the name is not known', () => {
    expect(whatWords({ ...entry(), objectName: null })).toBe('every ticket with Service Board 11');
    expect(whatWords({ type: 'Schedule', level: 'Member', objectId: 7, objectName: null })).toBe(
      'all schedule entries with Member 7',
    );
  });

  it('speaks of all records where nothing was picked, whatever the number', () => {
    expect(whatWords({ type: 'Time', level: 'Owner', objectId: 1, objectName: null })).toBe('all time entries');
  });

  it('speaks of one record as one', () => {
    expect(whatWords({ type: 'Company', level: 'Company', objectId: 3, objectName: 'Acme' })).toBe('the company Acme');
    expect(whatWords({ type: 'Ticket', level: 'Ticket', objectId: 1042, objectName: 'Router' })).toBe(
      'ticket 1042, Router',
    );
    expect(whatWords({ type: 'Time', level: 'Time', objectId: 9, objectName: null })).toBe('time entry 9');
  });

  it('has words of its own for every level of ConnectWise whose record has a name', () => {
    for (const { type, levels } of callbackMatrix) {
      for (const { level, object, pick } of levels) {
        const words = whatWords({ type, level, objectId: 5, objectName: 'NAME' });
        expect(words.includes('NAME'), `${type} ${level}: ${words}`).toBe(pick.by !== 'none');
        if (pick.by === 'name') expect(words, `${type} ${level}`).not.toContain(`with ${object} NAME`);
      }
    }
  });

  it('still says something of a level nobody documents', () => {
    expect(whatWords({ type: 'Rma', level: 'Depot', objectId: 4, objectName: null })).toBe(
      'records of type Rma at level Depot, number 4',
    );
  });

  it('names whom it tells by product or host', () => {
    expect(entrySentence(brokerEntry)).toContain("Field Nation's Integration Broker about every ticket in status");
    expect(entrySentence({ ...brokerEntry, broker: 'sandbox' })).toContain('Integration Broker (sandbox)');
    expect(entrySentence(entry({ relation: 'foreign', host: 'hooks.zapier.com' }))).toContain('Tells hooks.zapier.com');
    expect(entrySentence(entry({ relation: 'foreign', host: '' }))).toContain('an address that cannot be read');
  });
});

describe('what a person is told before an entry is lost', () => {
  const list = { entries: [], address: null, triggerBoard: { id: 11, name: 'Field Services' }, brokerCovers: null };
  const removed = (one = entry()): string => consequence({ what: 'remove', entry: one }, list, 60);

  it('is that the app brings back the callback it keeps, and how to silence it', () => {
    expect(removed()).toContain('registers it again');
    expect(removed()).toContain('Pause it instead');
  });

  it('is that changes are found later, where another one of ours goes', () => {
    const contacts = entry({ type: 'Contact', level: 'Company', objectId: 3, objectName: 'Acme' });
    expect(removed(contacts)).toContain('found by polling, up to 60 s later');
  });

  it('is that nothing is missed, where a second one goes', () => {
    expect(removed(entry({ id: 46, flags: [flag('duplicate', 41)] }))).toContain('nothing is missed');
  });

  it('is that the trigger URL is needed again, where the broker loses one', () => {
    expect(removed(brokerEntry)).toContain('makes and updates no work orders');
    expect(removed(brokerEntry)).toContain('needs the trigger URL');
  });

  it("is whose it is, where it is somebody else's", () => {
    const foreign = entry({ relation: 'foreign', host: 'hooks.zapier.com' });
    expect(ownerWords(foreign)).toContain('hooks.zapier.com');
    expect(removed(foreign)).toContain('cannot be brought back');
  });
});

describe('an entry that is off and is changed', () => {
  it('is said to stay off where nobody switches it on by themselves', () => {
    expect(staysOff(brokerEntry)).toBe(false);
    expect(staysOff({ ...brokerEntry, active: false })).toBe(true);
    expect(staysOff(entry({ active: false, paused: true }))).toBe(true);
    expect(staysOff(entry({ active: false, resting: true }))).toBe(true);
    expect(staysOff(entry({ relation: 'foreign', active: false }))).toBe(true);
  });

  it('is not, where the next check switches it on again: ConnectWise switched it off', () => {
    expect(staysOff(entry({ active: false }))).toBe(false);
  });
});
