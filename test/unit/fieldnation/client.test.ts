import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../fakes/failure.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import type { Received } from '../http/loopback.ts';
import { type FakeFieldNation, fakeFieldNation, secrets, workOrder } from './fake-fieldnation.ts';

let fake: FakeFieldNation;
beforeEach(async () => {
  fake = await fakeFieldNation();
});
afterEach(() => fake.close());

const last = (method: string): Received => fake.server.last(method);
const list = (results: unknown[], echo: object, pages = 1) => ({
  json: { metadata: { total: results.length, page: 1, pages, ...echo }, results },
});

describe('signing in', () => {
  it('happens once for callers at the same time, with the password grant', async () => {
    await Promise.all([1, 2, 3, 4].map(() => fake.fn.workOrder(91422)));
    expect(fake.signIns()).toBe(1);
    const signIn = fake.server.received.find((request) => request.path.endsWith('/oauth/token'));
    expect(signIn?.json()).toEqual({
      grant_type: 'password',
      client_id: 'fn00000-client1',
      username: 'api.user',
      client_secret: secrets.clientSecret,
      password: secrets.password,
    });
  });

  it('puts the token into the query of REST calls and into the header of webhook calls', async () => {
    fake.on('GET /webhooks', { json: { metadata: { total: 0 }, result: [] } });
    await fake.fn.workOrder(91422);
    expect(last('GET').query.get('access_token')).toBe('token-1');
    expect(last('GET').headers.authorization).toBeUndefined();
    expect(last('GET').headers['x-fn-company-id']).toBe('4711');
    await fake.fn.webhooks();
    expect(last('GET').query.has('access_token')).toBe(false);
    expect(last('GET').headers.authorization).toBe('Bearer token-1');
  });

  it('happens again five minutes before the token ends', async () => {
    await fake.close();
    const clock = new VirtualClock();
    fake = await fakeFieldNation({ clock });
    await fake.fn.workOrder(91422);
    await clock.advance(54 * 60_000);
    await fake.fn.workOrder(91422);
    expect(fake.signIns()).toBe(1);
    await clock.advance(2 * 60_000);
    await fake.fn.workOrder(91422);
    expect(fake.signIns()).toBe(2);
  });

  it.each([false, true])(
    'happens again when a token is refused, in the new and in the old form',
    async (expiredAs400) => {
      await fake.close();
      fake = await fakeFieldNation({ expiredAs400 });
      await fake.fn.workOrder(91422);
      fake.expireTokens();
      expect((await Promise.all([1, 2, 3].map(() => fake.fn.workOrder(91422)))).length).toBe(3);
      expect(fake.signIns()).toBe(2);
      expect(fake.lane.state().needsSignIn).toBe(false);
    },
  );

  it('that is refused pauses the lane until somebody signs in', async () => {
    fake.on('GET /workorders/91422', { status: 401, json: { code: 'AUTHENTICATION_REQUIRED', status: 401 } });
    expect((await failure(fake.fn.workOrder(91422))).kind).toBe('auth');
    expect(fake.lane.state().needsSignIn).toBe(true);
  });

  it('tells whose token it is when Field Nation says so', async () => {
    expect(fake.fn.ownUserId()).toBeNull();
    await fake.close();
    fake = await fakeFieldNation({ user: { id: 812 } });
    await fake.fn.workOrder(91422);
    expect(fake.fn.ownUserId()).toBe(812);
  });

  it('leaves no secret in an error', async () => {
    fake.on('GET /workorders/91422', {
      status: 403,
      json: { status: 403, message: 'denied for access_token=token-1' },
    });
    const text = JSON.stringify((await failure(fake.fn.workOrder(91422))).toInfo());
    for (const secret of ['token-1', secrets.password, secrets.clientSecret]) expect(text).not.toContain(secret);
  });
});

