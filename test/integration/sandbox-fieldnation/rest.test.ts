import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, publishable, startClient } from './client.ts';

let client: Client;
beforeEach(async () => {
  client = await startClient();
});
afterEach(async () => {
  await client.stop();
});

const results = (body: Record<string, unknown>): Record<string, unknown>[] => body.results as Record<string, unknown>[];
const ids = (body: Record<string, unknown>): unknown[] => results(body).map((each) => each.id);

describe('Signing in to the simulated Field Nation', () => {
  it('gives a token for an hour, then answers 401 until a new one is asked for', async () => {
    await client.clock.advance(3_599_000);
    expect((await client.rest('GET', '/clients')).status).toBe(200);
    await client.clock.advance(1_000);
    const late = await client.rest('GET', '/clients');
    expect(late.status).toBe(401);
    expect(late.headers.get('content-type')).toContain('application/problem+json');
    expect(late.body).toMatchObject({ code: 'AUTHENTICATION_REQUIRED', agent: { action: 'REAUTHENTICATE' } });
    await client.signIn();
    expect((await client.rest('GET', '/clients')).status).toBe(200);
  });

  it('answers an expired token with the old 400 text when the switch says so', async () => {
    client.sandbox.setSwitch('fieldnation.expiredTokenIs400', true);
    client.sandbox.expireTokens();
    const late = await client.rest('GET', '/clients');
    expect(late.status).toBe(400);
    expect(late.body.message).toMatch(/^Expired token/);
  });

  it('hands out a refresh token and refuses to take it', async () => {
    const { body } = await client.signIn();
    expect(body).toMatchObject({ expires_in: 3600, token_type: 'Bearer' });
    expect((await client.signIn({ grant_type: 'refresh_token', refresh_token: body.refresh_token })).status).toBe(400);
  });

  it('refuses wrong credentials in the shape of the sign-in service', async () => {
    const { status, body } = await client.signIn({ password: 'wrong' });
    expect(status).toBe(401);
    expect(body).toMatchObject({ status_code: 401 });
  });

  it('takes the token as a Bearer header on REST only with the switch', async () => {
    const { url } = client.sandbox.info.fieldnation;
    const ask = async () =>
      (await fetch(`${url}/api/rest/v2/clients`, { headers: { authorization: `Bearer ${client.token}` } })).status;
    expect(await ask()).toBe(401);
    client.sandbox.setSwitch('fieldnation.bearerOnRest', true);
    expect(await ask()).toBe(200);
  });
});

describe('Listing simulated work orders', () => {
  it('pages, counts, and echoes the filters it knows', async () => {
    const { body } = await client.rest(
      'GET',
      '/workorders?list=workorders_all&sticky=false&per_page=3&page=2&f_client=2011&f_x=1',
    );
    expect(body.metadata).toMatchObject({ total: 8, page: 2, pages: 3, per_page: 3, list: 'workorders_all' });
    expect(results(body)).toHaveLength(3);
    expect(body).toMatchObject({ f_client: ['2011'], fs_client: false });
    expect(body).not.toHaveProperty('f_x');
  });

  it('applies the filters of an earlier request that did not say sticky=false', async () => {
    await client.rest('GET', '/workorders?list=workorders_draft');
    expect((await client.rest('GET', '/workorders')).body.metadata).toMatchObject({
      list: 'workorders_draft',
      total: 1,
    });
    expect((await client.rest('GET', '/workorders?sticky=false')).body.metadata).toMatchObject({ total: 8 });
    await client.rest('GET', '/workorders?f_=');
    expect((await client.rest('GET', '/workorders')).body.metadata).toMatchObject({ total: 8 });
  });

  it('finds a new work order by its marker only once the search has caught up', async () => {
    const { body } = await client.rest('POST', '/workorders', publishable);
    const search = () => client.rest('GET', '/workorders?sticky=false&f_search=DBR-test-1');
    expect(ids((await search()).body)).toEqual([]);
    await client.clock.advance(5_000);
    expect(ids((await search()).body)).toEqual([body.id]);
  });

  it('reads several by id and leaves out what does not exist', async () => {
    const first = client.sandbox.workOrders()[0]?.id;
    const { body } = await client.rest('GET', `/workorders?sticky=false&f_work_order_id=${first},1`);
    expect(ids(body)).toEqual([first]);
  });
});

