import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, publishable, startClient, startTarget } from './client.ts';

const secret = '01999f51-5c66-4449-b441-6b4a053fee6a';
let client: Client;
let target: Awaited<ReturnType<typeof startTarget>>;
let workOrderId = 0;
let webhookId = '';

async function register(events: readonly string[], more: Record<string, unknown> = {}): Promise<void> {
  const { body } = await client.hooks('POST', '', {
    events,
    url: target.url,
    method: 'post',
    status: 'active',
    secret,
    ...more,
  });
  webhookId = String((body.result as { webhookId: string }).webhookId);
}

beforeEach(async () => {
  client = await startClient();
  target = await startTarget(client.clock);
  workOrderId = Number((await client.rest('POST', '/workorders', publishable)).body.id);
  await client.rest('POST', `/workorders/${workOrderId}/publish`);
});
afterEach(async () => {
  await client.stop();
  await target.stop();
});

const assigned = ['workorder.status.assigned'];

describe('Simulated webhooks', () => {
  it('carry four keys, a signature over the raw bytes and a delivery id with its attempt', async () => {
    await register(assigned);
    client.sandbox.people.provider.accept({ workOrderId, providerId: 70113 });
    await client.clock.advance(0);
    const [hook] = target.received;
    expect(Object.keys(hook?.body ?? {})).toEqual(['event', 'timestamp', 'triggered_by_user', 'workorder']);
    expect(hook?.body.event).toEqual({
      name: 'workorder.status.assigned',
      params: { work_order_id: workOrderId, status_id: 3, previous_status_id: 2, technician: { id: 70113 } },
    });
    expect(hook?.body.triggered_by_user).toEqual({ id: 70113 });
    expect(hook?.body.workorder).toMatchObject({
      id: workOrderId,
      status: { name: 'Assigned' },
      assignee: { user: { id: 70113 } },
    });
    const hmac = createHmac('sha256', secret)
      .update(hook?.raw ?? '')
      .digest('hex');
    expect(hook?.headers['x-fn-signature']).toBe(`sha256=${hmac}`);
    expect(hook?.headers['x-fn-webhook-id']).toBe(webhookId);
    expect(hook?.headers['x-fn-delivery-id']).toMatch(/^[0-9a-f-]{36}:1$/);
    expect(hook?.headers['x-fn-request-timestamp']).toBe(String(hook?.at));
  });

  it('name our own user when the change came through the API', async () => {
    await register(['workorder.message_posted']);
    await client.rest('POST', `/workorders/${workOrderId}/messages`, { message: 'Ours', type: 'INTERNAL' });
    client.sandbox.people.buyer.message({ workOrderId, text: 'Theirs' });
    await client.clock.advance(0);
    const own = client.sandbox.workOrders().find((each) => each.id === workOrderId)?.messages[0]?.fromId;
    const by = Object.fromEntries(
      target.received.map(({ body }) => [
        (body.event.params.message as { message: string }).message,
        body.triggered_by_user.id,
      ]),
    );
    expect(by.Ours).toBe(own);
    expect(by.Theirs).not.toBe(own);
  });

  it('are tried again at the documented times with the same bytes and id', async () => {
    await register(assigned);
    target.answers.push(500, 503, 502, 500, 500, 500, 500, 500);
    const start = client.clock.now();
    client.sandbox.people.provider.accept({ workOrderId });
    await client.clock.advance(3_600_000);
    const seconds = target.received.map(({ at }) => (at - start) / 1000);
    expect(seconds).toEqual([0, 10, 30, 70, 150, 310, 630, 1270]);
    const deliveryIds = target.received.map(({ headers }) => String(headers['x-fn-delivery-id']).split(':'));
    expect(new Set(deliveryIds.map(([id]) => id)).size).toBe(1);
    expect(deliveryIds.map(([, attempt]) => attempt)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(new Set(target.received.map(({ raw }) => raw.toString())).size).toBe(1);
    expect(client.sandbox.journal().some((entry) => entry.kind === 'dead-letter')).toBe(true);
  });

  it('are not tried again after a 4xx or once the webhook is gone', async () => {
    await register(assigned);
    target.answers.push(404);
    client.sandbox.people.provider.accept({ workOrderId });
    await client.clock.advance(60_000);
    expect(target.received).toHaveLength(1);
    target.answers.push(500);
    await client.hooks('PUT', `/${webhookId}`, { events: ['workorder.status.confirmed'] });
    client.sandbox.people.provider.confirm({ workOrderId });
    await client.clock.advance(1_000);
    await client.hooks('DELETE', `/${webhookId}`);
    await client.clock.advance(60_000);
    expect(target.received).toHaveLength(2);
  });

  it('go out once, twice, late or never as a fault says', async () => {
    await register(['workorder.message_posted']);
    const deliver = async (kind: 'duplicate' | 'lose') => {
      client.sandbox.addFault({ vendor: 'fieldnation', on: 'delivery', kind });
      client.sandbox.people.provider.message({ workOrderId, text: kind });
      await client.clock.advance(60_000);
    };
    await deliver('duplicate');
    expect(target.received).toHaveLength(2);
    expect(target.received[0]?.headers['x-fn-delivery-id']).toBe(target.received[1]?.headers['x-fn-delivery-id']);
    await deliver('lose');
    expect(target.received).toHaveLength(2);
  });

  it('replace their list of events on update, and go out as PUT when asked', async () => {
    await register(assigned);
    const { body } = await client.hooks('PUT', `/${webhookId}`, {
      events: ['workorder.status.confirmed'],
      method: 'put',
    });
    expect(body.result).toMatchObject({ events: ['workorder.status.confirmed'], method: 'put' });
    client.sandbox.people.provider.accept({ workOrderId });
    client.sandbox.people.provider.confirm({ workOrderId });
    await client.clock.advance(0);
    expect(target.names()).toEqual(['workorder.status.confirmed']);
    expect(target.received[0]?.method).toBe('PUT');
  });

  it.each([
    [{ url: 'http://example.com/hook' }, 'url'],
    [{ events: [] }, 'events'],
    [{ events: ['workorder.updated'] }, 'events'],
    [{ method: 'get' }, 'method'],
    [{ secret: 'short' }, 'secret'],
    [{ webhookAttribute: { header: { 'X-FN-Mine': '1' } } }, 'header'],
  ])('are refused with %j', async (wrong, word) => {
    const body = { events: assigned, url: target.url, method: 'post', status: 'active', ...wrong };
    const answer = await client.hooks('POST', '', body);
    expect(answer.status).toBe(400);
    expect((answer.body.errors as { message: string }[])[0]?.message).toContain(word);
  });

  it('to plain http on this machine are refused once the switch is off', async () => {
    client.sandbox.setSwitch('allowHttpLoopbackTargets', false);
    const answer = await client.hooks('POST', '', {
      events: assigned,
      url: target.url,
      method: 'post',
      status: 'active',
    });
    expect(answer.status).toBe(400);
  });

  it('report every step of a visit', async () => {
    const { body } = await client.hooks('GET', '/events');
    await register((body.result as { name: string }[]).map(({ name }) => name));
    const { provider, buyer } = client.sandbox.people;
    const steps = [
      () => buyer.route({ workOrderId, providerId: 70112 }),
      () => provider.accept({ workOrderId }),
      () => provider.confirm({ workOrderId }),
      () => provider.onMyWay({ workOrderId }),
      () => provider.checkIn({ workOrderId }),
      () => provider.uploadPhoto({ workOrderId }),
      () => provider.checkOut({ workOrderId }),
      () => provider.markDone({ workOrderId }),
      () => buyer.approve({ workOrderId }),
    ];
    for (const step of steps) {
      step();
      await client.clock.advance(1_000);
    }
    expect(new Set(target.names())).toEqual(
      new Set([
        'workorder.routed',
        'workorder.status.routed',
        'workorder.status.assigned',
        'workorder.status.confirmed',
        'workorder.status.on_my_way',
        'workorder.status.checked_in',
        'workorder.task_completed',
        'workorder.provider_upload',
        'workorder.status.checked_out',
        'workorder.status.work_done',
        'workorder.status.approved',
      ]),
    );
  });

  it('report what goes wrong on a visit, several events for one action', async () => {
    const { body } = await client.hooks('GET', '/events');
    await register((body.result as { name: string }[]).map(({ name }) => name));
    const { provider, buyer } = client.sandbox.people;
    const during = async (step: () => unknown): Promise<string[]> => {
      const before = target.received.length;
      step();
      await client.clock.advance(1_000);
      return target.names().slice(before).sort();
    };
    const other = { workOrderId, providerId: 70116 };
    expect(await during(() => provider.decline(other))).toEqual(['workorder.declined']);
    expect(await during(() => provider.undecline(other))).toEqual(['workorder.undeclined']);
    expect(await during(() => buyer.assign(other))).toEqual(['workorder.status.assigned']);
    expect(await during(() => provider.delay({ workOrderId, minutes: 45 }))).toEqual([
      'workorder.message_posted',
      'workorder.problem_reported',
      'workorder.status.delayed',
    ]);
    const { body: status } = await client.rest('GET', `/workorders/${workOrderId}/status`);
    expect(status).toMatchObject({ name: 'Assigned', display: 'Assigned: Delayed', code: 'delayed', delay: 45 });
    const listed = await client.rest('GET', '/workorders?list=workorders_problem&sticky=false');
    expect(listed.body.metadata).toMatchObject({ total: 1 });
    expect(await during(() => buyer.resolveProblems({ workOrderId }))).toEqual(['workorder.problem_resolved']);
    expect(await during(() => buyer.flagAtRisk({ workOrderId }))).toEqual(['workorder.status.at_risk']);
    expect(await during(() => client.sandbox.people.buyer.cancel({ workOrderId }))).toEqual([
      'workorder.status.cancelled',
    ]);
    expect(await during(() => buyer.delete({ workOrderId }))).toEqual(['workorder.status.deleted']);
    expect((await client.rest('GET', `/workorders/${workOrderId}`)).status).toBe(404);
  });

  it('carry custom field, schedule and tag changes made over the API', async () => {
    await register([
      'workorder.custom_field_value_updated',
      'workorder.schedule_updated',
      'workorder.tag_added',
      'workorder.tag_removed',
    ]);
    const path = `/workorders/${workOrderId}`;
    await client.rest('PUT', path, { title: 'No event for a title' });
    await client.rest('PUT', `${path}/custom_fields/129`, { value: '1042' });
    await client.rest('PUT', `${path}/custom_fields/129`, { value: '1042' });
    await client.rest('PUT', `${path}/schedule`, {
      service_window: { mode: 'exact', start: { utc: '2026-12-02 15:00:00' } },
    });
    await client.rest('POST', `${path}/tags`, { id: 301 });
    await client.rest('DELETE', `${path}/tags/301`);
    await client.clock.advance(1_000);
    expect(target.names().sort()).toEqual([
      'workorder.custom_field_value_updated',
      'workorder.schedule_updated',
      'workorder.tag_added',
      'workorder.tag_removed',
    ]);
    const changed = target.received.find(({ body }) => body.event.name === 'workorder.custom_field_value_updated');
    expect(changed?.body.event.params).toMatchObject({ custom_field: { id: 129, value: '1042' } });
  });

  it('carry the superseded body when the switch says so', async () => {
    client.sandbox.setSwitch('fieldnation.webhookBody', 'legacy');
    await register(assigned);
    client.sandbox.people.provider.accept({ workOrderId });
    await client.clock.advance(0);
    expect(target.received[0]?.body).toMatchObject({ eventName: assigned[0], workOrderId, data: { id: workOrderId } });
    expect(target.received[0]?.headers['x-fn-event-name']).toBe(assigned[0]);
  });
});
