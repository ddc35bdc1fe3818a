import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { webhookEvents } from '../../../src/sandbox/fieldnation/events.ts';
import { type Client, publishable, startClient, startTarget } from './client.ts';

let client: Client;
let target: Awaited<ReturnType<typeof startTarget>>;
let webhookId = '';
let workOrderId = 0;
const day = 86_400_000;

beforeEach(async () => {
  client = await startClient();
  target = await startTarget(client.clock);
  const { body } = await client.hooks('POST', '', {
    events: Object.keys(webhookEvents),
    url: target.url,
    method: 'post',
    status: 'active',
    webhookAttribute: { header: { 'X-Mine': '1' } },
  });
  webhookId = String((body.result as { webhookId: string }).webhookId);
  workOrderId = Number((await client.rest('POST', '/workorders', publishable)).body.id);
  await client.clock.advance(0);
});
afterEach(async () => {
  await client.stop();
  await target.stop();
});

interface Log {
  readonly deliveryId: string;
  readonly eventName: string;
  readonly deliveryStatus: number;
  readonly deliveryAttempt: number;
  readonly workOrderId: number;
}
async function logs(query = ''): Promise<readonly Log[]> {
  await client.signIn();
  return (await client.hooks('GET', `/delivery-logs${query}`)).body.result as readonly Log[];
}