describe('Creating and changing simulated work orders', () => {
  it('needs only a title for a draft', async () => {
    const { status, body } = await client.rest('POST', '/workorders', { title: 'Bare' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ title: 'Bare', status: { id: 1, name: 'Draft' } });
    const refused = await client.rest('POST', '/workorders', {});
    expect(refused.body).toMatchObject({ code: 'VALIDATION_ERROR', errors: [{ pointer: '/title' }] });
  });

  it('keeps the work order whose answer never arrived, so that a blind second create makes a second', async () => {
    client.sandbox.addFault({
      vendor: 'fieldnation',
      on: 'request',
      method: 'POST',
      path: '/workorders$',
      kind: 'timeout-after-commit',
    });
    const before = client.sandbox.workOrders().length;
    const giveUp = new AbortController();
    const lost = client.rest('POST', '/workorders', publishable, giveUp.signal);
    while (client.sandbox.workOrders().length === before) await new Promise((resolve) => setImmediate(resolve));
    giveUp.abort();
    await expect(lost).rejects.toThrow();
    await client.clock.advance(5_000);
    const { body } = await client.rest('GET', '/workorders?sticky=false&f_search=DBR-test-1');
    expect(results(body)).toHaveLength(1);
    await client.rest('POST', '/workorders', publishable);
    expect(client.sandbox.workOrders()).toHaveLength(before + 2);
  });

  it('changes only what a PUT names', async () => {
    const { body } = await client.rest('POST', '/workorders', publishable);
    const after = await client.rest('PUT', `/workorders/${body.id}`, { title: 'New title' });
    expect(after.body).toMatchObject({ title: 'New title', description: body.description, pay: { total: 90 } });
  });

  it('refuses dates in any other spelling, and points at them', async () => {
    const { status, body } = await client.rest('POST', '/workorders', {
      ...publishable,
      schedule: { service_window: { mode: 'exact', start: { utc: '2026-12-01T15:00:00Z' } } },
    });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ pointer: '/schedule/service_window/start/utc' }]);
  });

  it('takes custom fields in the nested form only, and lists their options exactly', async () => {
    const make = (custom_fields: unknown) => client.rest('POST', '/workorders', { title: 'T', custom_fields });
    expect((await make({ id: 129, value: '1042' })).status).toBe(400);
    expect((await make({ results: [{ results: [{ id: 134, value: 'high' }] }] })).status).toBe(400);
    const { body } = await make({ results: [{ results: [{ id: 129, value: '1042' }] }] });
    const read = await client.rest('GET', `/workorders/${body.id}/custom_fields/129`);
    expect(read.body).toMatchObject({ name: 'ConnectWise Ticket #', value: '1042', flags: ['unique'] });
  });

  it('publishes only with type of work, location, schedule and pay', async () => {
    const bare = await client.rest('POST', '/workorders', { title: 'Bare' });
    const refused = await client.rest('POST', `/workorders/${bare.body.id}/publish`);
    expect(refused.body.errors).toHaveLength(4);
    const whole = await client.rest('POST', '/workorders', publishable);
    const published = await client.rest('POST', `/workorders/${whole.body.id}/publish`);
    expect(published.body).toMatchObject({ status: { id: 2, name: 'Published' } });
    expect(published.body.milestones).toHaveProperty('published');
  });

  it('cancels with a reason only', async () => {
    const { body } = await client.rest('POST', '/workorders', publishable);
    expect((await client.rest('DELETE', `/workorders/${body.id}`)).body.errors).toMatchObject([
      { parameter: 'cancel_reason' },
    ]);
    const cancelled = await client.rest('DELETE', `/workorders/${body.id}?cancel_reason=Duplicate`);
    expect(cancelled.body).toMatchObject({ status: { id: 7, name: 'Cancelled' } });
  });

  it('loses leading zeros of a zip in look-ups, not on work orders', async () => {
    const { body } = await client.rest('POST', '/workorders', {
      title: 'T',
      location: { mode: 'location', saved_location: { id: 9001 } },
    });
    expect(body.location).toMatchObject({ zip: '02110', saved_location: { id: 9001 } });
    expect((await client.rest('GET', '/locations/9001')).body.zip).toBe(2110);
  });

  it('answers messages as a list, newest first, with replies under their message', async () => {
    const { body } = await client.rest('POST', '/workorders', publishable);
    const path = `/workorders/${body.id}/messages`;
    await client.rest('POST', path, { message: 'First', type: 'INTERNAL' });
    const posted = await client.rest('POST', path, { message: 'Second', type: 'ASSIGNEDTECH' });
    expect(results(posted.body).map((each) => each.message)).toEqual(['Second', 'First']);
    const first = results(posted.body)[1];
    const replied = await client.rest('POST', `${path}/${first?.msg_id}`, { message: 'Reply' });
    expect(results(replied.body)[1]?.replies).toMatchObject([{ message: 'Reply', parent_id: first?.msg_id }]);
  });

  it('stores a file and gives it back byte for byte', async () => {
    const { body } = await client.rest('POST', '/workorders', publishable);
    const { url } = client.sandbox.info.fieldnation;
    const form = new FormData();
    form.set('file', new Blob([Buffer.from([0, 1, 2, 255])], { type: 'image/png' }), 'site.png');
    const path = `${url}/api/rest/v2/workorders/${body.id}/attachments/1?access_token=${client.token}`;
    expect((await fetch(path, { method: 'POST', body: form })).status).toBe(200);
    const listed = await client.rest('GET', `/workorders/${body.id}/attachments`);
    const [file] = (results(listed.body)[0]?.results ?? []) as { file: { link: string; size_bytes: number } }[];
    expect(file?.file.size_bytes).toBe(4);
    const downloaded = await fetch(file?.file.link ?? '');
    expect([...new Uint8Array(await downloaded.arrayBuffer())]).toEqual([0, 1, 2, 255]);
  });
});

