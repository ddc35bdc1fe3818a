import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeConnectWise, fakeConnectWise } from './fake-connectwise.ts';

let cw: FakeConnectWise;
const setup = ['priorities', 'sources', 'locations'].map((table) => `/service/${table}`);
const more = ['/system/locations', '/system/departments', '/time/workRoles', '/time/workTypes', '/system/members'];
beforeEach(async () => {
  cw = await fakeConnectWise();
  for (const path of [...setup, ...more, '/system/userDefinedFields', '/service/tickets', '/service/boards'])
    cw.on(`GET ${path}`, { json: [] });
});
afterEach(() => cw.close());

const fieldAt = async (path: string) =>
  (await cw.psa.discoverFields()).fields.find((field) => field.path === path) ?? null;

describe('fields of ConnectWise', () => {
  it('tell members of one name apart, and leave out those who are gone', async () => {
    const ann = { firstName: 'Ann', lastName: 'Lee' };
    cw.on('GET /system/members', {
      json: [
        { id: 1, identifier: 'alee', ...ann },
        { id: 2, identifier: 'alee2', ...ann },
        { id: 3, identifier: 'bob', firstName: 'Bob' },
        { id: 4, identifier: 'old', ...ann, inactiveFlag: true },
      ],
    });
    expect((await fieldAt('owner'))?.options).toEqual([
      { value: 1, label: 'Ann Lee (alee)' },
      { value: 2, label: 'Ann Lee (alee2)' },
      { value: 3, label: 'Bob' },
    ]);
    expect((await fieldAt('owner.name'))?.options?.map(({ value }) => value)).toEqual(['Ann Lee', 'Bob']);
    expect((await fieldAt('owner.identifier'))?.options?.map(({ value }) => value)).toEqual(['alee', 'alee2', 'bob']);
  });

  it('ask for the parts of service boards in use only, in the order of the boards', async () => {
    cw.on('GET /service/boards', {
      json: [
        { id: 9, name: 'Dispatch' },
        { id: 2, name: 'Desk' },
        { id: 3, name: 'Gone', inactiveFlag: true },
        { id: 4, name: 'Projects', projectFlag: true },
      ],
    });
    for (const board of [9, 2]) {
      for (const part of ['types', 'subtypes', 'items', 'teams'])
        cw.on(`GET /service/boards/${board}/${part}`, { json: [] });
      cw.on(`GET /service/boards/${board}/statuses`, {
        json: [
          { id: board * 10 + 1, name: 'Done', sortOrder: 20 },
          { id: board * 10, name: 'New', sortOrder: 10 },
          { id: board * 10 + 2, name: 'Old', sortOrder: 5, inactive: true },
        ],
      });
    }
    expect((await fieldAt('status'))?.options).toEqual([
      { value: 90, label: 'New', boardId: 9 },
      { value: 91, label: 'Done', boardId: 9 },
      { value: 20, label: 'New', boardId: 2 },
      { value: 21, label: 'Done', boardId: 2 },
    ]);
    expect((await fieldAt('status.name'))?.options?.map(({ value, boardId }) => `${value} ${boardId}`)).toEqual([
      'New 9',
      'Done 9',
      'New 2',
      'Done 2',
    ]);
    expect(cw.calls().filter((call) => /boards\/[34]/.test(call))).toEqual([]);
  });

  it('leave out what ConnectWise does not know, and say so', async () => {
    cw.on('GET /system/departments', { status: 404, json: { code: 'NotFound', message: 'No such table' } });
    const { gaps, fields } = await cw.psa.discoverFields();
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toMatchObject({
      what: 'Departments',
      unread: [{ path: 'department' }, { path: 'department.name' }],
    });
    expect(fields.find(({ path }) => path === 'department')?.options).toBeNull();
  });

  it('describe custom fields by what they hold', async () => {
    const field = (id: number, caption: string, fieldTypeIdentifier: string, rest: object = {}) => ({
      id,
      podId: 1,
      caption,
      fieldTypeIdentifier,
      podDescription: 'Service Ticket',
      entryTypeIdentifier: 'EntryField',
      ...rest,
    });
    cw.on('GET /system/userDefinedFields', {
      json: [
        field(1, 'Gate', 'Text', { requiredFlag: true, readOnlyFlag: true }),
        field(2, 'Alarm', 'Password'),
        field(3, 'Go', 'Button'),
        field(4, 'Shift', 'Text', {
          entryTypeIdentifier: 'List',
          options: [{ optionValue: 'Day' }, { optionValue: 'Old', inactiveFlag: true }, { optionValue: 'day' }],
        }),
        field(5, 'On', 'Date'),
      ],
    });
    const custom = (await cw.psa.discoverFields()).fields.filter(({ group }) => group === 'Custom fields');
    expect(custom.map(({ path, type, options, dateFormat, note }) => [path, type, options, dateFormat, note])).toEqual([
      ['customFields.1', 'text', null, '', 'Required on the screen. Read only on the screen.'],
      ['customFields.2', 'text', null, '', 'A password: whoever sees the target sees it.'],
      [
        'customFields.4',
        'picklist',
        [
          { value: 'Day', label: 'Day' },
          { value: 'day', label: 'day' },
        ],
        '',
        '',
      ],
      ['customFields.5', 'date', null, 'iso', ''],
    ]);
  });
});
