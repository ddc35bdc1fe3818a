import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallbackCommands } from '../../../src/core/callbacks/commands.ts';
import type { CallbackChoice } from '../../../src/shared/domain/callbacks.ts';
import { type Clients, startClients } from '../clients/setup.ts';

/* What a person does with callback entries, against the sandbox: among the entries other integrations registered long ago. */

const token = '0123456789abcdef0123456789abcdef';
const baseUrl = 'http://127.0.0.1:9';
const triggerUrl = 'https://micro.fndev.net/v1/broker-sandbox/inbound?client_token=secret-of-ours-77';

let clients: Clients;
let commands: CallbackCommands;
let said: string[];
let changes: number;
beforeEach(async () => {
  clients = await startClients();
  said = [];
  changes = 0;
  commands = new CallbackCommands({
    psa: () => clients.psa,
    company: () => clients.sandbox.info.connectwise.company,
    workstation: () => ({
      installation: '7f3a',
      pathToken: token,
      baseUrl,
      triggerBoardId: clients.sandbox.info.demo.boardId,
    }),
    say: async (kind, message) => {
      said.push(`${kind} ${message}`);
    },
    onChange: () => {
      changes += 1;
    },
  });
});
afterEach(() => clients.stop());

const board = () => clients.sandbox.info.demo.boardId;
const toBoard = (): CallbackChoice => ({
  destination: { to: 'workstation' },
  type: 'Ticket',
  level: 'Board',
  objectId: board(),
});
const toBroker = (): CallbackChoice => ({
  destination: { to: 'broker', triggerUrl },
  type: 'Ticket',
  level: 'Status',
  objectId: clients.sandbox.info.demo.triggerStatusId,
});
const companies = (): CallbackChoice => ({
  destination: { to: 'workstation' },
  type: 'Company',
  level: 'Owner',
  objectId: 0,
});
const stored = (id: number) => clients.sandbox.callbacks.callbacks().find(({ entry }) => entry.id === id)?.entry;
const shown = async (id: number) => (await commands.list()).find((entry) => entry.id === id);
const untold = { told: false };
const told = { told: true };

describe('registering', () => {
  it('sends exactly the request that was shown, and the entry has the name of its board', async () => {
    const { request, warnings } = commands.preview(toBoard());
    expect(warnings).toEqual([]);
    const made = await commands.register(toBoard());
    expect(stored(made.id)).toMatchObject({ ...(request.body as object), id: made.id, memberId: expect.any(Number) });
    expect(request.url).toBe(`${clients.sandbox.info.connectwise.url}/v4_6_release/apis/3.0/system/callbacks`);
    const boards = await commands.objects({ type: 'Ticket', level: 'Board', text: '' });
    const { name } = boards.find(({ id }) => id === board()) ?? {};
    expect(await shown(made.id)).toMatchObject({
      relation: 'ours',
      flags: [],
      objectName: name,
      type: 'Ticket',
      level: 'Board',
    });
    // The engine takes it for its own.
    expect(stored(made.id)?.description).toBe('Dispatch Bridge 7f3a');
  });

  it("gives the broker its trigger URL, and neither the list nor the log ever says the client's token", async () => {
    const { curl } = commands.preview(toBroker());
    expect(curl.posix).toContain('client_token=secret-of-ours-77&external_id=');
    const made = await commands.register(toBroker());
    expect(stored(made.id)).toMatchObject({ url: `${triggerUrl}&external_id=`, isSelfSuppressedFlag: false });
    expect(made).toMatchObject({ relation: 'broker', broker: 'sandbox', host: 'micro.fndev.net' });
    expect((await shown(made.id))?.objectName).toMatch(/ on /);
    await commands.remove(made.id, told);
    expect(JSON.stringify([said, await commands.list()])).not.toMatch(/secret-of-ours|0123456789abcdef/);
    expect([said.length, changes]).toEqual([2, 2]);
  });

  it('finds its own entry when ConnectWise says that it exists, for any type and level', async () => {
    const first = await commands.register(companies());
    expect((await commands.register(companies())).id).toBe(first.id);
    expect(stored(first.id)).toMatchObject({ type: 'company', level: 'owner', objectId: 1 });
  });

  it('says what is missing', async () => {
    expect(() => commands.preview({ ...toBoard(), objectId: 0 })).toThrow(/Choose the Service Board/);
    expect(() => commands.preview({ ...toBoard(), level: 'Colour' })).toThrow(
      /no callback of type Ticket and level Colour/,
    );
    expect(commands.preview({ ...companies(), destination: { to: 'broker', triggerUrl } }).warnings[0]).toMatch(
      /records that are none/,
    );
    expect(commands.preview({ ...toBoard(), level: 'Status' }).warnings[0]).toMatch(/Not for two-way sync/);
  });
});

