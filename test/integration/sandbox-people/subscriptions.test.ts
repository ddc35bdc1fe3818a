import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { field, type Receiver, startReceiver } from '../sandbox-connectwise/instance.ts';

/* The control API's part on callbacks, webhooks and the clock. */

const day = 86_400_000;
let clock: VirtualClock;
let sandbox: RunningSandbox;
let receiver: Receiver;
let statuses: (number | null)[];
beforeEach(async () => {
  clock = new VirtualClock();
  sandbox = await startSandbox({ clock });
  statuses = [];
  receiver = await startReceiver(clock, statuses);
});
afterEach(async () => {
  await sandbox.stop();
  await receiver.close();
});

async function control(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${sandbox.info.controlUrl}/control/${path}`, {
    method,
    headers: { 'x-sandbox-control': sandbox.info.controlToken },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}
const add = async (more: object = {}): Promise<number> => {
  const entry = { url: `${receiver.url}/?recordId=`, type: 'ticket', level: 'owner', ...more };
  return Number(field((await control('POST', 'callbacks/add', entry)).body, 'id'));
};
const entryOf = async (id: number): Promise<unknown> =>
  ((await control('GET', 'callbacks')).body as unknown[]).find((one) => field(one, 'entry', 'id') === id);
const move = () => sandbox.people.dispatcher.moveTicket({ ticketId: sandbox.info.demo.ticketIds[0] ?? 0 });

describe('the clock of the sandbox', () => {
  it('is shown and set forward, by a span or to a time', async () => {
    expect((await control('GET', 'clock')).body).toEqual({ now: '2026-11-22T08:00:00.000Z', aheadMs: 0 });
    const moved = await control('POST', 'clock', { advanceDays: 1, advanceMs: 500 });
    expect(moved.body).toEqual({ now: '2026-11-23T08:00:00.500Z', aheadMs: day + 500 });
    expect((await control('POST', 'clock', { now: '2026-11-25T08:00:00Z' })).body).toEqual({
      now: '2026-11-25T08:00:00.000Z',
      aheadMs: 3 * day,
    });
  });

  it('does not go back', async () => {
    expect((await control('POST', 'clock', { now: '2026-11-21T08:00:00Z' })).status).toBe(400);
    expect((await control('POST', 'clock', { advanceMs: -1 })).status).toBe(400);
    expect((await control('GET', 'clock')).body).toMatchObject({ aheadMs: 0 });
  });

  it('stamps what is saved afterwards and ends tokens that grew old', async () => {
    const { url, clientId, clientSecret, username, password } = sandbox.info.fieldnation;
    const grant = { grant_type: 'password', client_id: clientId, client_secret: clientSecret, username, password };
    const signIn = { method: 'POST', body: JSON.stringify(grant) };
    const answer = await (await fetch(`${url}/authentication/api/oauth/token`, signIn)).json();
    const read = async () => (await fetch(`${url}/api/rest/v2/workorders?access_token=${answer.access_token}`)).status;
    expect(await read()).toBe(200);
    await control('POST', 'clock', { advanceDays: 3 });
    move();
    expect(sandbox.ticket(sandbox.info.demo.ticketIds[0] ?? 0)).toMatchObject({
      _info: { lastUpdated: '2026-11-25T08:00:00Z' },
    });
    expect(await read()).toBe(401);
  });

  it('set forward day by day over failures switches a callback off', async () => {
    statuses.push(500, 500, 500);
    const id = await add();
    for (let count = 0; count < 3; count += 1) {
      expect(field(await entryOf(id), 'entry', 'inactiveFlag')).toBe(false);
      move();
      await clock.advance(1000);
      await control('POST', 'clock', { advanceDays: 1 });
    }
    expect(await entryOf(id)).toMatchObject({ entry: { inactiveFlag: true }, failingSince: null, failedDays: [] });
    expect(sandbox.journal().filter(({ kind }) => kind === 'callback-disabled')).toMatchObject([{ callbackId: id }]);
  });

  it('brings the retries that fell due', async () => {
    statuses.push(429, 429);
    await add();
    move();
    await clock.advance(0);
    for (const expected of [2, 3]) {
      await control('POST', 'clock', { advanceMs: 4000 });
      await clock.advance(0);
      expect(receiver.deliveries).toHaveLength(expected);
    }
  });
});

describe('callbacks behind the API', () => {
  it("are added in another integration's name, duplicates and malformed ones too", async () => {
    const own = await add({ url: `${receiver.url}/hook`, level: 'Board', objectId: sandbox.info.demo.boardId });
    const twin = await add({ url: `${receiver.url}/hook`, level: 'Board', objectId: sandbox.info.demo.boardId });
    expect(await entryOf(twin)).toMatchObject({ entry: { level: 'Board', _info: { updatedBy: 'adavies' } } });
    expect(field(await entryOf(own), 'entry', 'memberId')).not.toBe(177);
    move();
    await clock.advance(0);
    expect(receiver.deliveries.map(({ path }) => path)).toEqual(
      [0, 1].map(() => `/hook?${sandbox.info.demo.ticketIds[0]}&action=updated`),
    );
  });

  it('are switched off without a word', async () => {
    const id = await add();
    expect((await control('POST', 'callbacks/disable', { id })).status).toBe(200);
    expect(await entryOf(id)).toMatchObject({ entry: { inactiveFlag: true } });
    expect((await control('POST', 'callbacks/disable', { id: 1 })).body).toEqual({
      message: 'There is no callback 1.',
    });
  });

  it('fire for types without records, and say how many heard', async () => {
    await add({ type: 'agreement', level: 'Type', objectId: 4 });
    const fired = { type: 'Agreement', action: 'updated', id: 12, levels: { Type: 4 }, entity: { name: 'Gold' } };
    expect((await control('POST', 'callbacks/fire', fired)).body).toEqual({ heard: 1 });
    await clock.advance(0);
    expect(receiver.deliveries[0]?.message).toMatchObject({ Type: 'agreement', ID: 12, MemberId: 'adavies' });
    expect((await control('POST', 'callbacks/fire', { ...fired, type: 'note' })).status).toBe(400);
    expect((await control('POST', 'callbacks/fire', { ...fired, action: 'moved' })).status).toBe(400);
  });

  it('show each attempt and the keys that prove it', async () => {
    const id = await add();
    sandbox.people.administrator.rotateSigningKey();
    move();
    await clock.advance(0);
    const log = await control(
      'GET',
      `callbacks/deliveries?callbackId=${id}&recordId=${sandbox.info.demo.ticketIds[0]}`,
    );
    const [delivery] = receiver.deliveries;
    expect(log.body).toMatchObject([
      { callbackId: id, messageId: field(delivery?.message, 'MessageId'), attempt: 1, outcome: 'delivered' },
    ]);
    expect((await control('GET', `callbacks/deliveries?callbackId=${id}&recordId=1`)).body).toEqual([]);
    const keys = (await control('GET', 'callbacks/signing-keys')).body as Record<string, unknown>[];
    expect(keys.map(({ current }) => current)).toEqual([false, true]);
    expect(keys[1]?.keyUrl).toBe(field(delivery?.message, 'Metadata', 'key_url'));
    const secret = createHash('sha256').update(String(keys[1]?.key)).digest();
    const expected = createHmac('sha256', secret)
      .update(delivery?.raw ?? '')
      .digest('base64');
    expect(delivery?.signature).toBe(expected);
  });

  it('follow records that only screens can save', async () => {
    await add({ type: 'company', level: 'Company', objectId: 250 });
    const saved = await control('POST', 'records/save', { list: 'companies', id: 250, changes: { name: 'Renamed' } });
    expect(saved.body).toEqual({ id: 250 });
    const fresh = { list: 'sites', changes: { name: 'Depot', company: { id: 250 } }, member: 'jharper' };
    const { id } = (await control('POST', 'records/save', fresh)).body as { readonly id: number };
    expect((await control('POST', 'records/remove', { list: 'sites', id })).status).toBe(200);
    expect((await control('POST', 'records/remove', { list: 'sites', id })).status).toBe(400);
    expect((await control('POST', 'records/save', { list: 'tickets', changes: {} })).status).toBe(400);
    const wrong = { list: 'companies', id: 250, changes: { territory: { id: 99 } } };
    expect((await control('POST', 'records/save', wrong)).status).toBe(400);
    await clock.advance(0);
    expect(receiver.deliveries.map(({ message }) => field(message, 'Action'))).toEqual(['updated']);
  });

  it('keep their health and their entries over a restart', async () => {
    const stateFile = join(mkdtempSync(join(tmpdir(), 'sandbox-')), 'state.json');
    const first = await startSandbox({ clock, stateFile });
    const { id } = first.callbacks.addCallback({
      url: 'http://127.0.0.1:1/?recordId=',
      type: 'ticket',
      level: 'owner',
    });
    first.people.dispatcher.moveTicket({ ticketId: first.info.demo.ticketIds[0] ?? 0 });
    await clock.advance(1000);
    await first.stop();
    await clock.advance(day);
    const second = await startSandbox({ clock, stateFile });
    const kept = second.callbacks.callbacks().find(({ entry }) => entry.id === id);
    await second.stop();
    expect(kept).toMatchObject({ failingSince: '2026-11-22T08:00:00Z', failedDays: [0] });
  });
});

it('a ticket of a project is made on request and comes as type ticket', async () => {
  await add();
  const fields = { summary: 'Swap the rack', company: { id: 250 }, board: { id: sandbox.info.demo.boardId } };
  const made = await control('POST', 'people/dispatcher/create-project-ticket', { fields });
  await clock.advance(0);
  expect(receiver.deliveries[0]?.message).toMatchObject({ Type: 'ticket', ID: field(made.body, 'id') });
  expect(JSON.parse(String(field(receiver.deliveries[0]?.message, 'Entity'))).recordType).toBe('ProjectTicket');
});
