import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, publishable, startClient } from './client.ts';

interface Shown {
  readonly msg_id: string;
  readonly parent_id: string;
  readonly message: string;
  readonly role: string;
  readonly from: { readonly id: number };
  readonly replies: readonly Shown[];
}

let client: Client;
let workOrderId = 0;
const assigned = 70113;
const other = 70112;
beforeEach(async () => {
  client = await startClient();
  workOrderId = Number((await client.rest('POST', '/workorders', publishable)).body.id);
  await client.rest('POST', `/workorders/${workOrderId}/publish`);
  client.sandbox.people.provider.accept({ workOrderId, providerId: assigned });
});
afterEach(() => client.stop());

const path = (): string => `/workorders/${workOrderId}/messages`;
const post = (body: unknown) => client.rest('POST', path(), body);
const shown = (body: Record<string, unknown>): readonly Shown[] => body.results as readonly Shown[];
const readBy = (providerId: number): readonly string[] =>
  client.sandbox.people.provider.readMessages({ workOrderId, providerId }).messages.map(({ text }) => text);

describe('Messages of the simulated Field Nation', () => {
  it('are answered as a list after a post, newest first', async () => {
    await post({ message: 'First', type: 'INTERNAL' });
    await client.clock.advance(1_000);
    const { status, body } = await post({ message: 'Second', type: 'ASSIGNEDTECH' });
    expect(status).toBe(200);
    expect(body).not.toHaveProperty('msg_id');
    expect(shown(body).map(({ message, parent_id }) => [message, parent_id])).toEqual([
      ['Second', '0'],
      ['First', '0'],
    ]);
    expect((await client.rest('GET', path())).body.results).toEqual(body.results);
  });

  it('keep their thread: a reply to a reply joins it, and the work order counts both', async () => {
    const { provider } = client.sandbox.people;
    const head = provider.message({ workOrderId, text: 'The rack is locked' }).messageId;
    const { body } = await client.rest('POST', `${path()}/${head}`, { message: 'The key is at reception' });
    const reply = shown(body)[0]?.replies[0];
    expect(reply).toMatchObject({ parent_id: head, message: 'The key is at reception', role: 'REPLY' });
    provider.reply({ workOrderId, text: 'Found it', messageId: reply?.msg_id ?? '' });
    const [thread, ...more] = shown((await client.rest('GET', path())).body);
    expect(more).toEqual([]);
    expect(thread?.replies.map(({ message, parent_id }) => [message, parent_id])).toEqual([
      ['The key is at reception', head],
      ['Found it', head],
    ]);
    const whole = await client.rest('GET', `/workorders/${workOrderId}`);
    expect(whole.body.messages).toMatchObject({ metadata: { total: 3 }, results: [] });
  });

  it('of a buyer reach only the providers their type names', async () => {
    for (const type of ['INTERNAL', 'STAFF_NOTE', 'ASSIGNEDTECH', 'ROUTEDTECHS', 'REQUESTEDTECHS']) {
      expect((await post({ message: type, type })).status).toBe(200);
    }
    await post({ message: 'SPECIFICTECH', type: 'SPECIFICTECH', to: { id: other } });
    expect(readBy(assigned)).toEqual(['ASSIGNEDTECH']);
    expect(readBy(other)).toEqual(['SPECIFICTECH']);
  });

  it('stay internal when somebody replies in an internal thread', async () => {
    const { body } = await post({ message: 'Do not tell them', type: 'INTERNAL' });
    await client.rest('POST', `${path()}/${shown(body)[0]?.msg_id}`, { message: 'Understood' });
    expect(readBy(assigned)).toEqual([]);
  });

  it.each([
    [{ type: 'INTERNAL' }, '/message'],
    [{ message: '  ', type: 'INTERNAL' }, '/message'],
    [{ message: 'x', type: 'PUBLIC' }, '/type'],
    [{ message: 'x', type: 'SPECIFICTECH' }, '/to/id'],
    [{ message: 'x', type: 'INTERNAL', to: { id: other } }, '/to/id'],
    [{ message: 'x', type: 'TECHTOMANAGER' }, '/type'],
    [{ message: 'x', type: 'REPLY' }, '/type'],
  ])('are refused as %j', async (body, pointer) => {
    expect(await post(body)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });

  it('cannot be edited or deleted', async () => {
    const { messageId } = client.sandbox.people.buyer.message({ workOrderId, text: 'Once said' });
    expect((await client.rest('PUT', `${path()}/${messageId}`, { message: 'Changed' })).status).toBe(404);
    expect((await client.rest('DELETE', `${path()}/${messageId}`)).status).toBe(404);
  });

  it('leave the list when archived, until f_archived asks for them', async () => {
    const { buyer } = client.sandbox.people;
    const { messageId } = buyer.message({ workOrderId, text: 'Old news' });
    buyer.archiveMessage({ workOrderId, messageId });
    expect(shown((await client.rest('GET', path())).body)).toEqual([]);
    expect(shown((await client.rest('GET', `${path()}?f_archived=true`)).body)).toHaveLength(1);
  });

  it('say their type, or only who wrote them when the switch says so', async () => {
    await post({ message: 'Mind the step', type: 'ASSIGNEDTECH' });
    client.sandbox.people.provider.message({ workOrderId, text: 'I do' });
    const roles = async (): Promise<readonly string[]> =>
      shown((await client.rest('GET', path())).body).map(({ role }) => role);
    expect(await roles()).toEqual(['TECHTOMANAGER', 'ASSIGNEDTECH']);
    client.sandbox.setSwitch('fieldnation.messageRole', 'person');
    expect(await roles()).toEqual(['assigned_provider', 'buyer']);
  });

  it('keep or lose markup, or are refused for it, as the switch says', async () => {
    const say = async (): Promise<unknown> => {
      const { status, body } = await post({ message: 'a <b>bold</b> claim, 2 < 3', type: 'INTERNAL' });
      return status === 200 ? shown(body)[0]?.message : status;
    };
    expect(await say()).toBe('a <b>bold</b> claim, 2 < 3');
    client.sandbox.setSwitch('fieldnation.messageHtml', 'strip');
    await client.clock.advance(1_000);
    expect(await say()).toBe('a bold claim, 2 < 3');
    client.sandbox.setSwitch('fieldnation.messageHtml', 'refuse');
    expect(await say()).toBe(400);
  });

  it('are posted once when the answer is lost, and twice when posted again', async () => {
    client.sandbox.addFault({
      vendor: 'fieldnation',
      on: 'request',
      method: 'POST',
      path: '/messages$',
      kind: 'drop-after-commit',
    });
    await expect(post({ message: 'Lost answer', type: 'INTERNAL' })).rejects.toThrow();
    expect(shown((await client.rest('GET', path())).body)).toHaveLength(1);
    expect(shown((await post({ message: 'Lost answer', type: 'INTERNAL' })).body)).toHaveLength(2);
  });
});