describe('a work order', () => {
  it('is read with status, milestones in ms and provider', async () => {
    expect(await fake.fn.workOrder(91422)).toMatchObject({
      id: 91422,
      title: 'Printer offline',
      status: { id: 3, name: 'Assigned' },
      milestones: { created: Date.UTC(2026, 10, 22, 7), assigned: Date.UTC(2026, 10, 22, 8, 30, 5) },
      provider: { id: 5, name: 'R. Diaz', phone: '555-1' },
      madeByIntegration: false,
    });
    expect(Object.keys((await fake.fn.workOrder(91422)).milestones)).toEqual(['created', 'assigned']);
  });

  it("knows when Field Nation's own connector made it", async () => {
    fake.on('GET /workorders/91422', {
      json: { ...workOrder, integration: { id: '7', name: 'ConnectWise', href: '' } },
    });
    expect((await fake.fn.workOrder(91422)).madeByIntegration).toBe(true);
  });

  it('may lack everything but its number', async () => {
    fake.on('GET /workorders/91422', { json: { id: 91422, assignee: [], milestones: [], integration: null } });
    expect(await fake.fn.workOrder(91422)).toMatchObject({ id: 91422, title: '', provider: null, milestones: {} });
  });

  it('gives field values by mapping target', async () => {
    const read = await fake.fn.workOrder(91422);
    const value = (target: string) => fake.fn.readField(read, target);
    expect(value('title')).toBe('Printer offline');
    expect(value('description.html')).toContain('DBR-7f3a2c-1042-1');
    expect(value('location.zip')).toBe('04001');
    expect(value('schedule.service_window.start.utc')).toBe('2026-12-01 15:00:00');
    expect(value('types_of_work.0.id')).toBe(62);
    expect(value('custom_fields.129')).toBe('CW-1');
    expect(value('custom_fields.130')).toBeNull();
    expect(value('custom_fields.999')).toBeUndefined();
    expect(value('contacts.0.name')).toBe('Ann');
    expect(value('contacts[0].phone')).toBe('555-3');
    expect(value('client.id')).toBeUndefined();
  });
});

describe('creating', () => {
  it('builds the nested body from mapping targets', async () => {
    fake.on('POST /workorders', { json: workOrder });
    const made = await fake.fn.createWorkOrder([
      { target: 'title', value: 'Printer offline' },
      { target: 'description.html', value: '<p>x</p>' },
      { target: 'location.address1', value: '1 Way' },
      { target: 'location.zip', value: 4001 },
      { target: 'schedule.service_window.start.utc', value: '2026-12-01 15:00:00' },
      { target: 'types_of_work.0.id', value: '62' },
      { target: 'custom_fields.129', value: 1042 },
      { target: 'custom_fields.130', value: 'x' },
      { target: 'contacts.0.name', value: 'Ann' },
      { target: 'pay.type', value: 'hourly' },
      { target: 'pay.base.amount', value: '45' },
      { target: 'client.id', value: 20 },
    ]);
    expect(made.id).toBe(91422);
    expect(last('POST').json()).toEqual({
      title: 'Printer offline',
      description: { html: '<p>x</p>' },
      location: { mode: 'custom', address1: '1 Way', zip: '4001' },
      schedule: { service_window: { mode: 'exact', start: { utc: '2026-12-01 15:00:00' } } },
      types_of_work: [{ id: 62, isPrimary: true }],
      custom_fields: {
        results: [
          {
            results: [
              { id: 129, value: '1042' },
              { id: 130, value: 'x' },
            ],
          },
        ],
      },
      contacts: { results: [{ name: 'Ann' }] },
      pay: { type: 'hourly', base: { amount: 45 } },
      client: { id: 20 },
    });
  });

  it('that breaks off is ambiguous', async () => {
    fake.on('POST /workorders', 'drop');
    expect((await failure(fake.fn.createWorkOrder([{ target: 'title', value: 'x' }]))).kind).toBe('ambiguous');
  });

  it('shows what Field Nation finds wrong', async () => {
    fake.on('POST /workorders', {
      status: 400,
      json: {
        status: 400,
        code: 'VALIDATION_ERROR',
        title: 'Bad Request',
        detail: 'Invalid',
        errors: [{ detail: 'Type of work 99 does not exist.', pointer: '/types_of_work/0/id' }],
      },
    });
    const error = await failure(fake.fn.createWorkOrder([{ target: 'title', value: 'x' }]));
    expect(error).toMatchObject({ kind: 'permanent', code: 'fieldnation.rejected' });
    expect(error.message).toBe(
      'Field Nation rejected the new work order: Type of work 99 does not exist. (types_of_work/0/id).',
    );
  });
});