describe('Refusals of the simulated Field Nation', () => {
  it('come in three shapes', async () => {
    const missing = await client.rest('GET', '/workorders/1');
    expect(missing.status).toBe(404);
    expect(missing.body).toMatchObject({ code: 'RESOURCE_NOT_FOUND', retryable: false });
    const foreign = client.sandbox.workOrders().find((each) => each.companyId === 990_001);
    const forbidden = await client.rest('GET', `/workorders/${foreign?.id}`);
    expect(forbidden.body).toEqual({ status: 403, message: 'You do not have permission to access this work order' });
    const hook = await client.hooks('GET', '/00000000-0000-4000-8000-000000000000');
    expect(hook.status).toBe(404);
    expect(hook.body).toMatchObject({ metadata: { path: expect.any(String) }, errors: [{ code: 404 }], result: {} });
  });

  it('name the part that is not simulated', async () => {
    const { status, body } = await client.rest('POST', '/workorders/bundle', {});
    expect(status).toBe(501);
    expect(body.message).toContain('bundles');
  });

  it('say how long to wait once the budget is used up', async () => {
    client.sandbox.setSwitch('fieldnation.rateLimitPerMinute', 60);
    client.sandbox.setSwitch('fieldnation.rateLimitBurst', 3);
    for (let count = 0; count < 3; count++) expect((await client.rest('GET', '/clients')).status).toBe(200);
    const refused = await client.rest('GET', '/clients');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.body).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED', retryable: true });
    await client.clock.advance(1_000);
    expect((await client.rest('GET', '/clients')).status).toBe(200);
  });

  it('answer an action the state does not allow as the switch says', async () => {
    const draft = client.sandbox.workOrders().find((each) => each.status === 'draft');
    const approve = () => client.rest('POST', `/workorders/${draft?.id}/approve`);
    expect(await approve()).toMatchObject({ status: 403, body: { status: 403 } });
    client.sandbox.setSwitch('fieldnation.refusedActionStatus', 400);
    expect(await approve()).toMatchObject({ status: 400, body: { code: 'VALIDATION_ERROR' } });
  });
});
