import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signature } from '../../../src/sandbox/connectwise/callback-message.ts';
import { field, type Instance, type Receiver, startInstance, startReceiver } from './instance.ts';

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

const register = (fields: Readonly<Record<string, unknown>> = {}) =>
  instance.call('POST', '/system/callbacks', {
    id: 0,
    url: `${receiver.url}/hook?recordId=`,
    objectId: 0,
    type: 'ticket',
    level: 'owner',
    ...fields,
  });
const move = (ticketId: number, statusId: number): void =>
  instance.connectwise.people.moveTicket({ member: 'jharper', ticketId, statusId });
const actions = (): unknown[] =>
  receiver.deliveries.map(({ message }) => [field(message, 'ID'), field(message, 'Action')]);

describe('registering a callback', () => {
  it('answers the stored entry, with object 1 for level owner and the case echoed', async () => {
    const made = await register({ type: 'Ticket', level: 'OWNER', description: 'Bridge' });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      id: 26552,
      objectId: 1,
      type: 'Ticket',
      level: 'OWNER',
      memberId: 177,
      payloadVersion: '3.0.0',
      inactiveFlag: false,
      isSoapCallbackFlag: false,
      isSelfSuppressedFlag: false,
      description: 'Bridge',
      _info: { updatedBy: 'svc-fieldnation' },
    });
    expect(field(made.body, 'connectWiseID')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("refuses a bad address and a level the type does not have, in the vendor's words", async () => {
    const refused = await register({ url: 'not a url', level: 'invoice' });
    expect([refused.status, refused.body]).toEqual([
      400,
      {
        code: 'InvalidObject',
        message: 'callbackEntry object is invalid',
        errors: [
          { code: 'InvalidField', message: 'Invalid URL', resource: 'callbackEntry', field: 'url' },
          {
            code: 'InvalidObject',
            message: 'Unrecognized level for type, see documentation for supported levels for each type',
            resource: 'callbackEntry',
            field: 'level',
          },
        ],
      },
    ]);
  });

  it('takes plain http on loopback only, and only while the switch allows it', async () => {
    expect((await register({ url: 'http://example.com/hook?recordId=' })).status).toBe(400);
    expect((await register({ url: 'https://example.com/hook?recordId=' })).status).toBe(201);
    instance.kernel.setSwitch('allowHttpLoopbackTargets', false);
    expect((await register()).status).toBe(400);
  });

  it('refuses a second matching entry until the first is gone', async () => {
    instance.kernel.setSwitch('connectwise.callbackDeleteLagMs', 0);
    const first = await register();
    const again = await register();
    expect([again.status, field(again.body, 'errors', 0)]).toEqual([
      400,
      {
        code: 'ObjectExists',
        message: 'A matching callback entry already exists',
        resource: 'callbackEntry',
        field: 'objectId',
      },
    ]);
    expect((await instance.call('DELETE', `/system/callbacks/${String(field(first.body, 'id'))}`)).status).toBe(204);
    expect((await register()).status).toBe(201);
  });

  it('goes on refusing for three seconds after the deletion', async () => {
    const first = await register();
    await instance.call('DELETE', `/system/callbacks/${String(field(first.body, 'id'))}`);
    await instance.clock.advance(2999);
    expect(field((await register()).body, 'errors', 0, 'code')).toBe('ObjectExists');
    await instance.clock.advance(1);
    expect((await register()).status).toBe(201);
  });

  it('can be listed by address, changed and switched off', async () => {
    const made = await register();
    const found = await instance.call(
      'GET',
      `/system/callbacks?conditions=${encodeURIComponent(`url contains "${new URL(receiver.url).host}"`)}`,
    );
    expect(found.body).toEqual([made.body]);
    const id = String(field(made.body, 'id'));
    const off = await instance.call('PATCH', `/system/callbacks/${id}`, [
      { op: 'replace', path: 'inactiveFlag', value: true },
    ]);
    expect(off.body).toMatchObject({ inactiveFlag: true });
    move(7601, 509);
    await instance.clock.advance(10_000);
    expect(receiver.deliveries).toHaveLength(0);
  });

  it('answers 404 for an address form that does not exist', async () => {
    expect((await instance.call('DELETE', '/system/callbacks/1/2')).body).toEqual({
      code: 'ConnectWiseApi',
      message: 'The endpoint does not exist.',
    });
  });
});

describe('a delivery', () => {
  it('carries the envelope, a summary of the ticket and a signature over the raw bytes', async () => {
    const made = await register();
    move(7601, instance.trigger.triggerStatusId);
    await instance.clock.advance(0);
    const [delivery] = receiver.deliveries;
    expect(delivery?.path).toBe('/hook?recordId=7601&action=updated');
    expect(delivery?.message).toMatchObject({
      FromUrl: new URL(instance.url).host,
      CompanyId: 'northwind',
      MemberId: 'jharper',
      Action: 'updated',
      Type: 'ticket',
      ID: 7601,
      CallbackObjectRecId: field(made.body, 'id'),
    });
    const entity: unknown = JSON.parse(String(field(delivery?.message, 'Entity')));
    expect(entity).toMatchObject({ id: 7601, status: { name: 'Dispatch to FN' }, _info: { updatedBy: 'jharper' } });

    const keyUrl = String(field(delivery?.message, 'Metadata', 'key_url'));
    expect(keyUrl.startsWith(`${instance.url}/v2025_1//system/callbackkey/index.rails?companyName=northwind&id=`)).toBe(
      true,
    );
    const key = await instance.absolute('GET', keyUrl.slice(instance.url.length), undefined, {});
    expect(key.status).toBe(200);
    const expected = signature(String(field(key.body, 'signing_key')), delivery?.raw ?? Buffer.alloc(0));
    expect(delivery?.signature).toBe(expected);
  });

  it('has no Entity when the ticket is gone, and each message has its own id', async () => {
    await register();
    instance.connectwise.people.deleteTicket({ member: 'jharper', ticketId: 7602 });
    const { id } = instance.connectwise.people.createTicket({
      member: 'jharper',
      fields: { summary: 'Fresh', company: { id: 250 } },
    });
    await instance.clock.advance(0);
    expect(actions()).toEqual([
      [7602, 'deleted'],
      [id, 'added'],
    ]);
    expect(field(receiver.deliveries[0]?.message, 'Entity')).toBeNull();
    expect(new Set(receiver.deliveries.map(({ message }) => field(message, 'MessageId'))).size).toBe(2);
  });

  it('keeps its old key readable after the key was changed', async () => {
    await register();
    move(7601, 510);
    instance.connectwise.people.rotateSigningKey();
    move(7601, 511);
    await instance.clock.advance(0);
    const keys = await Promise.all(
      receiver.deliveries.map(({ message }) =>
        instance.absolute(
          'GET',
          String(field(message, 'Metadata', 'key_url')).slice(instance.url.length),
          undefined,
          {},
        ),
      ),
    );
    for (const [index, key] of keys.entries()) {
      const delivery = receiver.deliveries[index];
      expect(signature(String(field(key.body, 'signing_key')), delivery?.raw ?? Buffer.alloc(0))).toBe(
        delivery?.signature,
      );
    }
    expect(field(keys[0]?.body, 'signing_key')).not.toBe(field(keys[1]?.body, 'signing_key'));
  });

  it('is concatenated raw to an address without a parameter to end it', async () => {
    await register({ url: `${receiver.url}/abc` });
    await register({ url: `${receiver.url}/abc?param2=6` });
    move(7601, 510);
    await instance.clock.advance(0);
    expect(receiver.deliveries.map(({ path }) => path)).toEqual([
      '/abc?7601&action=updated',
      '/abc?param2=67601&action=updated',
    ]);
  });
});

describe('who hears of what', () => {
  it('a board entry hears of its board, a status entry of every save in its status, a ticket entry of its ticket', async () => {
    const { boardId, triggerStatusId } = instance.trigger;
    await register({ url: `${receiver.url}/board?recordId=`, level: 'Board', objectId: boardId });
    await register({ url: `${receiver.url}/status?recordId=`, level: 'Status', objectId: triggerStatusId });
    await register({ url: `${receiver.url}/ticket?recordId=`, level: 'Ticket', objectId: 7602 });
    const heard = async (act: () => void): Promise<string[]> => {
      const before = receiver.deliveries.length;
      act();
      await instance.clock.advance(0);
      return receiver.deliveries.slice(before).map(({ path }) => path.split('?')[0] ?? '');
    };
    expect(await heard(() => move(7601, triggerStatusId))).toEqual(['/board', '/status']);
    const edit = (): void =>
      instance.connectwise.people.editTicket({ member: 'jharper', ticketId: 7601, changes: { poNumber: '7' } });
    expect(await heard(edit)).toEqual(['/board', '/status']);
    expect(await heard(() => move(7601, 510))).toEqual(['/board']);
    expect(await heard(() => move(7602, 510))).toEqual(['/board', '/ticket']);
    const desk = (): void =>
      instance.connectwise.people.editTicket({ member: 'jharper', ticketId: 7623, changes: { poNumber: '7' } });
    expect(await heard(desk)).toEqual([]);
  });

  it('its own member does not, when the entry suppresses that', async () => {
    await register({ isSelfSuppressedFlag: true });
    await instance.call('PATCH', '/service/tickets/7601', [{ op: 'replace', path: 'poNumber', value: '1' }]);
    await instance.clock.advance(0);
    expect(receiver.deliveries).toHaveLength(0);
    move(7601, 510);
    await instance.clock.advance(0);
    expect(actions()).toEqual([[7601, 'updated']]);
  });

  it('a workflow rule that follows an own write is heard even then', async () => {
    await register({ isSelfSuppressedFlag: true });
    instance.kernel.setSwitch('connectwise.workflowRule', 'Scheduled -> In progress');
    await instance.call('PATCH', '/service/tickets/7601', [{ op: 'replace', path: 'status', value: { id: 511 } }]);
    await instance.clock.advance(0);
    expect(receiver.deliveries.map(({ message }) => field(message, 'MemberId'))).toEqual(['zadmin']);
  });

  it('nobody does when the write skips callbacks', async () => {
    await register();
    await instance.call('PATCH', '/service/tickets/7601', [
      { op: 'replace', path: 'poNumber', value: '1' },
      { op: 'replace', path: 'skipCallback', value: true },
    ]);
    await instance.clock.advance(0);
    expect(receiver.deliveries).toHaveLength(0);
  });

  it('a note is heard as an update of its ticket', async () => {
    await register();
    instance.connectwise.people.addNote({ member: 'jharper', ticketId: 7601, text: 'Hello', tab: 'discussion' });
    await instance.clock.advance(0);
    expect(actions()).toEqual([[7601, 'updated']]);
  });
});

describe('a delivery that fails', () => {
  const times = (target: Receiver): number[] =>
    target.deliveries.map(({ atMs }) => atMs - Date.UTC(2026, 10, 22, 8, 0, 0));

  it.each([404, 409, 419, 429])('with %i is tried again after 2 s and 4 s more, and then given up', async (status) => {
    const target = await startReceiver(instance.clock, [status, status, status, status]);
    await register({ url: `${target.url}/?recordId=` });
    move(7601, 510);
    await instance.clock.advance(60_000);
    expect(times(target)).toEqual([0, 2000, 6000]);
    expect(new Set(target.deliveries.map(({ message }) => field(message, 'MessageId'))).size).toBe(1);
    await target.close();
  });

  it('stops being retried once it is accepted', async () => {
    const target = await startReceiver(instance.clock, [429, 204]);
    await register({ url: `${target.url}/?recordId=` });
    move(7601, 510);
    await instance.clock.advance(60_000);
    expect(times(target)).toEqual([0, 2000]);
    await target.close();
  });

  it.each([400, 401, 500, 503])('with %i is lost', async (status) => {
    const target = await startReceiver(instance.clock, [status]);
    await register({ url: `${target.url}/?recordId=` });
    move(7601, 510);
    await instance.clock.advance(60_000);
    expect(times(target)).toEqual([0]);
    await target.close();
  });

  it('by not being answered within 5 s is lost', async () => {
    const target = await startReceiver(instance.clock, [null]);
    await register({ url: `${target.url}/?recordId=` });
    move(7601, 510);
    await instance.clock.advance(60_000);
    expect(times(target)).toEqual([0]);
    const [entry] = instance.kernel.journal.entries().filter(({ kind }) => kind === 'delivery');
    expect(entry).toMatchObject({ status: null, error: 'timeout', durationMs: 5000 });
    expect(instance.clock.stalls).toBe(0);
    await target.close();
  });

  it('because nobody listens is lost', async () => {
    await register({ url: 'http://127.0.0.1:1/?recordId=' });
    move(7601, 510);
    await instance.clock.advance(60_000);
    const entries = instance.kernel.journal.entries().filter(({ kind }) => kind === 'delivery');
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ status: null, error: 'ECONNREFUSED' });
  });
});

