import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, publishable, startClient, startTarget } from './client.ts';

/* What becomes of webhooks over time: secrets, states, delivery logs. */

const day = 86_400_000;
const secrets = ['01999f51-5c66-4449-b441-6b4a053fee6a', '01999f51-5c66-4449-b441-6b4a053fee6b'] as const;
let client: Client;
let target: Awaited<ReturnType<typeof startTarget>>;
let workOrderId = 0;
let webhookId = '';

beforeEach(async () => {
  client = await startClient();
  target = await startTarget(client.clock);
  workOrderId = Number((await client.rest('POST', '/workorders', publishable)).body.id);
  const { body } = await client.hooks('POST', '', {
    events: ['workorder.message_posted', 'workorder.status.published'],
    url: target.url,
    method: 'post',
    status: 'active',
    secret: secrets[0],
    notificationEmail: 'hooks@northwindmsp.example',
  });
  webhookId = String((body.result as { webhookId: string }).webhookId);
});
afterEach(async () => {
  await client.stop();
  await target.stop();
});

const post = async (waitMs = 1000): Promise<void> => {
  client.sandbox.people.buyer.message({ workOrderId, text: 'Anybody there', type: 'INTERNAL' });
  await client.clock.advance(waitMs);
};
const call = async (method: string, path: string, body?: unknown) => {
  await client.signIn();
  return client.hooks(method, path, body);
};
const put = (body: object) => call('PUT', `/${webhookId}`, body);
const statusNow = async () => ((await call('GET', `/${webhookId}`)).body.result as { status: string }).status;
interface Log {
  readonly deliveryId: string;
  readonly deliveryStatus: number;
  readonly deliveryAttempt: number;
  readonly eventName: string;
}
const logs = async (query = '') => (await call('GET', `/delivery-logs${query}`)).body.result as readonly Log[];
const signedWith = (index: number): number =>
  secrets.findIndex((secret) => {
    const delivery = target.received[index];
    const hmac = createHmac('sha256', secret)
      .update(delivery?.raw ?? '')
      .digest('hex');
    return delivery?.headers['x-fn-signature'] === `sha256=${hmac}`;
  });

describe('A new secret of a webhook', () => {
  it('signs from the next attempt on, also attempts of deliveries that failed before', async () => {
    target.answers.push(500);
    await post();
    const { body } = await put({ secret: secrets[1] });
    expect(body.result).toMatchObject({ secret: secrets[1] });
    await client.clock.advance(10_000);
    await post();
    expect([0, 1, 2].map(signedWith)).toEqual([0, 1, 1]);
    const [first, again] = target.received.map(({ headers }) => String(headers['x-fn-delivery-id']));
    expect(again).toBe(first?.replace(':1', ':2'));
  });

  it('is not written into the history, that there was one is', async () => {
    await put({ secret: secrets[1] });
    const { body } = await call('GET', `/${webhookId}/history`);
    expect(body.result).toMatchObject([{ action: 'updated', changes: { secret: {} } }, { action: 'created' }]);
    expect(JSON.stringify(body)).not.toContain(secrets[1]);
  });
});

describe('A webhook that is not active', () => {
  it.each(['inactive', 'archived'])('gets nothing while it is %s, not even retries that waited', async (status) => {
    target.answers.push(500);
    await post();
    await put({ status });
    await client.clock.advance(3_600_000);
    await post();
    expect(target.received).toHaveLength(1);
    expect(await statusNow()).toBe(status);
    const listed = await call('GET', `?status=${status}`);
    expect((listed.body.result as { webhookId: string }[]).map((one) => one.webhookId)).toEqual([webhookId]);
  });

  it('comes back from inactive and never from archived', async () => {
    await put({ status: 'inactive' });
    expect((await put({ status: 'active' })).status).toBe(200);
    await post();
    expect(target.received).toHaveLength(1);
    await put({ status: 'archived' });
    const refused = await put({ status: 'active' });
    expect([refused.status, await statusNow()]).toEqual([400, 'archived']);
    expect(JSON.stringify(refused.body)).toContain('archived');
    expect((await put({ secret: secrets[1] })).status).toBe(400);
    expect((await call('DELETE', `/${webhookId}`)).status).toBe(200);
  });

  it('takes a retry of the log and sends nothing', async () => {
    target.answers.push(404);
    await post();
    await put({ status: 'inactive' });
    const [failed] = await logs();
    expect((await call('PATCH', `/delivery-logs/${failed?.deliveryId}/retry`)).body.result).toEqual({
      job_id: expect.any(String),
    });
    await client.clock.advance(1000);
    expect(target.received).toHaveLength(1);
  });
});