describe('the list of types of work', () => {
  it('comes whole, page by page, in order of name', async () => {
    const page = (pages: number, results: readonly unknown[]) => ({ json: { metadata: { pages }, results } });
    fake.on(
      'GET /types-of-work',
      page(2, [{ id: 63, industry_id: 1, industry: 'IT', name: 'Networking' }]),
      page(2, [{ id: '62', industry_id: 4, industry: 'Retail', name: 'Audio' }]),
    );
    expect(await fake.fn.typesOfWork()).toEqual([
      { id: 62, name: 'Audio' },
      { id: 63, name: 'Networking' },
    ]);
    const asked = fake.server.received.filter((request) => request.path.endsWith('/types-of-work'));
    expect(asked.map((request) => request.query.get('page'))).toEqual(['1', '2']);
  });

  it('ends when the server gives the same page again', async () => {
    fake.on('GET /types-of-work', { json: { metadata: { pages: 9 }, results: [{ id: 63, name: 'Networking' }] } });
    expect(await fake.fn.typesOfWork()).toEqual([{ id: 63, name: 'Networking' }]);
  });
});

describe('updating', () => {
  it('sends only what changed', async () => {
    fake.on('PUT /workorders/91422', { json: { ...workOrder, title: 'New' } });
    expect((await fake.fn.updateWorkOrder(91422, [{ target: 'title', value: 'New' }])).title).toBe('New');
    expect(last('PUT').json()).toEqual({ title: 'New' });
    expect(fake.server.received.filter((request) => request.method === 'GET')).toHaveLength(0);
  });

  it('carries the rest of an address and of a schedule along, because Field Nation wants them whole', async () => {
    fake.on('PUT /workorders/91422', { json: workOrder });
    await fake.fn.updateWorkOrder(91422, [
      { target: 'location.city', value: 'Tempe' },
      { target: 'schedule.service_window.start.utc', value: '2026-12-01 16:00:00' },
    ]);
    expect(last('PUT').json()).toEqual({
      location: {
        mode: 'custom',
        address1: '1 Way',
        address2: '',
        city: 'Tempe',
        state: 'AZ',
        zip: '04001',
        country: 'US',
      },
      schedule: {
        service_window: { mode: 'between', start: { utc: '2026-12-01 16:00:00' }, end: { utc: '2026-12-01 23:00:00' } },
      },
    });
  });

  it('reads the work order when the answer is not the whole record', async () => {
    fake.on('POST /workorders/91422/publish', { json: { id: 91422 } });
    expect((await fake.fn.publish(91422)).status.name).toBe('Assigned');
  });
});

describe('lists', () => {
  it('always name a list and leave no filter behind on the server', async () => {
    fake.on('GET /workorders', list([workOrder], { f_work_order_id: '91422' }));
    await fake.fn.workOrders([91422]);
    const query = last('GET').query;
    expect(query.get('list')).toBe('workorders_all');
    expect(query.get('sticky')).toBe('false');
    expect(query.get('f_work_order_id')).toBe('91422');
  });

  it('go through all pages and batches, and give only what was asked for', async () => {
    const ids = Array.from({ length: 150 }, (_, index) => index + 1);
    fake.on('GET /workorders', (request) => {
      const asked = (request.query.get('f_work_order_id') ?? '').split(',').map(Number);
      const page = Number(request.query.get('page'));
      const half = Math.ceil(asked.length / 2);
      const shown = page === 1 ? asked.slice(0, half) : asked.slice(half);
      return list(
        [...shown.map((id) => ({ ...workOrder, id })), { ...workOrder, id: 9999 }],
        { f_work_order_id: 'x' },
        2,
      );
    });
    const found = await fake.fn.workOrders([...ids, 1]);
    expect(found.map((each) => each.id)).toEqual(ids);
    expect(fake.server.received.filter((request) => request.method === 'GET')).toHaveLength(4);
  });

  it('are not believed when the filter is not echoed', async () => {
    fake.on('GET /workorders', list([], {}));
    expect(await failure(fake.fn.workOrders([91422]))).toMatchObject({
      code: 'fieldnation.filter-ignored',
      kind: 'transient',
    });
  });

  it.each([
    ['beside the results', { f_search: 'x', fs_search: 'x' }, {}],
    ['in the metadata', {}, { f_search: 'x' }],
    ['among the parameters', { params: [{ name: 'f_search', value: 'x' }] }, {}],
  ])('find the echo %s', async (_, top, metadata) => {
    fake.on('GET /workorders', { json: { ...top, metadata: { pages: 1, ...metadata }, results: [] } });
    expect(await fake.fn.findByMarker('DBR-1')).toEqual([]);
  });

  it('for a marker count only work orders that hold exactly this one', async () => {
    const marker = 'DBR-7f3a2c-1042-1';
    const longer = { ...workOrder, id: 2, description: { html: `<p>${marker}2</p>` } };
    const inTitle = { ...workOrder, id: 3, title: `[${marker}] Printer`, description: null };
    fake.on('GET /workorders', list([workOrder, longer, inTitle, { ...workOrder, id: 4 }], { f_search: marker }));
    fake.on('GET /workorders/2', { json: longer });
    fake.on('GET /workorders/3', { json: inTitle });
    expect((await fake.fn.findByMarker(marker)).map((each) => each.id)).toEqual([91422, 3]);
  });
});