describe('injected delivery faults', () => {
  const fault = (
    kind: 'duplicate' | 'lose' | 'delay' | 'reorder',
    more: Readonly<Record<string, number>> = {},
  ): void => {
    instance.kernel.faults.add({ vendor: 'connectwise', on: 'delivery', kind, ...more });
  };
  beforeEach(() => register());

  it('duplicate: the same message arrives twice', async () => {
    fault('duplicate');
    move(7601, 510);
    await instance.clock.advance(0);
    expect(receiver.deliveries).toHaveLength(2);
    expect(receiver.deliveries[0]?.raw).toEqual(receiver.deliveries[1]?.raw);
  });

  it('lose: it never arrives', async () => {
    fault('lose');
    move(7601, 510);
    await instance.clock.advance(600_000);
    expect(receiver.deliveries).toHaveLength(0);
  });

  it('delay: it arrives later', async () => {
    fault('delay', { delayMs: 90_000 });
    move(7601, 510);
    await instance.clock.advance(89_999);
    expect(receiver.deliveries).toHaveLength(0);
    await instance.clock.advance(1);
    expect(receiver.deliveries).toHaveLength(1);
  });

  it('reorder: it arrives after a later one', async () => {
    fault('reorder');
    move(7601, 510);
    move(7602, 510);
    await instance.clock.advance(0);
    expect(actions().map((one) => field(one, 0))).toEqual([7602, 7601]);
  });
});
