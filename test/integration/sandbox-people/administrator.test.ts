import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/index.ts';

let sandbox: RunningSandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.stop());

async function act(verb: string, body: object): Promise<{ readonly status: number; readonly body: unknown }> {
  const { controlUrl, controlToken } = sandbox.info;
  const response = await fetch(`${controlUrl}/control/people/administrator/${verb}`, {
    method: 'POST',
    headers: { 'x-sandbox-control': controlToken, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

async function table(path: string): Promise<readonly { readonly id: number; readonly name: string }[]> {
  const { url, company, publicKey, privateKey, clientId } = sandbox.info.connectwise;
  const authorization = `Basic ${Buffer.from(`${company}+${publicKey}:${privateKey}`).toString('base64')}`;
  const response = await fetch(`${url}/v4_6_release/apis/3.0${path}?pageSize=1000`, {
    headers: { authorization, clientId },
  });
  return (await response.json()) as readonly { id: number; name: string }[];
}

describe("the administrators' lists", () => {
  it('get an entry, another name for it, and lose it again', async () => {
    const made = (await act('add-entry', { list: 'priorities', name: 'Someday' })).body as { readonly id: number };
    expect((await table('/service/priorities')).find(({ id }) => id === made.id)?.name).toBe('Someday');
    await act('rename-entry', { list: 'priorities', id: made.id, name: 'Never' });
    expect((await table('/service/priorities')).find(({ id }) => id === made.id)?.name).toBe('Never');
    await act('retire-entry', { list: 'priorities', id: made.id });
    expect((await table('/service/priorities')).find(({ id }) => id === made.id)).toBeUndefined();
  });

  it('keep what is out of use, where ConnectWise does', async () => {
    const { boardId } = sandbox.info.demo;
    const made = (await act('add-entry', { list: 'statuses', name: 'Parked', boardId })).body as {
      readonly id: number;
    };
    await act('retire-entry', { list: 'statuses', id: made.id });
    expect((await table(`/service/boards/${boardId}/statuses`)).find(({ id }) => id === made.id)).toMatchObject({
      name: 'Parked',
      inactive: true,
    });
  });

  it('of tickets show a new custom field on every ticket at once', async () => {
    await act('add-entry', { list: 'customFields', name: 'Shift', options: ['Day', 'Night'] });
    const fields = sandbox.tickets()[0]?.customFields as readonly { readonly caption: string }[];
    expect(fields.map(({ caption }) => caption)).toContain('Shift');
  });

  it('of Field Nation change too', async () => {
    const made = (await act('add-entry', { list: 'fieldnation.clients', name: 'New Customer' })).body;
    expect(made).toEqual({ id: 2016 });
    expect((await act('rename-entry', { list: 'fieldnation.clients', id: 2016, name: 'Customer' })).status).toBe(200);
    expect((await act('retire-entry', { list: 'fieldnation.clients', id: 2016 })).status).toBe(200);
    expect((await act('retire-entry', { list: 'fieldnation.clients', id: 2016 })).body).toEqual({
      message: 'The list fieldnation.clients has no entry 2016.',
    });
  });

  it.each([
    ['add-entry', { list: 'priorities' }, 'name is needed.'],
    ['add-entry', { list: 'statuses', name: 'Parked' }, /belongs to a board/],
    ['add-entry', { list: 'nonsense', name: 'X' }, /There is no list "nonsense"/],
    ['add-entry', { list: 'fieldnation.nonsense', name: 'X' }, /There is no list "fieldnation.nonsense"/],
    ['add-entry', { list: 'fieldnation.customFields', name: 'X', type: 'odd' }, /There is no type "odd"/],
    ['rename-entry', { list: 'priorities', id: 99_999, name: 'X' }, /has no entry 99999/],
  ])('refuse %s with %o', async (verb, body, words) => {
    const answer = await act(verb, body);
    expect(answer.status).toBe(400);
    expect((answer.body as { readonly message: string }).message).toMatch(words);
  });
});
