import { describe, expect, it } from 'vitest';
import { choiceSentence } from '../../../../src/renderer/features/callbacks/wizard/choice-words.ts';
import { listAnswer, moved } from '../../../../src/renderer/features/callbacks/wizard/found-records.ts';
import {
  addressIn,
  covered,
  triggerEnvironment,
} from '../../../../src/renderer/features/callbacks/wizard/hidden-secrets.ts';
import {
  aimOf,
  choiceOf,
  editWizard,
  isDirty,
  isReachable,
  missingIn,
  newWizard,
  recordNumber,
  sameEntry,
  stepsOf,
  type WizardEvent,
  type WizardState,
  wizardAfter,
} from '../../../../src/renderer/features/callbacks/wizard/wizard-state.ts';
import { brokerEntry, entry } from './entries.ts';

const board = { id: 11, name: 'Field Services' };
const status = { id: 502, name: 'Dispatch to Field Nation' };
const none = { board: null, status: null };
const here = 'https://bridge.example.com';

function entering(state: WizardState, ...events: readonly WizardEvent[]): WizardState {
  return events.reduce(wizardAfter, state);
}

const toBroker: readonly WizardEvent[] = [
  { do: 'to', to: 'broker' },
  { do: 'trigger-url', text: 'https://micro.fieldnation.com/v1/broker/inbound?client_token=abc' },
];

