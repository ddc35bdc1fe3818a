import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callbackMatrix } from '../../../src/sandbox/connectwise/callback-matrix.ts';
import type { Json } from '../../../src/shared/json.ts';
import { field, type Instance, type Receiver, startInstance, startReceiver } from './instance.ts';

/* Every type and level of callbacks, and what each hears of. */

let instance: Instance;
let receiver: Receiver;
beforeEach(async () => {
  instance = await startInstance();
  receiver = await startReceiver(instance.clock);
});
afterEach(async () => {
  await receiver.close();
  await instance.close();
});

const register = async (type: string, level: string, objectId = 1): Promise<void> => {
  const url = `${receiver.url}/${type}-${level}-${objectId}?recordId=`;
  const made = await instance.call('POST', '/system/callbacks', { url, type, level, objectId });
  expect([made.status, made.body]).toMatchObject([201, { type, level, objectId }]);
};
/** Which entries hear of what an action does, with the action told: `/time-owner-1 added`. */
const heard = async (act: () => unknown): Promise<readonly string[]> => {
  const before = receiver.deliveries.length;
  await act();
  await instance.clock.advance(0);
  return receiver.deliveries
    .slice(before)
    .map(({ path, message }) => `${path.slice(1, path.indexOf('?'))} ${String(field(message, 'Action'))}`);
};
const people = () => instance.connectwise.people;
const rowOf = (table: 'tickets' | 'companies' | 'contacts' | 'sites' | 'configurations', id?: number) => {
  const rows = instance.connectwise.state.tables[table];
  const row = id === undefined ? rows[0] : rows.find((one) => one.id === id);
  if (row === undefined) throw new Error(`The table ${table} has no such row.`);
  return row;
};
const refId = (row: unknown, name: string): number => Number(field(row, name, 'id'));

