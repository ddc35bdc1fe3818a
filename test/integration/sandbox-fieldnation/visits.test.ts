import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, publishable, startClient } from './client.ts';

let client: Client;
let workOrderId = 0;
const providerId = 70113;
const hour = 3_600_000;
beforeEach(async () => {
  client = await startClient();
  workOrderId = Number((await client.rest('POST', '/workorders', publishable)).body.id);
  await client.rest('POST', `/workorders/${workOrderId}/publish`);
  client.sandbox.people.provider.accept({ workOrderId, providerId });
});
afterEach(() => client.stop());

const call = (method: string, part: string, body?: unknown) =>
  client.rest(method, `/workorders/${workOrderId}${part}`, body);
/** Time passes; the token would not last. */
async function pass(ms: number): Promise<void> {
  await client.clock.advance(ms);
  await client.signIn();
}
const read = async (part: string): Promise<Record<string, unknown>> => (await call('GET', part)).body;
const results = (body: Record<string, unknown>): Record<string, unknown>[] => body.results as Record<string, unknown>[];
const at = (utc: string) => ({ created: { utc } });

describe('Time on a simulated work order', () => {
  it('is logged visit by visit, without an end while somebody is there', async () => {
    const { provider } = client.sandbox.people;
    provider.checkIn({ workOrderId });
    await pass(hour);
    provider.checkOut({ workOrderId });
    await pass(2 * hour);
    provider.checkIn({ workOrderId });
    const during = await read('/time_logs');
    expect(during.hours).toBe(1);
    expect(results(during).map((log) => [log.status, log.hours, 'out' in log])).toEqual([
      ['closed', 1, true],
      ['open', 0, false],
    ]);
    await pass(hour / 2);
    provider.checkOut({ workOrderId });
    expect((await read('/time_logs')).hours).toBe(1.5);
  });

  it('can be added, changed and taken away by the buyer', async () => {
    const added = { in: at('2026-11-20 15:00:00'), out: at('2026-11-20 16:30:00'), devices: 3 };
    expect((await call('POST', '/time_logs', added)).status).toBe(200);
    const [log] = results(await read('/time_logs'));
    expect(log).toMatchObject({ hours: 1.5, devices: 3, edited: true, logged_by: { id: providerId } });
    await call('PUT', `/time_logs/${log?.id}`, { id: log?.id, ...added, out: at('2026-11-20 17:00:00') });
    expect((await read('/time_logs')).hours).toBe(2);
    await call('PUT', '/time_logs', { data: [{ id: log?.id, ...added }] });
    expect((await read('/time_logs')).hours).toBe(1.5);
    await call('DELETE', `/time_logs/${log?.id}`);
    expect(await read('/time_logs')).toMatchObject({ hours: 0, results: [] });
  });

  it.each([
    [{ out: at('2026-11-20 16:30:00') }, '/in'],
    [{ in: at('2026-11-20T15:00:00Z') }, '/in/created/utc'],
    [{ in: at('2026-11-20 15:00:00'), out: at('2026-11-20 14:00:00') }, '/out'],
  ])('is refused as %j', async (body, pointer) => {
    expect(await call('POST', '/time_logs', body)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });
});

describe('Money of a simulated work order', () => {
  it('adds up what was worked, agreed, approved and charged', async () => {
    const { provider, buyer } = client.sandbox.people;
    // 45 an hour for 2 hours were agreed.
    expect(await read('/pay')).toMatchObject({ total: 90, max_pay: 90, reported_hours: 0 });
    provider.checkIn({ workOrderId });
    await pass(hour);
    provider.checkOut({ workOrderId });
    const { expenseId } = provider.addExpense({ workOrderId, amount: 12.5, quantity: 2 });
    provider.addExpense({ workOrderId, amount: 99 });
    const { increaseId } = provider.requestPayIncrease({ workOrderId, amount: 40 });
    expect(await read('/pay')).toMatchObject({ total: 45, reported_hours: 1, expenses: { sum: { pending: 2 } } });
    buyer.approveExpense({ workOrderId, expenseId });
    buyer.denyExpense({ workOrderId, reason: 'No receipt' });
    await call('PUT', `/increases/${increaseId}`, { id: increaseId, status: 'accepted', status_description: '' });
    await call('POST', '/bonuses/31', { charged: true });
    await call('POST', '/penalties/41', { charged: true });
    provider.offerDiscount({ workOrderId, amount: 5 });
    const pay = await read('/pay');
    expect(pay.total).toBe(45 + 25 + 40 + 25 - 4.5 - 5);
    expect(pay).toMatchObject({
      expenses: { sum: { all: 124, approved: 1, approved_amount: 25, denied: 1, pending: 0 } },
      bonuses: { sum: { all: 25, charged: 25 } },
      penalties: { sum: { charged: 4.5 } },
      increases: { sum: { all: 40 } },
      discounts: { sum: { all: 5 } },
    });
    expect(await read('')).toMatchObject({ pay: { total: pay.total } });
  });

  it('takes expenses over the API, with the amount as a text', async () => {
    const expense = { category: { uid: 22, id: 22 }, description: 'Garage', amount: '12.50' };
    expect((await call('POST', '/expenses', { ...expense, amount: 12.5 })).status).toBe(400);
    await call('POST', '/expenses', expense);
    const [made] = results(await read('/expenses'));
    expect(made).toMatchObject({ amount: 12.5, status: 'new', category: { label: 'Parking' } });
    await call('PUT', `/expenses/${made?.id}`, { ...expense, status: 'approved' });
    expect(results(await read('/expenses'))[0]).toMatchObject({ status: 'approved' });
  });

  it('costs a fee to cancel once somebody was assigned', async () => {
    expect((await call('DELETE', '')).status).toBe(400);
    await call('DELETE', '?cancel_reason=Duplicate');
    expect(await read('/pay')).toMatchObject({ total: 50, fees: [{ name: 'cancellation', amount: 50 }] });
  });
});

describe('Work on a simulated work order', () => {
  it('has tasks that a provider completes and takes back', async () => {
    const { provider } = client.sandbox.people;
    await call('POST', '/tasks', { label: 'Photograph the rack' });
    provider.completeTask({ workOrderId, label: 'Photograph the rack' });
    const task = results(await read('/tasks')).find((each) => each.label === 'Photograph the rack');
    expect(task).toMatchObject({ status: 'complete', completed: { by: { id: providerId, assigned: true } } });
    provider.uncompleteTask({ workOrderId, taskId: Number(task?.id) });
    expect((await read(`/tasks/${task?.id}`)).status).toBe('incomplete');
    await call('PUT', `/tasks/${task?.id}`, { status: 'complete' });
    expect((await read('')).progress).toMatchObject({ sum: { all: 4, complete: 1 } });
  });

  it('has problems that are reported, resolved and reported again', async () => {
    const types = (await read('/problems')).types as { id: number; name: string }[];
    const type = types.find(({ name }) => name === 'Site not ready');
    await call('POST', '/problems', { type: { id: type?.id }, comments: 'Nobody there' });
    const [problem] = results(await read('/problems'));
    await call('PUT', `/problems/${problem?.id}`, { resolution: { status: 'resolved' } });
    expect(await read('/problems')).toMatchObject({ sum: { active: 0, resolved: 1 } });
    await call('PUT', `/problems/${problem?.id}`, { problem_reopened: true, reopen_message: 'Still nobody' });
    expect(await read('/problems')).toMatchObject({ sum: { active: 1, resolved: 0 } });
    expect((await call('POST', '/problems', { type: { id: 999 } })).status).toBe(400);
  });

  it('has shipments, signatures and closing notes', async () => {
    const { provider } = client.sandbox.people;
    const shipment = { name: 'Switch', direction: 'to site', carrier: { name: 'ups', tracking: '1Z' } };
    await call('POST', '/shipments', shipment);
    const [made] = results(await read('/shipments'));
    await call('PUT', `/shipments/${made?.id}`, { carrier: { name: 'fedex', tracking: '2Z' } });
    expect(results(await read('/shipments'))[0]).toMatchObject({ name: 'Switch', carrier: { tracking: '2Z' } });
    expect((await call('POST', '/shipments', { ...shipment, direction: 'up' })).status).toBe(400);
    provider.sign({ workOrderId, name: 'Grace Lund' });
    provider.closingNotes({ workOrderId, text: 'Half done' });
    expect(await read('')).toMatchObject({
      closing_notes: 'Half done',
      signatures: { results: [{ name: 'Grace Lund' }] },
    });
  });

  it('shows who asks for it, and at what price', async () => {
    const body = { ...publishable, allow_counter_offers: true };
    workOrderId = Number((await client.rest('POST', '/workorders', body)).body.id);
    await call('POST', '/publish');
    const { provider } = client.sandbox.people;
    provider.request({ workOrderId, providerId: 70111 });
    provider.counterOffer({ workOrderId, providerId: 70112, amount: 150 });
    expect(((await call('GET', '/providers')).body as unknown as object[]).map((each) => each)).toMatchObject([
      { id: 70111, request: { counter: false } },
      { id: 70112, request: { counter: true, counter_notes: expect.stringContaining('150') } },
    ]);
    expect(results((await client.rest('GET', '/workorders?f_counter_offers=1&sticky=false')).body)).toHaveLength(1);
  });
});

describe('A return visit to a simulated work order', () => {
  it('is a new draft that carries the old texts and references along', async () => {
    await call('PUT', '', { incident_id: 'CW-7' });
    await call('PUT', '/custom_fields/129', { value: '1042' });
    const answer = await call('POST', '/site-revisits', { revisit_reason: 51, is_billable: true });
    const { revisits, related_work_orders: related } = answer.body as {
      revisits: { reason: { label: string } }[];
      related_work_orders: { id: number }[];
    };
    expect(revisits).toMatchObject([{ reason: { label: 'Part not available' }, is_billable: true }]);
    const { body } = await client.rest('GET', `/workorders/${related[0]?.id}`);
    expect(body).toMatchObject({
      title: publishable.title,
      description: { html: expect.stringContaining('DBR-test-1') },
      status: { name: 'Draft' },
      incident_id: 'CW-7',
      site_revisit: { is_revisit: true },
    });
    expect(JSON.stringify(body.custom_fields)).toContain('"1042"');
    expect(body).not.toHaveProperty('schedule');
    await client.clock.advance(5_000);
    const found = await client.rest('GET', '/workorders?f_search=DBR-test-1&sticky=false');
    expect(results(found.body)).toHaveLength(2);
  });

  it('leaves unique custom fields behind when the switch makes them unique', async () => {
    client.sandbox.setSwitch('fieldnation.enforceUniqueCustomFields', true);
    await call('PUT', '/custom_fields/129', { value: '1042' });
    const { id } = client.sandbox.people.buyer.revisit({ workOrderId });
    expect(JSON.stringify((await client.rest('GET', `/workorders/${id}`)).body.custom_fields)).not.toContain('"1042"');
  });
});

describe('Routing a simulated work order to many', () => {
  it('takes ids, or a talent pool when the switch says so', async () => {
    const draft = async (): Promise<number> => Number((await client.rest('POST', '/workorders', publishable)).body.id);
    const first = await draft();
    const routed = await client.rest('POST', `/workorders/${first}/mass-route`, { ids: [70111, 70112] });
    expect(routed.body).toEqual({ job_id: expect.any(Number) });
    expect((await client.rest('GET', `/workorders/${first}`)).body).toMatchObject({
      status: { name: 'Routed' },
      routes: { results: ['70111', '70112'] },
    });
    client.sandbox.setSwitch('fieldnation.massRouteBody', 'talent-pool');
    const second = await draft();
    expect((await client.rest('POST', `/workorders/${second}/mass-route`, { ids: [70111] })).status).toBe(400);
    await client.rest('POST', `/workorders/${second}/mass-route`, { talent_pool_id: 801 });
    expect((await client.rest('GET', `/workorders/${second}`)).body.routes).toMatchObject({
      results: ['70112', '70116'],
    });
  });
});
