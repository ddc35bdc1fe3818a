import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Discovery } from '../../../src/core/catalog/port.ts';
import type { CatalogField } from '../../../src/shared/domain/catalog.ts';
import { type Clients, startClients } from '../clients/setup.ts';

let clients: Clients;
beforeAll(async () => {
  clients = await startClients();
});
afterAll(() => clients.stop());

const ofTickets = (): Promise<Discovery> => clients.during(clients.psa.discoverFields());
const ofWorkOrders = (): Promise<Discovery> => clients.during(clients.fn.discoverFields());
const fieldAt = ({ fields }: Discovery, path: string): CatalogField => {
  const found = fields.find((field) => field.path === path);
  if (found === undefined) throw new Error(`There is no field ${path}.`);
  return found;
};
const labels = (discovery: Discovery, path: string, boardId?: number): readonly string[] =>
  (fieldAt(discovery, path).options ?? []).filter((one) => one.boardId === boardId).map((one) => one.label);

describe('what is discovered of ConnectWise', () => {
  it('are the boards in use for service tickets, and each with its own statuses in the order of the board', async () => {
    const found = await ofTickets();
    expect(labels(found, 'board')).toEqual(['Service Desk', 'Field Dispatch', 'Managed Services']);
    const [desk, dispatch, managed] = (fieldAt(found, 'board').options ?? []).map(({ value }) => Number(value));
    expect(labels(found, 'status', desk)).toContain('In progress');
    expect(labels(found, 'status', dispatch)[0]).toBe('New');
    // Spelled differently from the other boards', and without the status that is out of use.
    expect(labels(found, 'status', managed)).toEqual(['New', 'In Progress', 'On site', 'Done']);
    expect(labels(found, 'type', managed)).toEqual(['Maintenance', 'Break/Fix']);
    expect(labels(found, 'subType', managed)).toEqual(['Server', 'Backup']);
    expect(labels(found, 'item', managed)).toEqual(['Hardware']);
    expect(labels(found, 'team', managed)).toEqual(['Managed Services Team']);
    expect(found.gaps).toEqual([]);
  });

  it('are the names beside the ids, for rules that read them', async () => {
    const found = await ofTickets();
    const status = fieldAt(found, 'status');
    const names = fieldAt(found, 'status.name');
    expect([status.read, status.write, names.read, names.write]).toEqual([false, true, true, false]);
    expect(names.options?.map(({ value }) => value)).toEqual(status.options?.map(({ label }) => label));
  });

  it('are priorities, sources, locations, departments, work roles and types, and members who are not gone', async () => {
    const { administrator } = clients.sandbox.people;
    const gone = administrator.addEntry({ list: 'members', name: 'Gone Member' });
    administrator.retireEntry({ list: 'members', id: gone.id });
    const found = await ofTickets();
    expect(labels(found, 'priority')).toContain('Priority 1 - Critical');
    expect(labels(found, 'source')).toContain('Phone');
    expect(labels(found, 'serviceLocation')).toEqual(['On-Site', 'Remote']);
    expect(labels(found, 'location')).toContain('Main Office');
    expect(labels(found, 'department')).toEqual(['Professional Services']);
    expect(labels(found, 'workRole').length).toBeGreaterThan(0);
    expect(labels(found, 'workType').length).toBeGreaterThan(0);
    expect(labels(found, 'owner')).toContain('Jordan Harper');
    expect(labels(found, 'owner')).not.toContain('Gone Member');
    expect(labels(found, 'owner.identifier')).toContain('jharper');
  });

  it('are the custom fields of tickets with what they hold, and no contact fields or buttons', async () => {
    const found = await ofTickets();
    const custom = found.fields.filter((field) => field.group === 'Custom fields');
    const types = Object.fromEntries(custom.map((field) => [field.label, field.type]));
    expect(types).toMatchObject({
      'FN Work Order': 'text',
      'FN Sync Result': 'picklist',
      'Not To Exceed': 'number',
      'Requested On': 'date',
      'Ladder Needed': 'boolean',
      'Visit Window': 'picklist',
    });
    expect(Object.keys(types)).not.toContain('Preferred Language');
    expect(Object.keys(types)).not.toContain('Open Site Map');
    const window = custom.find((field) => field.label === 'Visit Window');
    expect(window?.options?.map(({ value }) => value)).toEqual(['Morning', 'Afternoon', 'Evening']);
    expect(window?.path).toMatch(/^customFields\.\d+$/);
  });

  it('are lists to their end, however many pages they have', async () => {
    const { administrator } = clients.sandbox.people;
    for (let n = 1; n <= 1_050; n += 1) administrator.addEntry({ list: 'sources', name: `Source ${n}` });
    expect(labels(await ofTickets(), 'source')).toContain('Source 1050');
  });
});