describe('a callback', () => {
  const pairs = Object.entries(callbackMatrix).flatMap(([type, levels]) =>
    levels.map((level): [string, string] => [type, level]),
  );

  it('is taken for each of the 72 pairs of type and level, in any case', async () => {
    expect(pairs).toHaveLength(72);
    for (const [type, level] of pairs) await register(type.toUpperCase(), level.toLowerCase());
  });

  it("is refused for a type that does not exist and for another type's level", async () => {
    const refusal = async (type: string, level: string): Promise<unknown> => {
      const body = { url: 'https://a.example/?recordId=', type, level, objectId: 3 };
      return field((await instance.call('POST', '/system/callbacks', body)).body, 'errors', 0);
    };
    const message = 'Unrecognized level for type, see documentation for supported levels for each type';
    const about = { code: 'InvalidObject', message, resource: 'callbackEntry' };
    expect(await refusal('note', 'owner')).toEqual({ ...about, field: 'type' });
    expect(await refusal('time', 'board')).toEqual({ ...about, field: 'level' });
    expect(await refusal('productCatalog', 'type')).toEqual({ ...about, field: 'level' });
    expect(await refusal('opportunity', 'status')).toEqual({ ...about, field: 'level' });
  });

  it('needs an object at every level but Owner', async () => {
    const post = (more: object) =>
      instance.call('POST', '/system/callbacks', { url: 'https://a.example/?recordId=', type: 'ticket', ...more });
    expect(field((await post({ level: 'board' })).body, 'errors', 0)).toMatchObject({
      code: 'MissingRequiredField',
      field: 'objectId',
    });
    expect((await post({ level: 'owner' })).body).toMatchObject({ objectId: 1 });
  });

  it('of any pair hears of a record under its object and of no other', async () => {
    const wrong: string[] = [];
    for (const [type, level] of pairs) {
      const owner = level === 'Owner';
      await register(type, level, owner ? 1 : 40);
      const under = (id: number) => (owner || level.toLowerCase() === type ? {} : { [level]: id });
      const fire = (id: number) => people().fireCallback({ type, action: 'updated', id, levels: under(id) });
      // Entries of the type's other levels do not fit: a fired record falls under nothing but itself.
      const name = `${type}-${level}-${owner ? 1 : 40} updated`;
      if (!(await heard(() => fire(40))).includes(name)) wrong.push(`${type} ${level} is deaf`);
      if ((await heard(() => fire(41))).includes(name) !== owner) wrong.push(`${type} ${level} hears of another`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('tickets', () => {
  const edit = (changes: Readonly<Record<string, Json>>) =>
    heard(() => people().editTicket({ member: 'jharper', ticketId: 7601, changes }));

  it('of a project come as type ticket and tell by recordType, project and phase', async () => {
    await register('ticket', 'project', 31);
    await register('ticket', 'phase', 71);
    await register('ticket', 'phase', 72);
    expect(await edit({ poNumber: '1' })).toEqual([]);
    expect(await heard(() => people().convertTicket({ member: 'jharper', ticketId: 7601 }))).toEqual([
      'ticket-project-31 updated',
      'ticket-phase-71 updated',
    ]);
    const fields = { summary: 'Pull the cables', company: { id: 250 } };
    const added = await heard(() => people().createProjectTicket({ member: 'jharper', fields }));
    expect(added).toEqual(['ticket-project-31 added', 'ticket-phase-71 added']);
    const message = receiver.deliveries.at(-1)?.message;
    expect(field(message, 'Type')).toBe('ticket');
    expect(JSON.parse(String(field(message, 'Entity')))).toMatchObject({
      id: field(message, 'ID'),
      recordType: 'ProjectTicket',
      summary: 'Pull the cables',
      project: { id: 31 },
      phase: { id: 71, name: 'Site visits' },
    });
    const id = String(field(message, 'ID'));
    expect((await instance.call('GET', `/service/tickets/${id}`)).status).toBe(404);
    expect((await instance.call('GET', `/project/tickets/${id}`)).status).toBe(200);
  });

  it('are service tickets by recordType otherwise, and neither once they are deleted', async () => {
    await register('ticket', 'owner');
    await edit({ poNumber: '1' });
    expect(JSON.parse(String(field(receiver.deliveries[0]?.message, 'Entity'))).recordType).toBe('ServiceTicket');
    await heard(() => people().deleteTicket({ member: 'jharper', ticketId: 7601 }));
    expect(field(receiver.deliveries[1]?.message, 'Entity')).toBeNull();
  });

  it('with a tag are heard by the entry of that tag', async () => {
    const tags = await instance.call('GET', '/system/integratorTags');
    expect(tags.body).toMatchObject([
      { id: 1, name: 'Field work' },
      { id: 2, name: 'Remote hands' },
    ]);
    await register('ticket', 'integratorTag', 2);
    expect(await edit({ integratorTags: ['Field work'] })).toEqual([]);
    expect(await edit({ integratorTags: ['Field work', 'remote hands'] })).toEqual(['ticket-integratorTag-2 updated']);
    expect(await edit({ poNumber: '1' })).toEqual(['ticket-integratorTag-2 updated']);
    expect(await edit({ integratorTags: [] })).toEqual([]);
  });

  it('that leave a status are not heard by its entry any more', async () => {
    const { triggerStatusId } = instance.trigger;
    await register('ticket', 'status', triggerStatusId);
    const name = `ticket-status-${triggerStatusId} updated`;
    expect(await edit({ status: { id: triggerStatusId } })).toEqual([name]);
    expect(await edit({ poNumber: '2' })).toEqual([name]);
    const before = refId(rowOf('tickets', 7602), 'status');
    expect(await edit({ status: { id: before } })).toEqual([]);
    expect(await edit({ poNumber: '3' })).toEqual([]);
  });
});

describe('time entries', () => {
  it('fire type time when they are written, changed and deleted, and their ticket fires besides', async () => {
    people().setRight('Time & Expense/Time Entry', 'delete', 'All');
    const company = refId(rowOf('tickets', 7601), 'company');
    await register('time', 'owner');
    await register('time', 'company', company);
    await register('time', 'company', company + 1);
    await register('ticket', 'ticket', 7601);
    const body = { chargeToId: 7601, chargeToType: 'ServiceTicket', timeStart: '2026-11-22T08:00:00Z', notes: 'Done' };
    let id = 0;
    const names = ['time-owner-1', `time-company-${company}`];
    const all = (action: string): string[] => [...names.map((one) => `${one} ${action}`), 'ticket-ticket-7601 updated'];
    const write = async (): Promise<void> => {
      id = Number(field((await instance.call('POST', '/time/entries', body)).body, 'id'));
    };
    expect(await heard(write)).toEqual(all('added'));
    expect(JSON.parse(String(field(receiver.deliveries[0]?.message, 'Entity')))).toMatchObject({
      id,
      chargeToId: 7601,
      notes: 'Done',
    });
    const patch = [{ op: 'replace', path: 'notes', value: 'Done twice' }];
    expect(await heard(() => instance.call('PATCH', `/time/entries/${id}`, patch))).toEqual(all('updated'));
    expect(await heard(() => instance.call('DELETE', `/time/entries/${id}`))).toEqual(all('deleted'));
    expect(receiver.deliveries.slice(-3).map(({ message }) => field(message, 'Entity') === null)).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('schedule entries', () => {
  it('fire type schedule by status, type and member', async () => {
    const member = instance.connectwise.state.tables.members.find(({ identifier }) => identifier === 'mlopez')?.id ?? 0;
    await register('schedule', 'status', 2);
    await register('schedule', 'type', 4);
    await register('schedule', 'type', 1);
    await register('schedule', 'member', member);
    await register('schedule', 'member', member + 1);
    const entry = await heard(() =>
      people().schedule({ member: 'jharper', ticketId: 7601, resource: 'mlopez', startAt: 0, endAt: 3_600_000 }),
    );
    expect(entry).toEqual(['schedule-status-2 added', 'schedule-type-4 added', `schedule-member-${member} added`]);
    const id = Number(field(receiver.deliveries[0]?.message, 'ID'));
    await register('schedule', 'schedule', id);
    const removed = await heard(() => instance.call('DELETE', `/schedule/entries/${id}`));
    expect(removed).toContain(`schedule-schedule-${id} deleted`);
  });
});

describe('companies, contacts, sites, configurations and members', () => {
  it('fire when somebody saves them', async () => {
    const company = rowOf('companies', 250);
    const site = rowOf('sites');
    await register('company', 'company', 250);
    await register('company', 'territory', 1);
    await register('company', 'type', 1);
    await register('company', 'type', 2);
    await register('site', 'site', site.id);
    await register('site', 'company', refId(site, 'company'));
    await register('site', 'territory', 1);
    await register('configuration', 'type', refId(rowOf('configurations'), 'type'));
    await register('member', 'owner');
    expect(
      await heard(() => people().saveRecord({ list: 'companies', id: 250, changes: { name: 'Renamed' } })),
    ).toEqual(['company-company-250 updated', 'company-type-1 updated']);
    expect(JSON.parse(String(field(receiver.deliveries[0]?.message, 'Entity')))).toMatchObject({
      id: company.id,
      name: 'Renamed',
    });
    const moved = { territory: { id: 1 } };
    expect(await heard(() => people().saveRecord({ list: 'companies', id: 250, changes: moved }))).toContain(
      'company-territory-1 updated',
    );
    expect(refId(site, 'company')).toBe(250);
    expect(await heard(() => people().saveRecord({ list: 'sites', id: site.id, changes: { zip: '00501' } }))).toEqual([
      `site-site-${site.id} updated`,
      'site-company-250 updated',
      'site-territory-1 updated',
    ]);
    const device = { name: 'AP-7', type: { id: 1 }, company: { id: 250 } };
    expect(await heard(() => people().saveRecord({ list: 'configurations', changes: device }))).toEqual([
      'configuration-type-1 added',
    ]);
    expect(await heard(() => people().saveRecord({ list: 'members', id: 177, changes: { title: 'Lead' } }))).toEqual([
      'member-owner-1 updated',
    ]);
  });

  it('fire for a contact written over the API, and one that is deleted', async () => {
    people().setRight('Companies/Contacts', 'delete', 'All');
    await register('contact', 'company', 250);
    const fields = { firstName: 'Ines', lastName: 'Vidal', company: { id: 250 } };
    let id = 0;
    const add = async (): Promise<void> => {
      id = Number(field((await instance.call('POST', '/company/contacts', fields)).body, 'id'));
    };
    expect(await heard(add)).toEqual(['contact-company-250 added']);
    const patch = [{ op: 'replace', path: 'title', value: 'Head of stores' }];
    expect(await heard(() => instance.call('PATCH', `/company/contacts/${id}`, patch))).toEqual([
      'contact-company-250 updated',
    ]);
    expect(await heard(() => instance.call('DELETE', `/company/contacts/${id}`))).toEqual([
      'contact-company-250 deleted',
    ]);
  });

  it('fire deleted for a company that only gets its flag, unless deletions of companies are silent', async () => {
    people().setRight('Companies/Company Maintenance', 'delete', 'All');
    await register('company', 'owner');
    expect(await heard(() => instance.call('DELETE', '/company/companies/250'))).toEqual(['company-owner-1 deleted']);
    expect((await instance.call('GET', '/company/companies/250')).body).toMatchObject({ deletedFlag: true });
    instance.kernel.setSwitch('connectwise.silentDeletions', 'contact, company');
    expect(await heard(() => instance.call('DELETE', '/company/companies/251'))).toEqual([]);
  });
});

describe('types without records here', () => {
  it('fire as told, with the entity given', async () => {
    await register('invoice', 'company', 250);
    const act = () =>
      people().fireCallback({
        type: 'Invoice',
        action: 'added',
        id: 880,
        levels: { Status: 2, Company: 250 },
        entity: { invoiceNumber: 'N-880', total: null },
        member: 'jharper',
      });
    expect(act()).toEqual({ heard: 1 });
    await instance.clock.advance(0);
    const [delivery] = receiver.deliveries;
    expect(delivery?.path).toBe('/invoice-company-250?recordId=880&action=added');
    expect(delivery?.message).toMatchObject({ Type: 'invoice', ID: 880, MemberId: 'jharper' });
    expect(JSON.parse(String(field(delivery?.message, 'Entity')))).toEqual({
      id: 880,
      invoiceNumber: 'N-880',
      _info: { lastUpdated: '2026-11-22T08:00:00Z', updatedBy: 'jharper' },
    });
  });

  it('are refused by a name or level that does not exist', () => {
    const fire = (type: string, levels: Record<string, number>) => () =>
      people().fireCallback({ type, action: 'added', id: 1, levels });
    expect(fire('note', {})).toThrow('There is no callback type note.');
    expect(fire('invoice', { Board: 1 })).toThrow('The callback type invoice has no level Board.');
  });
});
