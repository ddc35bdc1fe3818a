import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completeConnectWise, seedConnectWise } from '../../../src/sandbox/connectwise/seed/seed.ts';
import { field, type Instance, ids, query, type Receiver, startInstance, startReceiver } from './instance.ts';

/* What becomes of callbacks over time, who may manage them, and what else is in their list. */

const dayMs = 86_400_000;
let instance: Instance;
let receiver: Receiver;
/** What the receiver answers; statuses beyond the list are this one. */
let statuses: (number | null)[];
beforeEach(async () => {
  instance = await startInstance();
  statuses = [];
  receiver = await startReceiver(instance.clock, statuses);
});
afterEach(async () => {
  await receiver.close();
  await instance.close();
});

const register = async (more: object = {}): Promise<number> => {
  const entry = { url: `${receiver.url}/?recordId=`, objectId: 1, type: 'ticket', level: 'owner', ...more };
  return Number(field((await instance.call('POST', '/system/callbacks', entry)).body, 'id'));
};
const entryAt = async (id: number): Promise<unknown> => (await instance.call('GET', `/system/callbacks/${id}`)).body;
const isOff = async (id: number): Promise<unknown> => field(await entryAt(id), 'inactiveFlag');
const save = async (): Promise<void> => {
  instance.connectwise.people.addNote({ member: 'jharper', ticketId: 7601, text: 'Anything' });
  await instance.clock.advance(10_000);
};
const failFor = (count: number): void => {
  statuses.push(...Array.from({ length: count }, () => 500));
};

describe('three days of failures', () => {
  it('switch an entry off as the third day ends, without another attempt and without a word', async () => {
    const id = await register();
    const before = await entryAt(id);
    failFor(3);
    await save();
    await instance.clock.advance(dayMs);
    await save();
    await instance.clock.advance(dayMs);
    await save();
    await instance.clock.advance(dayMs - 60_000);
    expect(await isOff(id)).toBe(false);
    await instance.clock.advance(60_000);
    expect(await entryAt(id)).toEqual({ ...(before as object), inactiveFlag: true });
    expect(receiver.deliveries).toHaveLength(3);
    expect(instance.connectwise.people.emails()).toEqual([]);
  });

  it('with a quiet day among them switch it off at the next failure after them', async () => {
    const id = await register();
    failFor(2);
    await save();
    await instance.clock.advance(5 * dayMs);
    expect(await isOff(id)).toBe(false);
    await save();
    expect(await isOff(id)).toBe(true);
  });

  it('count anew from one success', async () => {
    const id = await register();
    statuses.push(500, 500, 200, 500);
    for (let day = 0; day < 4; day += 1) {
      await save();
      await instance.clock.advance(dayMs);
    }
    await instance.clock.advance(dayMs);
    expect(await isOff(id)).toBe(false);
    expect(instance.connectwise.people.callbacks().find(({ entry }) => entry.id === id)).toMatchObject({
      failingSince: '2026-11-25T08:00:30Z',
      failedDays: [0],
    });
  });

  it('count retries that fail to the end, and not those that arrive in the end', async () => {
    const id = await register();
    statuses.push(429, 404, 200, 429, 429, 429);
    await save();
    const health = () => instance.connectwise.people.callbacks().find(({ entry }) => entry.id === id);
    expect(health()).toMatchObject({ failingSince: null, failedDays: [] });
    await save();
    expect(receiver.deliveries).toHaveLength(6);
    expect(health()).toMatchObject({ failedDays: [0] });
  });

  it('are as many as the switch says', async () => {
    instance.kernel.setSwitch('connectwise.callbackDisableAfterDays', 0);
    const id = await register();
    failFor(2);
    await save();
    await instance.clock.advance(30 * dayMs);
    await save();
    expect(await isOff(id)).toBe(false);
  });
});