describe('webhooks', () => {
  const hook = {
    id: 1,
    webhookId: 'w-1',
    url: 'https://x/fn',
    events: ['workorder.created'],
    status: 'active',
    secret: 's',
    notificationEmail: null,
    updatedAt: '2026-11-22T08:00:00.000Z',
  };
  const answer = { json: { metadata: { timestamp: 't' }, result: hook } };
  const input = { existingId: null, url: hook.url, events: hook.events, secret: 'webhook-secret' };

  it('are created, and updated when known', async () => {
    fake.on('POST /webhooks', { status: 201, ...answer });
    expect(await fake.fn.saveWebhook(input)).toEqual({
      webhookId: 'w-1',
      url: hook.url,
      events: hook.events,
      status: 'active',
      notificationEmail: '',
      updatedAt: Date.UTC(2026, 10, 22, 8),
    });
    expect(last('POST').json()).toEqual({
      events: hook.events,
      url: hook.url,
      method: 'post',
      status: 'active',
      secret: 'webhook-secret',
    });
    fake.on('PUT /webhooks/w-1', answer);
    await fake.fn.saveWebhook({ ...input, existingId: 'w-1' });
    expect(last('PUT').path).toBe('/api/v1/webhooks/w-1');
    // How it is sent may have been changed by somebody: it is not ours to change back.
    expect(last('PUT').json()).toEqual({
      events: hook.events,
      url: hook.url,
      status: 'active',
      secret: 'webhook-secret',
    });
  });

  it('are changed in what is named, and in nothing else', async () => {
    fake.on('PUT /webhooks/w-1', answer);
    await fake.fn.updateWebhook('w-1', { status: 'inactive' });
    expect(last('PUT').json()).toEqual({ status: 'inactive' });
  });

  it('are refused without their secret being repeated, which Field Nation may quote', async () => {
    const message = "secret 'webhook-secret' is too short";
    const refusal = { status: 400, json: { metadata: {}, errors: [{ code: 400, message }], result: {} } };
    fake.on('POST /webhooks', refusal);
    fake.on('PUT /webhooks/w-1', refusal);
    for (const refused of [fake.fn.saveWebhook(input), fake.fn.updateWebhook('w-1', { secret: 'webhook-secret' })]) {
      const error = await failure(refused);
      expect(error.message).toContain('is too short');
      expect(JSON.stringify([error.toInfo(), String(error.cause)])).not.toContain('webhook-secret');
    }
  });

  it('are missing when they are gone', async () => {
    fake.on('GET /webhooks/w-1', answer);
    expect((await fake.fn.webhook('w-1'))?.webhookId).toBe('w-1');
    expect(await fake.fn.webhook('w-0')).toBeNull();
    // The OpenAPI file declares 400 alone for refusals.
    const refusal = { metadata: {}, errors: [{ code: 400, message: 'Webhook w-2 was not found' }], result: {} };
    fake.on('GET /webhooks/w-2', { status: 400, json: refusal });
    expect(await fake.fn.webhook('w-2')).toBeNull();
  });

  it('have a delivery log, whose gaps are filled from what is known', async () => {
    const entry = { deliveryId: 'd-1:3', webhookId: 'w-1', eventName: 'workorder.created', deliveryStatus: '502' };
    fake.on('GET /webhooks/delivery-logs', {
      json: {
        metadata: { timestamp: 't' },
        result: [
          { ...entry, workOrderId: '91400', deliveryAttempt: 3, createdAt: '2026-11-22T08:00:00.000Z' },
          { deliveryId: 'd-2:2', deliveryStatus: null, createdAt: 'then' },
        ],
      },
    });
    expect(await fake.fn.deliveryLog({ webhookId: 'w-1', workOrderId: 91400, page: 2, perPage: 2 })).toEqual({
      more: true,
      entries: [
        {
          ...entry,
          status: 502,
          deliveryStatus: undefined,
          workOrderId: 91400,
          attempt: 3,
          at: Date.UTC(2026, 10, 22, 8),
        },
        { deliveryId: 'd-2:2', webhookId: 'w-1', eventName: '', workOrderId: null, status: null, attempt: 2, at: null },
      ],
    });
    expect(Object.fromEntries(last('GET').query)).toEqual({
      page: '2',
      perPage: '2',
      sortBy: 'createdAt',
      sortDirection: 'DESC',
      webhookId: 'w-1',
      workOrderId: '91400',
    });
  });

  it('deliver again what is asked for, by its whole id', async () => {
    fake.on('PATCH /webhooks/delivery-logs/d-1%3A3/retry', { json: { metadata: {}, result: { job_id: 'j' } } });
    await fake.fn.retryDelivery('d-1:3');
    expect((await failure(fake.fn.retryDelivery('d-9:1'))).message).toBe(
      'Field Nation does not find the delivery d-9:1: Not found.',
    );
  });

  it('are created anew when the known one is gone', async () => {
    fake.on('POST /webhooks', { ...answer });
    expect((await fake.fn.saveWebhook({ ...input, existingId: 'w-0' })).webhookId).toBe('w-1');
  });

  it('are listed over all pages, and deleted without complaint when already gone', async () => {
    fake.on('GET /webhooks', (request) => ({
      json: { metadata: { total: 2 }, result: [{ ...hook, webhookId: `w-${request.query.get('page')}` }] },
    }));
    expect((await fake.fn.webhooks()).map((each) => each.webhookId)).toEqual(['w-1', 'w-2']);
    await fake.fn.deleteWebhook('w-9');
  });

  it('fail with the words of the webhook API', async () => {
    fake.on('POST /webhooks', {
      status: 400,
      json: {
        metadata: { timestamp: 't', path: '/' },
        errors: [{ code: 400, message: 'url must be https' }],
        result: {},
      },
    });
    expect((await failure(fake.fn.saveWebhook(input))).message).toBe(
      'Field Nation rejected the webhook: url must be https.',
    );
  });
});