describe('An update', () => {
  it('replaces the events as a whole, adds headers to those there are, and leaves what it does not name', async () => {
    await put({ webhookAttribute: { header: { 'X-First': '1' } } });
    await put({ webhookAttribute: { header: { 'X-Second': '2' } }, events: ['workorder.created'] });
    const { body } = await call('GET', `/${webhookId}?webhookAttribute=header`);
    expect(body.result).toMatchObject({
      events: ['workorder.created'],
      webhookAttribute: { header: { 'X-First': '1', 'X-Second': '2' } },
      notificationEmail: 'hooks@northwindmsp.example',
      secret: secrets[0],
    });
  });

  it.each([
    [{ notificationEmail: '' }, 'notificationEmail must be an email'],
    [{ notificationEmail: 'nobody' }, 'notificationEmail must be an email'],
    [{ events: ['workorder.created', 'workorder.created'] }, 'unique'],
    [{ events: [] }, 'at least 1'],
  ])('is refused: %o', async (changes, words) => {
    const { status, body } = await put(changes);
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining(words)]);
  });
});

describe('Seven days of failures', () => {
  it('make a webhook inactive as the last one ends, with a mail to its owner and a line in its history', async () => {
    target.answers.push(...Array.from({ length: 7 }, () => 410));
    for (let count = 0; count < 7; count += 1) {
      expect(await statusNow()).toBe('active');
      await post(day);
    }
    expect(await statusNow()).toBe('inactive');
    expect(client.sandbox.journal().filter(({ kind }) => kind === 'webhook-deactivated')).toMatchObject([
      { webhookId, mailTo: 'hooks@northwindmsp.example', mailText: expect.stringContaining('inactive') },
    ]);
    const { body } = await call('GET', `/${webhookId}/history`);
    expect((body.result as { action: string; userId: number }[])[0]).toMatchObject({
      action: 'status_changed',
      userId: 0,
    });
  });

  it('begin anew when somebody makes it active again', async () => {
    client.sandbox.deactivateWebhook(webhookId);
    await post();
    expect(target.received).toHaveLength(0);
    await put({ status: 'active' });
    target.answers.push(410, 410);
    await post(6 * day);
    await post();
    expect(await statusNow()).toBe('active');
    expect(client.sandbox.webhooks()).toMatchObject([{ webhookId, status: 'active', failedDays: [0, 6] }]);
  });

  it('can be had at once, but only by an active webhook', () => {
    client.sandbox.deactivateWebhook(webhookId);
    expect(() => client.sandbox.deactivateWebhook(webhookId)).toThrow('is inactive already');
    expect(() => client.sandbox.deactivateWebhook('none')).toThrow('There is no webhook none.');
  });
});

describe('A delivery that fails', () => {
  it.each([
    [3, 4],
    [5, 6],
    [7, 8],
  ])('is tried again %i times where so many are allowed, then only by hand', async (retries, attempts) => {
    client.sandbox.setSwitch('fieldnation.webhookRetries', retries);
    target.answers.push(...Array.from({ length: 8 }, () => 503).slice(0, attempts));
    await post(3_600_000);
    expect(target.received).toHaveLength(attempts);
    const [last] = await logs();
    expect(last).toMatchObject({ deliveryAttempt: attempts, deliveryStatus: 503 });
    await call('PATCH', `/delivery-logs/${last?.deliveryId}/retry`);
    await client.clock.advance(1000);
    expect(target.received).toHaveLength(attempts + 1);
    expect((await logs())[0]).toMatchObject({ deliveryAttempt: attempts + 1, deliveryStatus: 200 });
  });
});

describe('The delivery logs', () => {
  beforeEach(async () => {
    await post();
    target.answers.push(404);
    await client.rest('POST', `/workorders/${workOrderId}/publish`);
    await client.clock.advance(1000);
    await post();
  });

  it('come newest first, or sorted by what is asked', async () => {
    const names = (entries: readonly Log[]) => entries.map(({ eventName }) => eventName.split('.').at(-1));
    expect(names(await logs())).toEqual(['message_posted', 'published', 'message_posted']);
    expect((await logs('?sortBy=deliveryStatus&sortDirection=ASC')).map((one) => one.deliveryStatus)).toEqual([
      200, 200, 404,
    ]);
    expect(names(await logs('?sortBy=eventName'))[0]).toBe('published');
  });

  it('are searched, filtered, paged and narrowed to fields', async () => {
    expect(await logs('?search=PUBLISHED')).toHaveLength(1);
    expect(await logs('?eventName=workorder.message_posted')).toHaveLength(2);
    expect(await logs('?deliveryStatus=404')).toHaveLength(1);
    expect(await logs(`?webhookId=${webhookId}&perPage=2&page=2`)).toHaveLength(1);
    expect(await logs('?webhookId=another')).toEqual([]);
    expect(await logs('?perPage=1&fields=eventName,deliveryStatus')).toEqual([
      { eventName: 'workorder.message_posted', deliveryStatus: 200 },
    ]);
    expect(await logs('?perPage=1&fields=eventName&fields=deliveryAttempt')).toEqual([
      { eventName: 'workorder.message_posted', deliveryAttempt: 1 },
    ]);
  });

  it('forget after two weeks', async () => {
    await client.clock.advance(14 * day - 10_000);
    expect(await logs()).not.toEqual([]);
    await client.clock.advance(20_000);
    expect(await logs()).toEqual([]);
    const gone = await call('PATCH', '/delivery-logs/none/retry');
    expect(gone.status).toBe(404);
  });
});