describe('what is discovered of Field Nation', () => {
  it('are types of work, templates, clients, projects, managers and saved locations by number and name', async () => {
    const found = await ofWorkOrders();
    for (const [path, name] of [
      ['types_of_work.0', 'Networking'],
      ['template', 'Standard on-site visit'],
      ['client', 'Harbor Dental Group'],
      ['project', 'Store refresh'],
      ['manager', 'Marta Ellison'],
      ['location.saved_location', 'Lone Star Credit Union, Austin'],
    ] as const) {
      expect(labels(found, `${path}.id`), path).toContain(name);
      expect(
        fieldAt(found, `${path}.name`).options?.map(({ value }) => value),
        path,
      ).toContain(name);
      expect(typeof fieldAt(found, `${path}.id`).options?.[0]?.value, path).toBe('number');
    }
    expect(found.gaps).toEqual([]);
  });

  it('are custom fields, with the values of a predefined one, which only a work order shows', async () => {
    const found = await ofWorkOrders();
    expect(fieldAt(found, 'custom_fields.134')).toMatchObject({ label: 'Priority', type: 'picklist', write: true });
    expect(labels(found, 'custom_fields.134')).toEqual(['Low', 'Medium', 'High', 'Emergency']);
    expect(fieldAt(found, 'custom_fields.130')).toMatchObject({ type: 'number', options: null });
    expect(fieldAt(found, 'custom_fields.132')).toMatchObject({ type: 'date-time', dateFormat: 'YYYY-MM-DD HH:mm:ss' });
    expect(fieldAt(found, 'custom_fields.129').note).toContain('Every work order must have another value.');
    expect(fieldAt(found, 'custom_fields.136').note).toContain('Filled in by the provider.');
  });

  it('are lists to their end, however many pages they have, and of one name each with its place', async () => {
    const { administrator } = clients.sandbox.people;
    for (let n = 1; n <= 230; n += 1) administrator.addEntry({ list: 'fieldnation.clients', name: `Client ${n}` });
    administrator.addEntry({ list: 'fieldnation.locations', name: 'Harbor Dental Group, Boston' });
    const found = await ofWorkOrders();
    expect(labels(found, 'client.id')).toContain('Client 230');
    expect(labels(found, 'location.saved_location.id')).toContain(
      'Harbor Dental Group, Boston (210 Atlantic Ave, Boston, MA)',
    );
  });
});

describe('what is refused', () => {
  it('is a gap that names the right, and everything else is there', async () => {
    const { administrator } = clients.sandbox.people;
    clients.sandbox.setSwitch('connectwise.setupTablesNeedRight', true);
    const level = (name: string, to: 'None' | 'All') => administrator.setRight({ name, right: 'inquire', level: to });
    level('System/Table Setup', 'None');
    level('System/My Company', 'None');
    const found = await ofTickets();
    level('System/Table Setup', 'All');
    level('System/My Company', 'All');
    clients.sandbox.setSwitch('connectwise.setupTablesNeedRight', false);
    const message = (what: string) => found.gaps.find((gap) => gap.what === what)?.message;
    expect(message('Boards')).toContain('System > Table Setup needs Inquire = All');
    expect(message('Priorities')).toContain('System > Table Setup needs Inquire = All');
    expect(message('Custom fields')).toContain('System > Table Setup (customize: General / Custom Fields)');
    expect(message('Departments')).toContain('System > My Company needs Inquire = All');
    expect(fieldAt(found, 'status').options).toBeNull();
    expect(labels(found, 'owner')).toContain('Jordan Harper');
    expect(fieldAt(found, 'summary').maxLength).toBe(100);
  });

  it('is one gap for the same list of many boards', async () => {
    clients.sandbox.addFault({
      vendor: 'connectwise',
      on: 'request',
      path: '/boards/\\d+/types',
      kind: '500',
      times: 9,
    });
    const found = await ofTickets();
    clients.sandbox.clearFaults();
    expect(found.gaps.map(({ what }) => what)).toEqual(['Types']);
    expect(found.gaps[0]?.message).toMatch(/ Refresh the fields to try again\. The same happened 2 times more\.$/);
    expect(fieldAt(found, 'type').options).toBeNull();
    expect(fieldAt(found, 'subType').options?.length).toBeGreaterThan(0);
  });

  it('is not reported when it was a fault of the moment', async () => {
    clients.sandbox.addFault({ vendor: 'connectwise', on: 'request', path: '/priorities', kind: '503' });
    clients.sandbox.addFault({ vendor: 'fieldnation', on: 'request', path: '/projects', kind: '500' });
    expect([...(await ofTickets()).gaps, ...(await ofWorkOrders()).gaps]).toEqual([]);
  });

  it('is an error when nothing can be read at all', async () => {
    const stranger = await startClients({ privateKey: 'wrong' });
    await expect(stranger.during(stranger.psa.discoverFields())).rejects.toMatchObject({ kind: 'auth' });
    await stranger.stop();
  });
});