describe('Simulated webhooks, over time', () => {
  it('fire every one of the 33 events', async () => {
    const { provider, buyer } = client.sandbox.people;
    const { rest } = client;
    const providerId = 70112;
    await rest('POST', `/workorders/${workOrderId}/publish`);
    const steps: (() => unknown)[] = [
      () => buyer.route({ workOrderId, providerId }),
      () => provider.request({ workOrderId, providerId: 70115 }),
      () => provider.decline({ workOrderId, providerId: 70116 }),
      () => provider.undecline({ workOrderId, providerId: 70116 }),
      () => provider.accept({ workOrderId, providerId }),
      () => buyer.unassign({ workOrderId }),
      () => buyer.assign({ workOrderId, providerId }),
      () => provider.confirm({ workOrderId }),
      () => buyer.flagAtRisk({ workOrderId }),
      () => provider.delay({ workOrderId }),
      () => buyer.resolveProblems({ workOrderId }),
      () => provider.onMyWay({ workOrderId }),
      () => provider.checkIn({ workOrderId }),
      () => provider.uncompleteTask({ workOrderId }),
      () => provider.uploadFile({ workOrderId, name: 'rack.jpg' }),
      () => provider.updatePart({ workOrderId, name: 'Patch cable', quantity: 3 }),
      () => provider.setCustomField({ workOrderId, field: 'Serial number installed', value: 'SN-1' }),
      () => buyer.reschedule({ workOrderId, start: '2026-12-03T15:00:00Z', end: '2026-12-03T18:00:00Z' }),
      () => buyer.tag({ workOrderId, tagId: 301 }),
      () => buyer.untag({ workOrderId, tagId: 301 }),
      () => provider.checkOut({ workOrderId }),
      () => provider.markDone({ workOrderId }),
      () => buyer.approve({ workOrderId }),
      () => buyer.pay({ workOrderId }),
      () => {
        const second = buyer.create({ body: { title: 'Second' } }).id;
        buyer.postpone({ workOrderId: second });
        buyer.cancel({ workOrderId: second });
        buyer.delete({ workOrderId: second });
      },
    ];
    for (const step of steps) {
      step();
      await client.clock.advance(1_000);
    }
    expect([...new Set(target.names())].sort()).toEqual(Object.keys(webhookEvents).sort());
  });

  it('stay silent about what no event exists for', async () => {
    const { provider, buyer } = client.sandbox.people;
    await client.rest('POST', `/workorders/${workOrderId}/publish`);
    provider.accept({ workOrderId, providerId: 70112 });
    await client.clock.advance(1_000);
    const before = target.received.length;
    buyer.edit({
      workOrderId,
      changes: { title: 'Another title', pay: { type: 'fixed', base: { amount: 9, units: 1 } } },
    });
    buyer.uploadFile({ workOrderId, name: 'plan.pdf' });
    buyer.addShipment({ workOrderId });
    buyer.addContact({ workOrderId, name: 'Sam' });
    provider.addExpense({ workOrderId, amount: 9 });
    buyer.approveExpense({ workOrderId });
    provider.closingNotes({ workOrderId, text: 'Nearly' });
    await client.clock.advance(1_000);
    expect(target.received).toHaveLength(before);
  });

  it('carry the whole message, also of a reply', async () => {
    const { buyer } = client.sandbox.people;
    const { messageId } = buyer.message({ workOrderId, text: 'Who has the key', type: 'INTERNAL' });
    buyer.reply({ workOrderId, text: 'Reception', userId: 48216 });
    await client.clock.advance(0);
    const posted = target.received.filter(({ body }) => body.event.name === 'workorder.message_posted');
    const reply = posted.find(({ body }) => body.triggered_by_user.id === 48216);
    expect(posted).toHaveLength(2);
    expect(reply?.body.event.params).toMatchObject({
      work_order_id: workOrderId,
      message: { parent_id: messageId, message: 'Reception', role: 'REPLY', from: { id: 48216 } },
    });
  });

  it('keep a log of every attempt, from which one can be sent again', async () => {
    await client.clock.advance(0);
    expect((await logs()).map(({ eventName }) => eventName).sort()).toEqual([
      'workorder.created',
      'workorder.status.draft',
    ]);
    target.answers.push(404);
    await client.rest('POST', `/workorders/${workOrderId}/publish`);
    await client.clock.advance(1_000);
    const [failed, ...others] = await logs(`?workOrderId=${workOrderId}&deliveryStatus=failed`);
    expect(others).toEqual([]);
    expect(failed).toMatchObject({ eventName: 'workorder.status.published', deliveryStatus: 404, deliveryAttempt: 1 });
    const details = await client.hooks('GET', `/delivery-logs/${failed?.deliveryId}`);
    const link = String((details.body.result as { delivery_log: string }).delivery_log);
    expect(await (await fetch(link)).json()).toMatchObject({ response: { status: 404 } });
    const before = target.received.length;
    expect((await client.hooks('PATCH', `/delivery-logs/${failed?.deliveryId}/retry`)).body.result).toEqual({
      job_id: expect.any(String),
    });
    await client.clock.advance(1_000);
    const [first, again] = [target.received[before - 1], target.received[before]];
    expect(again?.raw.equals(first?.raw ?? Buffer.alloc(0))).toBe(true);
    const [id] = String(first?.headers['x-fn-delivery-id']).split(':');
    expect(again?.headers['x-fn-delivery-id']).toBe(`${id}:2`);
    expect((await logs(`?deliveryId=${id}`)).map(({ deliveryStatus }) => deliveryStatus)).toEqual([200, 404]);
  });

  it('remember who changed what, and lose a header on request', async () => {
    await client.hooks('PUT', `/${webhookId}`, { status: 'inactive' });
    await client.hooks('DELETE', `/${webhookId}/header/X-Mine`);
    expect((await client.hooks('DELETE', `/${webhookId}/header/X-Mine`)).status).toBe(404);
    const { result } = (await client.hooks('GET', `/${webhookId}/history`)).body;
    expect((result as { action: string; changes: unknown }[]).map(({ action }) => action)).toEqual([
      'updated',
      'status_changed',
      'created',
    ]);
  });

  it('are switched off after seven days in which nothing arrived, and not after six', async () => {
    const failing = async (): Promise<void> => {
      target.answers.push(404);
      client.sandbox.people.buyer.message({ workOrderId, text: 'Anybody there', type: 'INTERNAL' });
      await client.clock.advance(1_000);
    };
    const status = async (): Promise<unknown> => {
      await client.signIn();
      return ((await client.hooks('GET', `/${webhookId}`)).body.result as { status: string }).status;
    };
    await failing();
    await client.clock.advance(6 * day);
    await failing();
    expect(await status()).toBe('active');
    client.sandbox.people.buyer.message({ workOrderId, text: 'Arrives', type: 'INTERNAL' });
    await client.clock.advance(2 * day);
    await failing();
    expect(await status()).toBe('active');
    await client.clock.advance(7 * day);
    await failing();
    expect(await status()).toBe('inactive');
    expect(client.sandbox.journal().some((entry) => entry.kind === 'webhook-deactivated')).toBe(true);
    const before = target.received.length;
    client.sandbox.people.buyer.message({ workOrderId, text: 'Unheard', type: 'INTERNAL' });
    await client.clock.advance(1_000);
    expect(target.received).toHaveLength(before);
  });
});
