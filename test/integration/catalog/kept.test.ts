import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catalogSchema } from '../../../src/shared/domain/catalog.ts';
import { type Clients, startClients } from '../clients/setup.ts';
import { keptCatalog } from './keep.ts';

let clients: Clients;
beforeEach(async () => {
  clients = await startClients();
});
afterEach(() => clients.stop());

describe('the catalog of two real accounts', () => {
  it('passes through the channel that carries it', async () => {
    const { catalog } = keptCatalog(clients);
    const read = await clients.during(catalog.read());
    expect(catalogSchema.parse(JSON.parse(JSON.stringify(read)))).toEqual(read);
    expect(read.connectwise.fields.length).toBeGreaterThan(80);
    expect(read.fieldnation.fields.length).toBeGreaterThan(60);
  });

  it('tells what the administrators changed since', async () => {
    const { catalog } = keptCatalog(clients);
    const before = await clients.during(catalog.read());
    const boards = before.connectwise.fields.find(({ path }) => path === 'board')?.options ?? [];
    const desk = Number(boards.find(({ label }) => label === 'Service Desk')?.value);
    const { administrator } = clients.sandbox.people;
    const status = before.connectwise.fields
      .find(({ path }) => path === 'status')
      ?.options?.find(({ boardId, label }) => boardId === desk && label === 'Waiting parts');
    administrator.renameEntry({ list: 'statuses', id: Number(status?.value), name: 'Waiting Parts' });
    administrator.addEntry({ list: 'types', name: 'Recall', boardId: desk });
    administrator.addEntry({ list: 'customFields', name: 'Asset tag' });
    administrator.retireEntry({ list: 'priorities', id: 4 });
    administrator.addEntry({ list: 'fieldnation.clients', name: 'New Customer' });
    administrator.addEntry({
      list: 'fieldnation.customFields',
      name: 'Shift',
      type: 'predefined',
      options: ['Day', 'Night'],
    });
    for (let n = 1; n <= 40; n += 1) administrator.addEntry({ list: 'members', name: `Member ${n}` });
    await clients.clock.advance(1_000);
    const { changes, catalog: after } = await clients.during(catalog.refresh());
    expect(changes.map(({ message }) => message)).toEqual([
      'Asset tag is new in ConnectWise',
      'Status: Waiting parts is called Waiting Parts now on Service Desk',
      'Type: Recall is new on Service Desk',
      expect.stringMatching(/^Priority: Priority .* is gone$/),
      'Owner: Member 1, Member 2, Member 3 and 37 more are new',
      'Shift is new in Field Nation',
      'Client: New Customer is new',
    ]);
    expect(after.fieldnation.fields.find(({ label }) => label === 'Shift')?.options?.map(({ value }) => value)).toEqual(
      ['Day', 'Night'],
    );
  });

  it('is there after a restart with both sides gone', async () => {
    const { catalog, values } = keptCatalog(clients);
    const read = await clients.during(catalog.read());
    clients.sandbox.addFault({ vendor: 'connectwise', on: 'request', kind: 'drop-connection', times: 999 });
    clients.sandbox.addFault({ vendor: 'fieldnation', on: 'request', kind: 'drop-connection', times: 999 });
    const later = keptCatalog(clients, { values });
    expect(await later.catalog.read()).toEqual(read);
    expect(later.asked).toEqual({ connectwise: 0, fieldnation: 0 });
    const { catalog: refreshed, changes } = await clients.during(later.catalog.refresh());
    expect(changes).toEqual([]);
    expect(refreshed.connectwise.fields).toEqual(read.connectwise.fields);
    expect(refreshed.connectwise.gaps[0]?.message).toMatch(/^ConnectWise could not be asked for its fields\./);
    expect(refreshed.fieldnation.gaps[0]?.message).toMatch(/^Field Nation could not be asked for its fields\./);
  });
});