describe('an entry that is switched off', () => {
  it.each(['PATCH', 'PUT'])('hears again after a %s, and never of what it missed', async (method) => {
    const id = await register();
    instance.connectwise.people.disableCallback(id);
    await save();
    expect(receiver.deliveries).toHaveLength(0);
    const body =
      method === 'PATCH'
        ? [{ op: 'replace', path: 'inactiveFlag', value: false }]
        : { ...((await entryAt(id)) as object), inactiveFlag: false };
    const answer = await instance.call(method, `/system/callbacks/${id}`, body);
    expect([answer.status, field(answer.body, 'inactiveFlag')]).toEqual([200, false]);
    expect(receiver.deliveries).toHaveLength(0);
    await save();
    expect(receiver.deliveries).toHaveLength(1);
  });

  it('has three days anew when it is switched on while nobody listens', async () => {
    const id = await register();
    failFor(20);
    for (let day = 0; day < 3; day += 1) {
      await save();
      await instance.clock.advance(dayMs);
    }
    expect(await isOff(id)).toBe(true);
    await instance.call('PATCH', `/system/callbacks/${id}`, [{ op: 'replace', path: 'inactiveFlag', value: false }]);
    await save();
    await instance.clock.advance(2 * dayMs);
    await save();
    expect(await isOff(id)).toBe(false);
  });
});

describe('an entry', () => {
  it('belongs to who created it, whatever is written', async () => {
    const id = await register({ memberId: 5 });
    const patch = [{ op: 'replace', path: 'memberId', value: 5 }];
    await instance.call('PATCH', `/system/callbacks/${id}`, patch);
    await instance.call('PUT', `/system/callbacks/${id}`, { ...((await entryAt(id)) as object), memberId: 5 });
    expect(field(await entryAt(id), 'memberId')).toBe(177);
  });

  it('is refused by PUT without what it needs and by a description that is too long', async () => {
    const id = await register({ level: 'board', objectId: 21 });
    const put = await instance.call('PUT', `/system/callbacks/${id}`, { type: 'ticket', level: 'board' });
    expect((field(put.body, 'errors') as { field: string }[]).map((one) => one.field)).toEqual(['url', 'objectId']);
    const long = await instance.call('PATCH', `/system/callbacks/${id}`, [
      { op: 'replace', path: 'description', value: 'x'.repeat(101) },
    ]);
    expect(field(long.body, 'errors', 0, 'code')).toBe('MaxLengthField');
  });

  it('makes as many messages of one save as an instance with doubles does, each with an id of its own', async () => {
    instance.kernel.setSwitch('connectwise.callbackCopies', 2);
    await register();
    await save();
    const messageIds = receiver.deliveries.map(({ message }) => field(message, 'MessageId'));
    expect([messageIds.length, new Set(messageIds).size]).toEqual([2, 2]);
  });
});

describe('managing callbacks', () => {
  const attempts = (id: number): readonly (readonly [string, string, unknown?])[] => [
    ['POST', '/system/callbacks', {}],
    ['PATCH', `/system/callbacks/${id}`, []],
    ['DELETE', `/system/callbacks/${id}`],
    ['GET', '/system/callbacks'],
  ];
  const rights = ['add', 'edit', 'delete', 'inquire'] as const;

  it('needs a right for each kind of call', async () => {
    const id = await register();
    for (const [index, right] of rights.entries()) {
      instance.connectwise.people.setRight('System/Manage Hosted API', right, 'None');
      const [method, path, body] = attempts(id)[index] ?? ['GET', ''];
      const answer = await instance.call(method, path, body);
      expect([answer.status, field(answer.body, 'code')]).toEqual([403, 'Security']);
    }
  });

  it('needs the right another instance asks for', async () => {
    instance.kernel.setSwitch('connectwise.callbackRight', 'System/Table Setup');
    expect((await instance.call('GET', '/system/callbacks')).status).toBe(200);
    instance.connectwise.people.setRight('System/Table Setup', 'inquire', 'None');
    expect((await instance.call('GET', '/system/callbacks')).status).toBe(403);
  });
});