describe('the wizard', () => {
  it('needs no answer the trigger has given: going on three times leads to the review', () => {
    const steps = ['destination', 'what', 'record'] as const;
    const start = newWizard({ board, status });
    for (const step of steps) expect(missingIn(start, step, here)).toBeNull();
    const review = entering(start, { do: 'next' }, { do: 'next' }, { do: 'next' });
    expect(review.step).toBe('review');
    expect(choiceOf(review)).toEqual({
      destination: { to: 'workstation' },
      type: 'Ticket',
      level: 'Board',
      objectId: 11,
      description: '',
    });
    expect(choiceSentence(review)).toBe('Tells this workstation about every ticket on Field Services.');
  });

  it('recommends the board for this workstation and the status for the broker, until a person chose', () => {
    const start = newWizard(none);
    expect(aimOf(start)).toBe('two-way');
    expect(aimOf(entering(start, ...toBroker))).toBe('dispatch');
    expect(aimOf(entering(start, { do: 'aim', aim: 'two-way' }, ...toBroker))).toBe('two-way');
  });

  it("starts the status of the broker at the trigger's board and status", () => {
    const state = entering(newWizard({ board, status }), ...toBroker);
    expect(state.within).toEqual(board);
    expect(state.object).toEqual(status);
    expect(choiceSentence(state)).toContain('status Dispatch to Field Nation on Field Services');
  });

  it('asks for an address, a trigger URL, the record around and the record', () => {
    const start = newWizard(none);
    expect(missingIn(start, 'destination', null)).toBe('address');
    expect(missingIn(entering(start, { do: 'to', to: 'broker' }), 'destination', null)).toBe('trigger-url');
    expect(missingIn(start, 'record', here)).toBe('object');
    const byStatus = entering(start, { do: 'aim', aim: 'dispatch' });
    expect(missingIn(byStatus, 'record', here)).toBe('within');
    expect(missingIn(entering(byStatus, { do: 'within', record: board }), 'record', here)).toBe('object');
  });

  it('leaves the record out where all of a type are meant', () => {
    const owner = entering(
      newWizard({ board, status }),
      { do: 'aim', aim: 'other' },
      { do: 'type', type: 'Time' },
      { do: 'level', level: 'Owner' },
    );
    expect(stepsOf(owner)).toEqual(['destination', 'what', 'review', 'result']);
    expect(choiceOf(owner)?.objectId).toBe(1);
    expect(entering({ ...owner, step: 'what' }, { do: 'next' }).step).toBe('review');
  });

  it('forgets the picked record when type or level change, and keeps it when they do not', () => {
    const picked = entering(newWizard(none), { do: 'object', record: board });
    expect(entering(picked, { do: 'aim', aim: 'dispatch' }).object).toBeNull();
    expect(entering(picked, { do: 'aim', aim: 'two-way' }).object).toEqual(board);
    const labelled = entering(picked, { do: 'label', text: 'for the night shift' });
    expect(labelled.object).toEqual(board);
  });

  it('takes a level of the same name along to another type, and the first one otherwise', () => {
    const company = entering(
      newWizard(none),
      { do: 'aim', aim: 'other' },
      { do: 'type', type: 'Contact' },
      { do: 'level', level: 'Territory' },
      { do: 'type', type: 'Site' },
    );
    expect(company.level).toBe('Territory');
    expect(entering(company, { do: 'type', type: 'ProductCatalog' }).level).toBe('Owner');
  });

  it('asks for the number where ConnectWise has no list', () => {
    const state = entering(
      newWizard(none),
      { do: 'aim', aim: 'other' },
      { do: 'type', type: 'Time' },
      { do: 'level', level: 'Time' },
    );
    expect(state.byNumber).toBe(true);
    expect(missingIn(state, 'record', here)).toBe('number');
    expect(choiceOf(entering(state, { do: 'number', text: ' 77 ' }))?.objectId).toBe(77);
  });

  it('takes whole numbers above 0 for a number', () => {
    expect(['17', ' 17 ', '0', '-1', '1.5', '12a', ''].map(recordNumber)).toEqual([
      17,
      17,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('reaches a step only when those before it are complete, and only the proof once it is registered', () => {
    const start = newWizard(none);
    expect(isReachable(start, 'what', here)).toBe(true);
    expect(isReachable(start, 'what', null)).toBe(false);
    expect(isReachable(start, 'review', here)).toBe(false);
    const done = entering(start, { do: 'registered', entry: entry() });
    expect(done.step).toBe('result');
    expect(isReachable(done, 'destination', here)).toBe(false);
  });

  it('asks before leaving when something was entered, and not when it was registered', () => {
    const start = newWizard({ board, status });
    expect(isDirty(entering(start, { do: 'next' }, { do: 'back' }), start)).toBe(false);
    const typed = entering(start, ...toBroker);
    expect(isDirty(typed, start)).toBe(true);
    expect(isDirty(entering(typed, { do: 'registered', entry: brokerEntry }), start)).toBe(false);
  });

  it('keeps the trigger URL while a person looks at the other destination', () => {
    const state = entering(newWizard(none), ...toBroker, { do: 'to', to: 'workstation' }, { do: 'to', to: 'broker' });
    expect(state.triggerUrl).toContain('client_token=abc');
  });

  it('notices that the same is told already', () => {
    const state = newWizard({ board, status });
    expect(sameEntry(state, [brokerEntry, entry()], 11)?.id).toBe(41);
    expect(sameEntry(state, [entry({ relation: 'foreign' })], 11)).toBeNull();
    expect(sameEntry(entering(state, ...toBroker), [entry(), brokerEntry], 502)?.id).toBe(12);
  });
});

describe('editing', () => {
  it('starts with everything as it is, and an untouched broker address stays', () => {
    const state = editWizard(brokerEntry, { board, status }, 'destination');
    expect(missingIn(state, 'destination', null)).toBeNull();
    expect(choiceOf(state)).toMatchObject({
      destination: { to: 'broker', triggerUrl: '' },
      type: 'Ticket',
      level: 'Status',
      objectId: 502,
    });
    expect(choiceSentence(state)).toBe(
      "Tells Field Nation's Integration Broker about every ticket in status Dispatch to Field Nation on Field Services.",
    );
  });

  it('keeps the number of a record without a name', () => {
    const state = editWizard(entry({ objectName: null, objectId: 99 }), { board, status }, 'what');
    expect(state.byNumber).toBe(true);
    expect(choiceOf(state)?.objectId).toBe(99);
  });

  it('keeps the label a person gave, without what the app puts before it', () => {
    const labelled = (change: Parameters<typeof entry>[0]) => editWizard(entry(change), none, 'review').label;
    expect(labelled({ description: 'Dispatch Bridge/k3v9q2 Time entries of field work' })).toBe(
      'Time entries of field work',
    );
    expect(labelled({ description: 'Dispatch Bridge/k3v9q2 Ticket, Board' })).toBe('');
    expect(labelled({ description: 'Dispatch Bridge k3v9q2' })).toBe('');
    expect(editWizard(brokerEntry, none, 'review').label).toBe('Field Nation dispatch');
  });

  it('does not take the entry itself for another one that does the same', () => {
    expect(sameEntry(editWizard(entry(), { board, status }, 'review'), [entry()], 11)).toBeNull();
  });
});

describe('the request before sending', () => {
  const own = 'https://bridge.example.com/callbacks/c1f6a0837be94d25a8e07f3b92d46c15?recordId=';
  const broker = 'https://micro.fieldnation.com/v1/broker/inbound?client_token=8f2c61d07a934b5e&external_id=';

  it('covers the secret of the address wherever it stands, and nothing else', () => {
    const body = JSON.stringify({ url: own, objectId: 11 });
    expect(covered(body, own)).toBe('{"url":"https://bridge.example.com/callbacks/••••••••?recordId=","objectId":11}');
    const command = covered(`curl --data-raw '{"url":"${broker}"}'`, broker);
    expect(command).not.toContain('8f2c61d0');
    expect(command).toContain('client_token=••••••••&external_id=');
  });

  it('finds the address in the body', () => {
    expect(addressIn({ url: own })).toBe(own);
    expect(addressIn(null)).toBe('');
  });

  it("tells Field Nation's environment by the host of the trigger URL", () => {
    expect(triggerEnvironment(broker)).toBe('production');
    expect(triggerEnvironment('https://micro.fndev.net/v1/broker-sandbox/inbound?client_token=1')).toBe('sandbox');
    expect(triggerEnvironment('https://fieldnation.com.evil.example/')).toBeNull();
    expect(triggerEnvironment('half an addr')).toBeNull();
  });
});

describe('the list of found records', () => {
  it('has what is chosen first, once', () => {
    expect(listAnswer([{ id: 1, name: 'A' }, board], board)).toEqual([board, { id: 1, name: 'A' }]);
    expect(listAnswer(null, null)).toEqual([]);
  });

  it('moves with the arrows and stays within its ends', () => {
    expect(moved('ArrowDown', 1, 2)).toBe(1);
    expect(moved('ArrowUp', 0, 2)).toBe(0);
    expect(moved('PageDown', 0, 40)).toBe(6);
    expect(moved('Home', 3, 5)).toBeNull();
    expect(moved('ArrowDown', 0, 0)).toBeNull();
  });
});
