import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { field, type Instance, startInstance } from './instance.ts';

/* Facts seen in recorded patches of a real instance: what the communication items looked like before and after. */

let instance: Instance;
let contactId: unknown;
beforeEach(async () => {
  instance = await startInstance();
  const made = await instance.call('POST', '/company/contacts', {
    firstName: 'Bob',
    communicationItems: [
      { type: { id: 13 }, value: 'professional.bob@test.com', defaultFlag: true },
      { type: { id: 2 }, value: '+380001000', defaultFlag: true },
      { type: { id: 3 }, value: '+99969', defaultFlag: true },
    ],
  });
  expect(made.status).toBe(201);
  contactId = field(made.body, 'id');
});
afterEach(() => instance.close());

const newPhone = { op: 'replace', path: '/communicationItems/1/value', value: '+380111358' };
const newFax = {
  op: 'add',
  path: '/communicationItems/3',
  value: { type: { id: '26' }, value: '+77767', defaultFlag: true, communicationType: 'Fax' },
};
const items = async (operations: readonly unknown[]): Promise<readonly unknown[]> => {
  const answer = await instance.call('PATCH', `/company/contacts/${String(contactId)}`, operations);
  expect(answer.status).toBe(200);
  return field(answer.body, 'communicationItems') as readonly unknown[];
};

describe("patching a contact's communication items", () => {
  it('changes one by its position and adds one, which takes over the default of its kind', async () => {
    expect(await items([newPhone, newFax])).toMatchObject([
      {
        type: { id: 13, name: 'Individual Professional' },
        value: 'professional.bob@test.com',
        defaultFlag: true,
        domain: '@test.com',
        communicationType: 'Email',
      },
      { type: { id: 2, name: 'Phone - Direct' }, value: '+380111358', defaultFlag: true, communicationType: 'Phone' },
      { type: { id: 3, name: 'Fax - Work' }, value: '+99969', defaultFlag: false, communicationType: 'Fax' },
      { type: { id: 26, name: 'Work Fax' }, value: '+77767', defaultFlag: true, communicationType: 'Fax' },
    ]);
  });

  it('removes by the position at that moment and keeps the ids of the others', async () => {
    const before = await instance.call('GET', `/company/contacts/${String(contactId)}`);
    const kept = field(before.body, 'communicationItems', 1, 'id');
    const after = await items([newPhone, newFax, { op: 'remove', path: '/communicationItems/0' }]);
    expect(after.map((item) => field(item, 'value'))).toEqual(['+380111358', '+99969', '+77767']);
    expect(field(after[0], 'id')).toBe(kept);
  });

  it('takes the long list of operations a client sends to emulate PUT', async () => {
    const cleared = ['lastName', 'inactiveFlag', 'mobileGuid', 'marriedFlag', 'portalSecurityLevel', 'types'];
    const answer = await instance.call('PATCH', `/company/contacts/${String(contactId)}`, [
      { op: 'replace', path: 'customFields', value: [] },
      ...cleared.map((path) => ({ op: 'remove', path })),
      { op: 'replace', path: 'firstName', value: 'Maurice Emard' },
      { op: 'replace', path: 'lastName', value: 'Andrew Schmeler' },
      { op: 'replace', path: 'customFields', value: [{ id: 31, value: true }] },
      newFax,
      { op: 'remove', path: '/communicationItems/2' },
      { op: 'remove', path: '/communicationItems/0' },
    ]);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      firstName: 'Maurice Emard',
      lastName: 'Andrew Schmeler',
      customFields: [{ caption: 'Preferred Language' }, { caption: 'Site Lead', value: true }],
      communicationItems: [{ value: '+380001000' }, { value: '+77767', defaultFlag: true }],
    });
  });

  it('is refused without a first name', async () => {
    const refused = await instance.call('POST', '/company/contacts', { lastName: 'Nobody' });
    expect(refused.body).toEqual({
      code: 'InvalidObject',
      message: 'contact object is invalid',
      errors: [
        {
          code: 'MissingRequiredField',
          message: 'The firstName field is required.',
          resource: 'contact',
          field: 'firstName',
        },
      ],
    });
  });

  it('answers 404 for a contact that is gone', async () => {
    instance.connectwise.people.setRight('Companies/Contacts', 'delete', 'All');
    await instance.call('DELETE', `/company/contacts/${String(contactId)}`);
    const answer = await instance.call('GET', `/company/contacts/${String(contactId)}`);
    expect([answer.status, answer.body]).toEqual([
      404,
      { code: 'NotFound', message: `Contact ${String(contactId)} not found` },
    ]);
  });
});
