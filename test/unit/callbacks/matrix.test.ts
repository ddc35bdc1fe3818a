import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callbackAdvice, callbackLevel, callbackMatrix } from '../../../src/shared/domain/callback-matrix.ts';
import { callbackTypes } from '../../../src/shared/domain/callbacks.ts';
import { type FakeConnectWise, fakeConnectWise } from '../connectwise/fake-connectwise.ts';

/** ConnectWise's own table (its "PSA Callbacks" page), to compare with. */
const documented: Readonly<Record<string, string>> = {
  Activity: 'Owner Status Type Company Activity',
  Agreement: 'Owner Type Company Agreement',
  Company: 'Owner Status Type Territory Company IntegratorTag',
  Contact: 'Owner Type Territory Company Contact',
  Configuration: 'Owner Type Status Configuration',
  Invoice: 'Owner Status Company Invoice',
  Expense: 'Owner ChargeToType Type Class Company Expense',
  Member: 'Owner Location SecurityRole Member',
  Opportunity: 'Owner StatusId Company Opportunity',
  ProductCatalog: 'Owner',
  Project: 'Owner Status Board Project',
  PurchaseOrder: 'Owner Status Vendor Company PurchaseOrder',
  Schedule: 'Owner Status Type Location Member Schedule',
  Site: 'Owner Territory Company Site',
  Ticket: 'Owner Board Project Phase Status Ticket IntegratorTag',
  Time: 'Owner Company Time',
};

const levels = callbackMatrix.flatMap((info) => info.levels.map((level) => ({ type: info.type, ...level })));

let cw: FakeConnectWise;
beforeEach(async () => {
  cw = await fakeConnectWise();
});
afterEach(() => cw.close());

describe('the matrix of types and levels', () => {
  it('is the one ConnectWise documents', () => {
    expect(callbackMatrix.map(({ type }) => type)).toEqual(callbackTypes);
    const ours = Object.fromEntries(
      callbackMatrix.map(({ type, levels }) => [type, levels.map((one) => one.level).sort()]),
    );
    expect(ours).toEqual(
      Object.fromEntries(Object.entries(documented).map(([type, names]) => [type, names.split(' ').sort()])),
    );
  });

  it('names what is picked for every level but Owner, and recommends levels it has', () => {
    for (const level of levels) expect(level.object === '').toBe(level.pick.by === 'none');
    for (const { type, level } of Object.values(callbackAdvice)) expect(callbackLevel(type, level)).not.toBeNull();
    expect(callbackLevel('TICKET', 'board')?.level.level).toBe('Board');
    expect(callbackLevel('ticket', 'colour')).toBeNull();
  });

  it('has a look-up for exactly the levels that are picked by name', async () => {
    const outcomes = await Promise.all(
      levels.map(async ({ type, level, pick }) => {
        const found = await cw.psa.callbackObjects({ type, level, text: '', withinId: 7 }).then(
          () => 'list',
          (error: { code: string }) => error.code,
        );
        return [`${type}/${level}`, pick.by, found] as const;
      }),
    );
    // The fake knows none of the addresses: being asked is what counts.
    for (const [name, by, found] of outcomes)
      expect([name, found === 'connectwise.callback-no-list']).toEqual([name, by !== 'name']);
  });
});

describe('objects by name', () => {
  it('come from the board that was picked, without those out of use', async () => {
    cw.on('GET /service/boards/5/statuses', {
      json: [
        { id: 1, name: 'New' },
        { id: 2, name: 'Dispatch to FN' },
        { id: 3, name: 'Old dispatch', inactive: true },
      ],
    });
    const query = { type: 'Ticket', level: 'Status', text: 'DISPATCH', withinId: 5 };
    expect(await cw.psa.callbackObjects(query)).toEqual([{ id: 2, name: 'Dispatch to FN' }]);
    await expect(cw.psa.callbackObjects({ type: 'Ticket', level: 'Status', text: '' })).rejects.toThrow(
      /Choose the Service Board first/,
    );
  });

  it('are searched by ConnectWise where there are many, by number too', async () => {
    let asked = '';
    cw.on('GET /company/companies', (request) => {
      asked = request.query.get('conditions') ?? '';
      return { json: [{ id: 250, name: 'Acme "North"', identifier: 'ACME' }] };
    });
    expect(await cw.psa.callbackObjects({ type: 'Time', level: 'Company', text: '250' })).toEqual([
      { id: 250, name: 'Acme "North"' },
    ]);
    expect(asked).toBe('(id = 250 or name contains "250" or identifier contains "250") and deletedFlag = False');
  });

  it('that cannot be listed leave the number to be typed in', async () => {
    cw.on('GET /project/statuses', { status: 403, json: { code: 'Forbidden', message: 'No permission' } });
    await expect(cw.psa.callbackObjects({ type: 'Project', level: 'Status', text: '' })).rejects.toMatchObject({
      code: 'connectwise.callback-list-unread',
      message: expect.stringMatching(/Enter the record's number instead\.$/),
    });
  });

  it('keep project boards and service boards apart', async () => {
    const boards = [
      { id: 1, name: 'Help Desk' },
      { id: 2, name: 'Roll-outs', projectFlag: true },
    ];
    cw.on('GET /service/boards', { json: boards });
    const ids = async (type: string) =>
      (await cw.psa.callbackObjects({ type, level: 'Board', text: '' })).map(({ id }) => id);
    expect([await ids('Ticket'), await ids('Project')]).toEqual([[1], [2]]);
  });

  it('of a registered entry are named; what is gone stays a number', async () => {
    cw.on('GET /company/companies/250', { json: { id: 250, name: 'Acme' } });
    cw.on('GET /service/boards', { json: [{ id: 5, name: 'Dispatch' }] });
    cw.on('GET /service/boards/5/statuses', { json: [{ id: 17, name: 'Dispatch now' }] });
    expect(await cw.psa.callbackObjectName('company', 'company', 250)).toBe('Acme');
    expect(await cw.psa.callbackObjectName('Ticket', 'Status', 17)).toBe('Dispatch now on Dispatch');
    expect(await cw.psa.callbackObjectName('Ticket', 'Status', 18)).toBeNull();
    expect(await cw.psa.callbackObjectName('contact', 'contact', 9)).toBeNull();
    expect(await cw.psa.callbackObjectName('time', 'time', 9)).toBeNull();
  });
});