describe('the entries others registered', () => {
  it('are told apart, with what is wrong with each', async () => {
    const list = await commands.list();
    const facts = list.map(({ description, relation, flags }) => [
      description,
      relation,
      flags.map(({ flag }) => flag),
    ]);
    expect(facts).toEqual([
      ['Quotewell ticket sync', 'foreign', []],
      ['Quotewell ticket sync (2)', 'foreign', ['duplicate']],
      ['Ledgerline company import', 'foreign', ['disabled']],
      ['Deskview wallboard', 'foreign', ['malformed']],
      ['Field Nation dispatch', 'broker', []],
    ]);
  });

  it('are never touched unless a person confirmed it', async () => {
    const [foreign, , , , broker] = await commands.list();
    const before = JSON.stringify(clients.sandbox.callbacks.callbacks());
    for (const { id } of [foreign, broker].filter((entry) => entry !== undefined)) {
      for (const act of [
        () => commands.pause(id, untold),
        () => commands.enable(id, untold),
        () => commands.remove(id, untold),
        () => commands.edit(id, toBoard(), untold),
        () => commands.adopt(id),
      ])
        await expect(act()).rejects.toMatchObject({ code: 'callback.not-ours' });
    }
    expect(JSON.stringify(clients.sandbox.callbacks.callbacks())).toBe(before);
    await commands.pause(broker?.id ?? 0, told);
    expect(stored(broker?.id ?? 0)?.inactiveFlag).toBe(true);
  });
});

describe('an entry of ours', () => {
  it('is paused, enabled and deleted; a second time it is gone', async () => {
    const { id } = await commands.register(companies());
    expect(await commands.pause(id, untold)).toMatchObject({ active: false, flags: [{ flag: 'disabled' }] });
    expect(await commands.enable(id, untold)).toMatchObject({ active: true, flags: [] });
    await commands.remove(id, untold);
    await expect(commands.remove(id, untold)).rejects.toMatchObject({ code: 'callback.gone' });
  });

  it('moves to another object in place, to another level by a new entry, and stays paused', async () => {
    const { id } = await commands.register({ ...companies(), level: 'Company', objectId: 250 });
    await commands.pause(id, untold);
    const moved = await commands.edit(id, { ...companies(), level: 'Company', objectId: 251 }, untold);
    expect([moved.id, stored(id)?.objectId, stored(id)?.inactiveFlag]).toEqual([id, 251, true]);
    const wider = await commands.edit(id, companies(), untold);
    expect(wider).toMatchObject({ level: 'Owner', active: false });
    expect(stored(id)).toBeUndefined();
  });

  it('keeps the address of the broker when no other is given', async () => {
    const { id } = await commands.register(toBroker());
    const choice: CallbackChoice = {
      ...toBroker(),
      level: 'Board',
      objectId: board(),
      destination: { to: 'broker', triggerUrl: '' },
    };
    const moved = await commands.edit(id, choice, told);
    expect(stored(moved.id)).toMatchObject({ url: `${triggerUrl}&external_id=`, level: 'board' });
  });

  it('that was made by hand, points elsewhere and is switched off is adopted whole', async () => {
    const { id } = clients.sandbox.callbacks.addCallback({
      url: `https://old.example.com/callbacks/${token}`,
      type: 'ticket',
      level: 'board',
      objectId: board(),
      description: 'made by hand',
      inactiveFlag: true,
      isSelfSuppressedFlag: false,
    });
    const flags = (await shown(id))?.flags.map(({ flag }) => flag);
    expect(flags).toEqual(['disabled', 'elsewhere', 'malformed']);
    expect(await commands.adopt(id)).toMatchObject({ relation: 'ours', active: true, flags: [] });
    expect(stored(id)).toMatchObject({
      url: `${baseUrl}/callbacks/${token}?recordId=`,
      description: 'Dispatch Bridge 7f3a',
      isSelfSuppressedFlag: true,
    });
  });
});
