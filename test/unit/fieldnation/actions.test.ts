import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../fakes/failure.ts';
import { type FakeFieldNation, fakeFieldNation, workOrder } from './fake-fieldnation.ts';

let fake: FakeFieldNation;
beforeEach(async () => {
  fake = await fakeFieldNation();
});
afterEach(() => fake.close());
const calls = (): string[] =>
  fake.server.received
    .filter((each) => !each.path.endsWith('/oauth/token'))
    .map((each) => `${each.method} ${each.path.replace('/api/rest/v2', '')}`);
const last = (method: string) =>
  fake.server.received.findLast((each) => each.method === method && !each.path.endsWith('token'));
const inStatus = (id: number, name: string) => ({ json: { ...workOrder, status: { id, name } } });

describe('routing', () => {
  it('to a provider sends the id and reads the work order back', async () => {
    fake.on('POST /workorders/91422/route', { json: { id: 55 } });
    fake.on('GET /workorders/91422', inStatus(9, 'Routed'));
    expect((await fake.fn.routeToProvider(91422, 5)).status.name).toBe('Routed');
    expect(last('POST')?.json()).toEqual({ technician: { id: 5 } });
  });

  it('to a talent pool sends the ids of its providers', async () => {
    const users = [{ id: 5, first_name: 'R.' }, { id: 6 }];
    fake.on('GET /preferred-provider-groups/3/users', { json: { metadata: { total: 2, pages: 1 }, results: users } });
    fake.on('POST /workorders/91422/mass-route', { json: { job_id: 17 } });
    expect((await fake.fn.routeToPool(91422, 3)).id).toBe(91422);
    expect(last('POST')?.json()).toEqual({ ids: [5, 6] });
  });

  it('asks for the whole list of ids when the pool’s list holds some back', async () => {
    const users = [{ id: 5 }];
    fake.on('GET /preferred-provider-groups/3/users', { json: { metadata: { total: 3, pages: 1 }, results: users } });
    fake.on('GET /providers/select-all', { json: [5, '6', 7] });
    fake.on('POST /workorders/91422/mass-route', { json: { job_id: 17 } });
    await fake.fn.routeToPool(91422, 3);
    expect(last('POST')?.json()).toEqual({ ids: [5, 6, 7] });
    const asked = fake.server.received.find((each) => each.path.endsWith('/select-all'));
    expect(asked?.query.get('f_preferred_groups')).toBe('3');
  });

  it('names the pool itself where Field Nation wants that, once', async () => {
    fake.on('GET /preferred-provider-groups/3/users', { json: { metadata: { total: 1 }, results: [{ id: 5 }] } });
    fake.on(
      'POST /workorders/91422/mass-route',
      { status: 400, json: { errors: [{ pointer: '/talent_pool_id', detail: 'needed' }] } },
      { json: { job_id: 17 } },
    );
    await fake.fn.routeToPool(91422, 3);
    expect(last('POST')?.json()).toEqual({ talent_pool_id: 3 });
    const refused = { status: 400, json: { status: 400, message: 'talent_pool_id is not yours' } };
    fake.on('POST /workorders/91422/mass-route', refused);
    const before = fake.server.received.length;
    expect((await failure(fake.fn.routeToPool(91422, 3))).kind).toBe('permanent');
    expect(fake.server.received.slice(before).filter((each) => each.method === 'POST').length).toBe(2);
  });

  it('to an empty talent pool says so and sends nothing', async () => {
    fake.on('GET /preferred-provider-groups/3/users', { json: { metadata: { total: 0 }, results: [] } });
    expect(await failure(fake.fn.routeToPool(91422, 3))).toMatchObject({
      kind: 'permanent',
      code: 'fieldnation.empty-pool',
    });
    expect(calls().some((each) => each.startsWith('POST'))).toBe(false);
  });

  it('is ambiguous after a lost answer', async () => {
    fake.on('POST /workorders/91422/route', 'drop');
    expect((await failure(fake.fn.routeToProvider(91422, 5))).kind).toBe('ambiguous');
  });

  it('once more, after an answer that got lost, is no error', async () => {
    const already = { status: 400, json: { status: 400, message: 'Already routed to this provider.' } };
    fake.on('POST /workorders/91422/route', already);
    fake.on('GET /workorders/91422', inStatus(9, 'Routed'));
    expect((await fake.fn.routeToProvider(91422, 5)).status.name).toBe('Routed');
    fake.on('GET /workorders/91422', inStatus(3, 'Assigned'));
    expect(await failure(fake.fn.routeToProvider(91422, 5))).toMatchObject({ code: 'fieldnation.rejected' });
  });
});

describe('cancelling', () => {
  it('sends the reason and returns the work order', async () => {
    fake.on('DELETE /workorders/91422', inStatus(7, 'Cancelled'));
    expect((await fake.fn.cancel(91422, 'Duplicate & old')).status.name).toBe('Cancelled');
    expect(last('DELETE')?.query.get('cancel_reason')).toBe('Duplicate & old');
    expect(last('DELETE')?.body).toBe('');
  });

  it.each([400, 403, 409])('of one that is cancelled already (%d) is done', async (status) => {
    fake.on('DELETE /workorders/91422', { status, json: { status, message: 'Not possible.' } });
    fake.on('GET /workorders/91422', inStatus(7, 'Cancelled'));
    expect((await fake.fn.cancel(91422, 'x')).status.name).toBe('Cancelled');
  });

  it.each([400, 403])('of one that is done (%d) is a conflict that names its status', async (status) => {
    fake.on('DELETE /workorders/91422', { status, json: { status, message: 'Work is done.' } });
    fake.on('GET /workorders/91422', inStatus(4, 'Work Done'));
    const error = await failure(fake.fn.cancel(91422, 'x'));
    expect(error).toMatchObject({ kind: 'conflict', code: 'fieldnation.cannot-cancel' });
    expect(error.message).toContain('which is Work Done: Work is done');
  });

  it.each([
    [400, 'fieldnation.rejected', 'A reason is needed.'],
    [403, 'fieldnation.forbidden', 'Not yours.'],
    [404, 'fieldnation.not-found', 'Gone.'],
  ])('refused with %d is permanent, in Field Nation’s words', async (status, code, message) => {
    fake.on('DELETE /workorders/91422', { status, json: { status, message } });
    const error = await failure(fake.fn.cancel(91422, 'x'));
    expect(error).toMatchObject({ kind: 'permanent', code });
    expect(error.message).toContain(message.slice(0, -1));
  });

  it('that got no answer is tried again', async () => {
    fake.on('DELETE /workorders/91422', 'drop');
    expect((await failure(fake.fn.cancel(91422, 'x'))).kind).toBe('transient');
  });
});