describe('the connection test', () => {
  it('reads as sentences', async () => {
    fake.on('GET /workorders', list([], { total: 12 }));
    fake.on('GET /webhooks', { json: { metadata: { total: 0 }, result: [] } });
    const steps = await fake.fn.probe(() => {});
    const host = new URL(fake.server.url).host;
    expect(steps.map((step) => [step.state, step.message])).toEqual([
      ['ok', `Signed in as api.user (${host})`],
      ['ok', 'Can read work orders (12 in flight)'],
      ['ok', 'Can manage webhooks (0 registered)'],
    ]);
  });

  it('signs in afresh, so that an old token does not hide a changed password', async () => {
    await fake.fn.workOrder(91422);
    await fake.fn.probe(() => {});
    expect(fake.signIns()).toBe(2);
  });

  it('only warns when webhooks are not allowed', async () => {
    fake.on('GET /workorders', list([], {}));
    fake.on('GET /webhooks', { status: 403, json: { errors: [{ code: 403, message: 'Forbidden' }] } });
    expect((await fake.fn.probe(() => {})).at(-1)).toMatchObject({ id: 'webhooks', state: 'warning' });
  });
});

describe('links for people', () => {
  it('open the web app', () => {
    expect(fake.fn.workOrderUrl(91422)).toBe(`${fake.server.url}/workorders/91422`);
  });
});