describe('the list of callbacks', () => {
  const listed = (parameters: Readonly<Record<string, string | number>>) =>
    instance.call('GET', `/system/callbacks${query(parameters)}`);

  it('comes in pages, filtered and counted', async () => {
    const own = [await register(), await register({ level: 'board', objectId: 21 })];
    const conditions = `url contains "${new URL(receiver.url).host}" and inactiveFlag = false`;
    expect(ids((await listed({ conditions })).body)).toEqual(own);
    const one = await listed({ conditions, pageSize: 1, page: 2 });
    expect(ids(one.body)).toEqual([own[1]]);
    expect(one.headers.link).toContain('rel="first"');
    const count = await instance.call('GET', `/system/callbacks/count${query({ conditions })}`);
    expect(count.body).toEqual({ count: 2 });
    const boards = await listed({ conditions: 'type="ticket" and level="board" and objectId=21' });
    expect(ids(boards.body)).toEqual([own[1]]);
    expect((await listed({ conditions: 'nonsense=1' })).status).toBe(400);
  });

  it("holds other integrations' entries: one twice, one off, one malformed, Field Nation's broker", async () => {
    const { body } = await listed({ orderBy: 'id' });
    const entries = body as Record<string, unknown>[];
    expect(entries.map(({ id }) => id)).toEqual([26547, 26548, 26549, 26550, 26551]);
    const [first, twice, off, malformed, broker] = entries;
    expect(twice?.url).toBe(first?.url);
    expect(off).toMatchObject({ type: 'company', inactiveFlag: true });
    expect(malformed?.url).toMatch(/\?tenant=17$/);
    expect(broker).toMatchObject({ type: 'ticket', level: 'status' });
    expect(broker?.url).toMatch(/inbound\?client_token=.*&external_id=$/);
    expect(entries.some(({ memberId }) => memberId === 177)).toBe(false);
    expect(field(await entryAt(await register()), 'id')).toBe(26552);
  });

  it('sends nothing to other vendors, and says in its log what they would have got', async () => {
    await save();
    const at = (callbackId: number) => instance.connectwise.people.callbackDeliveries({ callbackId });
    const kinds = instance.kernel.journal.entries().map(({ kind }) => kind);
    expect(kinds).not.toContain('delivery');
    expect([at(26547), at(26548)].map((one) => one.length)).toEqual([1, 1]);
    expect(at(26547)[0]).toMatchObject({ messageId: null, status: 200, outcome: 'delivered' });
    const { id } = instance.connectwise.people.createTicket({
      member: 'jharper',
      fields: { summary: 'On the desk', company: { id: 250 } },
    });
    await instance.clock.advance(0);
    expect(at(26550)[0]?.url).toBe(`https://wall.deskview.example/event?tenant=17${id}&action=added`);
    expect(at(26549)).toEqual([]);
  });
});

describe('an instance kept from an earlier release', () => {
  it('gets the tags, and no callbacks it did not have', () => {
    const state = seedConnectWise(() => 0.5, instance.clock.now());
    const tables: Partial<typeof state.tables> = state.tables;
    delete tables.integratorTags;
    tables.callbacks = [];
    const { integratorTags, callbacks } = completeConnectWise(state).tables;
    expect([integratorTags.map(({ name }) => name), callbacks]).toEqual([['Field work', 'Remote hands'], []]);
  });
});

describe('the delivery log', () => {
  it('has every attempt with its answer and what becomes of it', async () => {
    statuses.push(429, 404, 200, 503);
    const callbackId = await register();
    await save();
    await save();
    const log = instance.connectwise.people.callbackDeliveries({ callbackId });
    expect(log.map(({ attempt, status, outcome }) => [attempt, status, outcome])).toEqual([
      [1, 429, 'to-be-retried'],
      [2, 404, 'to-be-retried'],
      [3, 200, 'delivered'],
      [1, 503, 'lost'],
    ]);
    expect(new Set(log.slice(0, 3).map(({ messageId }) => messageId)).size).toBe(1);
    expect(log[2]).toMatchObject({
      at: '2026-11-22T08:00:06Z',
      type: 'ticket',
      level: 'owner',
      action: 'updated',
      recordId: 7601,
      memberId: 'jharper',
      url: `${receiver.url}/?recordId=7601&action=updated`,
      error: null,
    });
  });

  it('says why a target did not answer', async () => {
    const callbackId = await register({ url: 'http://127.0.0.1:1/?recordId=' });
    await save();
    expect(instance.connectwise.people.callbackDeliveries({ callbackId })).toMatchObject([
      { attempt: 1, status: null, error: 'ECONNREFUSED', outcome: 'lost' },
    ]);
  });
});
