import { describe, expect, it } from 'vitest';
import { type PublishForm, publishForm, readPublishForm } from '../../../src/renderer/features/setup/publish-values.ts';
import { choicesOf, countOpen, mapOf, suggest } from '../../../src/renderer/features/setup/status-map.ts';
import {
  firstOpenStep,
  missingBeforeStart,
  stepNamed,
  stepStates,
} from '../../../src/renderer/features/setup/steps.ts';
import { emptyConfig, plainTrigger } from '../../../src/shared/config.ts';
import type { SetupState } from '../../../src/shared/ipc/contract.ts';

const empty: SetupState = {
  config: emptyConfig,
  secretsSet: [],
  sandboxRunning: false,
  tested: { connectwise: false, fieldnation: false },
};

const connected: SetupState = {
  ...empty,
  config: {
    ...emptyConfig,
    connectwise: { site: 'na.myconnectwise.net', company: 'acme', publicKey: 'key' },
    fieldnation: { environment: 'production', baseUrl: '', clientId: 'c', username: 'u', companyId: '' },
  },
  tested: { connectwise: true, fieldnation: true },
};

const ready: SetupState = {
  ...connected,
  config: {
    ...connected.config,
    trigger: { boardId: 1, boardName: 'Service', statusId: 2, statusName: 'Dispatch', ...plainTrigger },
  },
};

const statuses = [
  { id: 1, name: 'New', closed: false },
  { id: 2, name: 'Scheduled', closed: false },
  { id: 3, name: 'In Progress', closed: false },
  { id: 4, name: 'Canceled', closed: true },
  { id: 5, name: 'Completed', closed: true },
];

describe('setup', () => {
  it('opens at the first step that is not done, wherever it was left', () => {
    expect(firstOpenStep(empty)).toBe('welcome');
    expect(firstOpenStep({ ...connected, tested: { connectwise: true, fieldnation: false } })).toBe('fieldnation');
    expect(firstOpenStep(connected)).toBe('trigger');
    expect(firstOpenStep(ready)).toBe('status-map');
  });

  it('does not count a connection as done before its test has passed', () => {
    expect(stepStates({ ...connected, tested: { connectwise: false, fieldnation: true } }).connectwise).toBe('todo');
  });

  it('keeps the plan closed until both sides and the trigger are set', () => {
    expect(stepStates(connected).plan).toBe('locked');
    expect(stepStates(ready).plan).toBe('todo');
    expect(missingBeforeStart(connected)).toEqual(['trigger']);
    expect(missingBeforeStart(ready)).toEqual([]);
  });

  it('asks for the trigger again when publishing is on without type of work and pay', () => {
    const create = { publish: true, typeOfWork: null, pay: null };
    const asked = { ...ready, config: { ...ready.config, create } };
    expect(missingBeforeStart(asked)).toEqual(['trigger']);
    const given = {
      publish: true,
      typeOfWork: { id: 63, name: 'Networking' },
      pay: { type: 'fixed', amount: 140, units: 1 },
    } as const;
    expect(missingBeforeStart({ ...ready, config: { ...ready.config, create: given } })).toEqual([]);
  });

  it('opens the step an action names, and a sensible one when the name is unknown', () => {
    expect(stepNamed('status-map', ready)).toBe('status-map');
    expect(stepNamed('no-such-step', connected)).toBe('trigger');
  });
});

describe('type of work and pay', () => {
  const types = [{ id: 63, name: 'Networking' }];
  const full: PublishForm = { typeOfWorkId: 63, payType: 'hourly', amount: '55.50', hours: '2' };

  it('are read as they are saved; fixed pay is one unit', () => {
    expect(readPublishForm(full, types)).toEqual({
      ok: true,
      typeOfWork: types[0],
      pay: { type: 'hourly', amount: 55.5, units: 2 },
    });
    expect(readPublishForm({ ...full, payType: 'fixed', hours: '' }, types)).toMatchObject({
      pay: { type: 'fixed', amount: 55.5, units: 1 },
    });
  });

  it.each<[Partial<PublishForm>, string]>([
    [{ typeOfWorkId: null, amount: '' }, 'both'],
    [{ typeOfWorkId: 7 }, 'typeOfWork'],
    [{ amount: '0' }, 'pay'],
    [{ amount: '1,000' }, 'pay'],
    [{ amount: '-5' }, 'pay'],
    [{ hours: 'two' }, 'hours'],
  ])('are not complete with %o: %s', (change, reason) => {
    expect(readPublishForm({ ...full, ...change }, types)).toEqual({
      ok: false,
      reason: `setup.trigger.missing.${reason}`,
    });
  });

  it('are shown again as they were saved', () => {
    const pay = { type: 'hourly', amount: 55.5, units: 2 } as const;
    const form = publishForm({ publish: true, typeOfWork: { id: 63, name: 'Networking' }, pay });
    expect(readPublishForm(form, types)).toMatchObject({ ok: true, pay });
  });
});

describe('the status map', () => {
  it('suggests a ticket status only by name: the same, or known to mean the same', () => {
    expect(suggest('Cancelled', statuses)?.name).toBe('Canceled');
    expect(suggest('Assigned', statuses)?.name).toBe('Scheduled');
    expect(suggest('Checked In', statuses)?.name).toBe('In Progress');
  });

  it('suggests nothing when it is not certain', () => {
    expect(suggest('Draft', statuses)).toBeNull();
    expect(suggest('Something New', statuses)).toBeNull();
    expect(suggest('Scheduled', [...statuses, { id: 9, name: 'SCHEDULED', closed: false }])).toBeNull();
  });

  it('decides nothing by itself: unmapped statuses stay open and are not saved', () => {
    const choices = choicesOf([], ['Assigned', 'Paid']);
    expect(choices).toEqual({ Assigned: 'open', Paid: 'open' });
    expect(mapOf(choices, statuses, [])).toEqual([]);
    expect(countOpen(choices)).toBe(2);
  });

  it('keeps "leave the ticket alone" apart from "not decided"', () => {
    const saved = [
      { workOrderStatus: 'Assigned', ticketStatusId: 2, ticketStatusName: 'Scheduled' },
      { workOrderStatus: 'Paid', ticketStatusId: null, ticketStatusName: '' },
    ];
    const choices = choicesOf(saved, ['Draft', 'Assigned', 'Paid']);
    expect(choices).toEqual({ Draft: 'open', Assigned: 2, Paid: 'leave' });
    expect(mapOf(choices, statuses, saved)).toEqual(saved);
  });

  it('keeps the saved name of a ticket status that is gone from the board', () => {
    const saved = [{ workOrderStatus: 'Assigned', ticketStatusId: 77, ticketStatusName: 'Old name' }];
    expect(mapOf(choicesOf(saved, ['Assigned']), statuses, saved)).toEqual(saved);
  });
});
