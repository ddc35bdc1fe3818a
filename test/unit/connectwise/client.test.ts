import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProbeStep } from '../../../src/core/probe.ts';
import { failure } from '../../fakes/failure.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import type { Received } from '../http/loopback.ts';
import { type FakeConnectWise, fakeConnectWise, keys, ticket } from './fake-connectwise.ts';

let cw: FakeConnectWise;
beforeEach(async () => {
  cw = await fakeConnectWise();
});
afterEach(() => cw.close());

const last = (method: string): Received => cw.server.last(method);

describe('finding the instance', () => {
  it('is done once, without credentials, and then used for every call', async () => {
    await cw.psa.ticket(1042);
    await cw.psa.ticket(1042);
    const lookups = cw.server.received.filter((request) => request.path.startsWith('/login/companyinfo/'));
    expect(lookups.map((request) => request.path)).toEqual(['/login/companyinfo/cobalt']);
    expect(lookups[0]?.headers.authorization).toBeUndefined();
    expect(cw.server.received.some((request) => request.path === '/v2025_1/apis/3.0/service/tickets/1042')).toBe(true);
  });

  it('is done again when a 404 says that the codebase changed, and the call is repeated once', async () => {
    await cw.psa.ticket(1042);
    cw.codebase = 'v2025_2/';
    expect((await cw.psa.ticket(1042)).id).toBe(1042);
    expect(cw.server.received.at(-1)?.path).toContain('/v2025_2/');
  });

  it('leaves a 404 a 404 when the codebase is the same', async () => {
    cw.on('GET /service/tickets/7', { status: 404, json: { code: 'NotFound', message: 'Ticket 7 not found' } });
    const error = await failure(cw.psa.ticket(7));
    expect(error).toMatchObject({ code: 'connectwise.not-found', kind: 'permanent' });
    expect(error.message).toContain('Ticket 7 not found');
    expect(cw.calls().filter((call) => call === 'GET /service/tickets/7')).toHaveLength(1);
  });

  it('says that the company is unknown', async () => {
    cw.companyInfo = null;
    expect(await failure(cw.psa.boards())).toMatchObject({
      code: 'connectwise.company-unknown',
      message: expect.stringContaining('knows no company "cobalt"'),
    });
  });

  it.each([[{ hello: 'world' }], ['<html>']])(
    'says that the host is not ConnectWise when it answers %o',
    async (answer) => {
      cw.companyInfo = answer;
      expect((await failure(cw.psa.boards())).code).toBe('connectwise.wrong-host');
    },
  );
});

describe('every call', () => {
  it('without a stored key pauses the lane until somebody enters one', async () => {
    cw.storedKey = null;
    expect(await failure(cw.psa.ticket(1042))).toMatchObject({ code: 'connectwise.no-key', kind: 'auth' });
    expect(cw.lane.state().needsSignIn).toBe(true);
    cw.storedKey = keys.privateKey;
    cw.lane.resume();
    expect((await cw.psa.ticket(1042)).id).toBe(1042);
  });

  it('carries the keys and the clientId as ConnectWise wants them', async () => {
    await cw.psa.ticket(1042);
    const basic = Buffer.from(`cobalt+${keys.publicKey}:${keys.privateKey}`).toString('base64');
    expect(last('GET').headers).toMatchObject({ authorization: `Basic ${basic}`, clientid: keys.clientId });
  });

  it('asks the keychain once, and again after a refusal', async () => {
    await cw.psa.ticket(1042);
    await cw.psa.ticket(1042);
    expect(cw.keyReads()).toBe(1);
    cw.on('GET /service/tickets/1042', { status: 401, json: {} }, { json: ticket });
    expect((await failure(cw.psa.ticket(1042))).kind).toBe('auth');
    cw.lane.resume();
    await cw.psa.ticket(1042);
    expect(cw.keyReads()).toBe(2);
  });

  it('keeps the keys out of every error', async () => {
    for (const answer of [
      {
        status: 401,
        json: { code: 'Unauthorized', message: `bad Basic ${Buffer.from(keys.privateKey).toString('base64')}` },
      },
      { status: 500, text: 'x' },
    ]) {
      cw.on('GET /service/tickets/1042', answer);
      cw.lane.resume();
      const text = JSON.stringify((await failure(cw.psa.ticket(1042))).toInfo());
      expect(text).not.toContain(keys.privateKey);
      expect(text).not.toContain(Buffer.from(keys.privateKey).toString('base64'));
      expect(text).not.toContain(keys.clientId);
    }
  });

  it('says which permission the security role lacks', async () => {
    cw.on('PATCH /service/tickets/1042', {
      status: 403,
      json: { code: 'Security', message: 'You do not have security permission to perform this action.' },
    });
    const error = await failure(cw.psa.updateTicket(1042, [{ target: 'summary', value: 'x' }]));
    expect(error.code).toBe('connectwise.forbidden');
    expect(error.message).toContain('Service Desk > Service Tickets needs Edit = All');
  });

  it('explains the "SSL is required" answer of a wrong host', async () => {
    cw.on('GET /service/boards', {
      status: 400,
      json: { code: 'Security', message: 'SSL is required.', errors: null },
    });
    expect((await failure(cw.psa.boards())).code).toBe('connectwise.wrong-host');
  });
});

describe('a ticket', () => {
  it('comes with its first Discussion note as description and with the address of its site', async () => {
    const read = await cw.psa.ticket(1042);
    expect(read).toMatchObject({
      id: 1042,
      summary: 'Printer offline',
      kind: 'service',
      board: { id: 5, name: 'Dispatch' },
      status: { id: 17 },
      company: { id: 3, name: 'Acme' },
      closed: false,
      externalRef: '',
      updatedAt: Date.UTC(2026, 10, 22, 7, 0, 1),
      updatedBy: 'jdoe',
    });
    expect(read.document).toMatchObject({
      initialDescription: 'It does not print.',
      site: {
        name: 'Main',
        addressLine1: '1 Way',
        addressLine2: '',
        city: 'Phoenix',
        state: 'AZ',
        zip: '04001',
        country: 'United States',
      },
    });
  });

  it('keeps an address that was edited on the ticket itself', async () => {
    cw.on('GET /service/tickets/1042', {
      json: { ...ticket, addressLine1: '2 Other', city: 'Tempe', stateIdentifier: 'AZ', zip: '85001' },
    });
    expect((await cw.psa.ticket(1042)).document.site).toMatchObject({ addressLine1: '2 Other', city: 'Tempe' });
    expect(cw.calls()).not.toContain('GET /company/companies/3/sites/9');
  });

  it('treats null and missing alike', async () => {
    cw.on('GET /service/tickets/1042', {
      json: { id: 1042, summary: 'Bare', site: null, customFields: null, closedFlag: null, _info: null },
    });
    expect(await cw.psa.ticket(1042)).toMatchObject({ summary: 'Bare', externalRef: '', closed: false, updatedAt: 0 });
  });

  it('gives field values by mapping target', async () => {
    const read = await cw.psa.ticket(1042);
    expect(cw.psa.readField(read, 'status')).toBe(17);
    expect(cw.psa.readField(read, 'summary')).toBe('Printer offline');
    expect(cw.psa.readField(read, 'customFields.12')).toBe('77');
    expect(cw.psa.readField(read, 'customFields.13')).toBeNull();
    expect(cw.psa.readField(read, 'customFields.99')).toBeUndefined();
    expect(cw.psa.readField(read, 'company.name')).toBe('Acme');
    expect(cw.psa.readField(read, 'externalXRef')).toBeUndefined();
  });
});

describe('changing a ticket', () => {
  const answered = (change: object) => ({ json: { ...ticket, ...change } });

  it('is one JSON Patch with whole references and times without milliseconds', async () => {
    cw.on(
      'PATCH /service/tickets/1042',
      answered({ status: { id: 18 }, externalXRef: 'FN-9', requiredDate: '2026-12-01T10:00:00Z' }),
    );
    const read = await cw.psa.updateTicket(1042, [
      { target: 'status', value: { id: 18 } },
      { target: 'externalXRef', value: 'FN-9' },
      { target: 'requiredDate', value: '2026-12-01T10:00:00.000Z' },
    ]);
    expect(last('PATCH').json()).toEqual([
      { op: 'replace', path: 'status', value: { id: 18 } },
      { op: 'replace', path: 'externalXRef', value: 'FN-9' },
      { op: 'replace', path: 'requiredDate', value: '2026-12-01T10:00:00Z' },
      { op: 'replace', path: 'processNotifications', value: false },
    ]);
    expect(read.externalRef).toBe('FN-9');
  });

  it('gives back the ticket with its description and the address as it now is, without reading them again', async () => {
    await cw.psa.ticket(1042);
    cw.on('PATCH /service/tickets/1042', answered({ city: 'Tempe' }), answered({ summary: 'New' }));
    const before = cw.server.received.length;
    const moved = await cw.psa.updateTicket(1042, [{ target: 'city', value: 'Tempe' }]);
    expect(moved.document).toMatchObject({ initialDescription: 'It does not print.', site: { city: 'Tempe' } });
    expect(cw.server.received.length).toBe(before + 1);
  });

  it('sends all custom fields when one changes', async () => {
    const changed = [{ ...ticket.customFields[0], value: '78' }, ticket.customFields[1]];
    cw.on('PATCH /service/tickets/1042', answered({ customFields: changed }));
    await cw.psa.updateTicket(1042, [{ target: 'customFields.12', value: '78' }]);
    expect(last('PATCH').json()).toMatchObject([
      {
        op: 'replace',
        path: 'customFields',
        value: [
          { id: 12, value: '78', caption: 'Door code' },
          { id: 13, value: null },
        ],
      },
      { path: 'processNotifications', value: false },
    ]);
  });

  it('refuses a custom field the ticket does not have, before anything is sent', async () => {
    expect((await failure(cw.psa.updateTicket(1042, [{ target: 'customFields.99', value: 'x' }]))).code).toBe(
      'connectwise.no-such-field',
    );
    expect(cw.calls().some((call) => call.startsWith('PATCH'))).toBe(false);
  });

  it('notices a 200 that changed nothing', async () => {
    cw.on('PATCH /service/tickets/1042', answered({}));
    for (const change of [
      { target: 'status', value: { id: 18 } },
      { target: 'summary', value: 'New' },
      { target: 'customFields.12', value: '78' },
    ]) {
      const error = await failure(cw.psa.updateTicket(1042, [change]));
      expect(error).toMatchObject({ code: 'connectwise.false-200', context: { field: change.target } });
      expect(error.message).toContain('ticket 1042');
    }
  });

  it('does not take a field that ConnectWise drops when empty, or a tidied text, for a false 200', async () => {
    cw.on('PATCH /service/tickets/1042', answered({ summary: 'Two lines' }));
    await cw.psa.updateTicket(1042, [
      { target: 'externalXRef', value: '' },
      { target: 'summary', value: 'Two\r\nlines ' },
    ]);
  });

  it("shows a refusal in ConnectWise's words", async () => {
    cw.on('PATCH /service/tickets/1042', {
      status: 400,
      json: {
        code: 'InvalidObject',
        message: 'ticket object is invalid',
        errors: [
          {
            code: 'NotFound',
            message: 'Service Status 17 not found for Service Board 21',
            resource: 'ticket',
            field: 'status/id',
          },
        ],
      },
    });
    const error = await failure(cw.psa.updateTicket(1042, [{ target: 'status', value: 17 }]));
    expect(error.message).toBe(
      'ConnectWise rejected ticket 1042: Service Status 17 not found for Service Board 21 (status/id).',
    );
  });
});

describe('lists', () => {
  it('of tickets are read forward-only in id order, service tickets only, each once', async () => {
    const row = (id: number, recordType = 'ServiceTicket') => ({ ...ticket, id, recordType });
    const next = (id: number) => ({
      link: `<https://na.myconnectwise.net/v2025_1//apis/3.0/service/tickets?pageSize=1000&pageId=${id}>; rel="next"`,
    });
    cw.on(
      'GET /service/tickets',
      { json: [row(1), row(2, 'ProjectTicket')], headers: next(2) },
      { json: [row(3), row(1)], headers: next(3) },
      { json: [], headers: next(3) },
    );
    const found = await cw.psa.ticketsInStatus(5, 17);
    expect(found.map((each) => each.id)).toEqual([1, 3]);
    const requests = cw.server.received.filter((request) => request.path.endsWith('/service/tickets'));
    expect(requests.map((request) => request.query.get('pageId'))).toEqual([null, '2', '3']);
    expect(requests[0]?.headers['pagination-type']).toBe('forward-only');
    expect(requests[0]?.query.get('conditions')).toBe('board/id = 5 and status/id = 17');
    expect(requests[0]?.query.has('orderBy')).toBe(false);
  });

  it('of changed tickets ask with the overlap that whole seconds need', async () => {
    cw.on('GET /service/tickets', { json: [] });
    await cw.psa.ticketsUpdatedSince([5, 6], Date.UTC(2026, 10, 22, 7, 0, 1, 500));
    expect(last('GET').query.get('conditions')).toBe('lastUpdated > [2026-11-22T07:00:00Z] and board/id in (5,6)');
  });

  it('of setup tables follow page numbers, never the links themselves', async () => {
    const page = (n: number) => ({
      link: `<https://evil.example/boards?page=${n}&pageSize=1000>; rel="next", <https://evil.example/boards?page=2>; rel="last"`,
    });
    cw.on(
      'GET /service/boards',
      { json: [{ id: 1, name: 'A' }], headers: page(2) },
      { json: [{ id: 2, name: 'B', inactiveFlag: true, projectFlag: true }] },
    );
    expect(await cw.psa.boards()).toEqual([
      { id: 1, name: 'A', inactive: false, project: false },
      { id: 2, name: 'B', inactive: true, project: true },
    ]);
    expect(cw.server.received.map((request) => request.query.get('page'))).toEqual([null, '1', '2']);
  });

  it('of statuses know both spellings of inactive', async () => {
    cw.on('GET /service/boards/5/statuses', {
      json: [
        { id: 1, name: 'New', sortOrder: 1 },
        { id: 2, name: 'Old', inactive: true, closedStatus: true },
      ],
    });
    expect(await cw.psa.statuses(5)).toEqual([
      { id: 1, name: 'New', boardId: 5, closed: false, inactive: false, sortOrder: 1 },
      { id: 2, name: 'Old', boardId: 5, closed: true, inactive: true, sortOrder: 0 },
    ]);
  });

  it('with a shape nobody knows name the field', async () => {
    cw.on('GET /service/boards', { json: [{ id: 'one', name: 'A' }] });
    const error = await failure(cw.psa.boards());
    expect(error.code).toBe('connectwise.unexpected-answer');
    expect(error.context.field).toBe('0.id');
  });
});

describe('the callback', () => {
  const entry = {
    id: 40,
    description: 'Dispatch Bridge 7f3a',
    url: 'https://x/cb?recordId=',
    objectId: 5,
    type: 'ticket',
    level: 'board',
    inactiveFlag: false,
  };
  const input = { existingId: null, description: entry.description, url: entry.url, boardId: 5 };
  const exists = {
    status: 400,
    json: {
      code: 'InvalidObject',
      message: 'callbackEntry object is invalid',
      errors: [
        {
          code: 'ObjectExists',
          message: 'A matching callback entry already exists',
          resource: 'callbackEntry',
          field: 'objectId',
        },
      ],
    },
  };

  it('is created for the board, and not for our own changes', async () => {
    cw.on('POST /system/callbacks', { status: 201, json: entry });
    expect(await cw.psa.saveSubscription(input)).toMatchObject({ id: 40, active: true });
    expect(last('POST').json()).toMatchObject({
      type: 'ticket',
      level: 'board',
      objectId: 5,
      url: entry.url,
      isSelfSuppressedFlag: true,
      inactiveFlag: false,
    });
  });

  it('is updated and switched on again when it is known, and created when it is gone', async () => {
    cw.on('PATCH /system/callbacks/40', { json: entry });
    await cw.psa.saveSubscription({ ...input, existingId: 40 });
    expect(last('PATCH').json()).toContainEqual({ op: 'replace', path: 'inactiveFlag', value: false });
    cw.on('PATCH /system/callbacks/40', { status: 404, json: { code: 'NotFound', message: 'gone' } });
    cw.on('POST /system/callbacks', { status: 201, json: { ...entry, id: 41 } });
    expect((await cw.psa.saveSubscription({ ...input, existingId: 40 })).id).toBe(41);
  });

  it('adopts our own entry when ConnectWise says that it exists', async () => {
    cw.on('POST /system/callbacks', exists);
    cw.on('GET /system/callbacks', {
      json: [
        { ...entry, id: 39, description: 'Other', level: 'owner', objectId: 1 },
        { ...entry, url: 'https://old/?recordId=' },
      ],
    });
    cw.on('PATCH /system/callbacks/40', { json: entry });
    expect((await cw.psa.saveSubscription(input)).id).toBe(40);
  });

  it("never touches another product's entry, and offers a take-over from another installation", async () => {
    cw.on('POST /system/callbacks', exists);
    cw.on('GET /system/callbacks', {
      json: [{ ...entry, description: 'Other product', url: 'https://other/?recordId=' }],
    });
    expect(await failure(cw.psa.saveSubscription(input))).toMatchObject({
      code: 'connectwise.callback-exists',
      action: undefined,
    });
    cw.on('GET /system/callbacks', {
      json: [{ ...entry, description: 'Dispatch Bridge 0000', url: 'https://other/?recordId=' }],
    });
    expect(await failure(cw.psa.saveSubscription(input))).toMatchObject({
      code: 'connectwise.callback-exists',
      action: { do: 'take-over' },
    });
    expect(cw.calls().some((call) => /^(PATCH|DELETE)/.test(call))).toBe(false);
  });

  it('waits for a deletion that has not arrived everywhere', async () => {
    await cw.close();
    const clock = new VirtualClock();
    cw = await fakeConnectWise({ clock });
    cw.on('POST /system/callbacks', exists, exists, { status: 201, json: entry });
    cw.on('GET /system/callbacks', { json: [] });
    const saved = cw.psa.saveSubscription(input);
    const started = clock.now();
    let done = false;
    void saved.then(() => {
      done = true;
    });
    await clock.runUntil(() => done);
    expect((await saved).id).toBe(40);
    expect(clock.now() - started).toBe(8_000);
  });

  it('that is already deleted counts as deleted', async () => {
    cw.on('DELETE /system/callbacks/40', { status: 404, json: { code: 'NotFound', message: 'gone' } });
    await cw.psa.deleteSubscription(40);
  });
});

describe('the signing key', () => {
  const guid = 'e17e6674-42f6-4105-9cff-4cd6cb4e62e8';
  const path = '/v2025_1//system/callbackkey/index.rails';
  const keyUrl = (more = `companyName=Cobalt&id=${guid}`) => `${cw.server.url}${path}?${more}`;

  it('is fetched once per id, from the configured site, without credentials', async () => {
    cw.on(`GET ${path}`, { text: '{"signing_key":"k1"}' }, { text: '{"signing_key":"k2"}' });
    expect(await cw.psa.signingKey(keyUrl())).toBe('k1');
    expect(await cw.psa.signingKey(keyUrl())).toBe('k1');
    expect(cw.server.received).toHaveLength(1);
    expect(last('GET').headers.authorization).toBeUndefined();
    expect(await cw.psa.signingKey(keyUrl(), undefined, { refresh: true })).toBe('k2');
  });

  it('is asked for with credentials when it is refused without', async () => {
    cw.on(`GET ${path}`, (request) =>
      request.headers.authorization === undefined ? { status: 401, json: {} } : { json: { signing_key: 'k1' } },
    );
    expect(await cw.psa.signingKey(keyUrl())).toBe('k1');
    expect(cw.lane.state().needsSignIn).toBe(false);
  });

  it('is never fetched from anywhere else', async () => {
    const port = new URL(cw.server.url).port;
    for (const url of [
      `https://na.myconnectwise.net${path}?companyName=Cobalt&id=${guid}`,
      `http://127.0.0.1:${Number(port) + 1}${path}?companyName=Cobalt&id=${guid}`,
      `http://user:pw@127.0.0.1:${port}${path}?companyName=Cobalt&id=${guid}`,
      keyUrl(`companyName=Mallory&id=${guid}`),
      keyUrl(`id=${guid}`),
      keyUrl('companyName=Cobalt'),
      `${cw.server.url}/elsewhere?companyName=Cobalt&id=${guid}`,
      'file:///etc/passwd',
      'nonsense',
    ]) {
      expect((await failure(cw.psa.signingKey(url))).code, url).toBe('connectwise.key-url');
    }
    expect(cw.server.received).toHaveLength(0);
  });
});

describe('the connection test', () => {
  async function probe(): Promise<readonly ProbeStep[]> {
    const seen: ProbeStep[] = [];
    const steps = await cw.psa.probe((step) => seen.push(step));
    expect(seen.filter((step) => step.state !== 'running')).toEqual(steps);
    return steps;
  }
  function allowAll(): void {
    cw.on('GET /system/info', { json: { version: 'v2025.1.1', isCloud: true } });
    cw.on('GET /system/myAccount', { json: { id: 243, identifier: 'svc-fieldnation' } });
    for (const path of [
      '/service/tickets',
      '/service/boards',
      '/company/companies',
      '/system/callbacks',
      '/system/userDefinedFields',
      '/system/members',
      '/system/documents',
      '/schedule/entries',
      '/time/entries',
    ]) {
      cw.on(`GET ${path}`, { json: [] });
    }
  }

  it('reads as sentences when all is well', async () => {
    allowAll();
    expect((await probe()).map((step) => [step.state, step.message])).toEqual([
      ['ok', 'Found your instance: v2025_1, cloud'],
      ['ok', 'Signed in as svc-fieldnation'],
      ['ok', 'Can read service tickets'],
      ['ok', 'Can read service boards and statuses'],
      ['ok', 'Can read companies and sites'],
      ['ok', 'Can manage callbacks'],
      ['ok', 'Can read custom fields'],
      ['ok', 'Can read members'],
      ['ok', 'Can read documents'],
      ['ok', 'Can read schedule entries'],
      ['ok', 'Can read time entries'],
      ['ok', 'Can edit service tickets'],
    ]);
  });

  it('names each missing permission', async () => {
    allowAll();
    const forbidden = {
      status: 403,
      json: { code: 'Security', message: 'You do not have security permission to perform this action.' },
    };
    for (const path of ['/service/tickets', '/company/companies', '/system/callbacks', '/system/documents']) {
      cw.on(`GET ${path}`, forbidden);
    }
    cw.on('PATCH /service/tickets/0', forbidden);
    const steps = await probe();
    expect(steps.filter((step) => step.state === 'failed').map((step) => step.message)).toEqual([
      'Cannot read service tickets: Service Desk > Service Tickets needs Inquire = All',
      'Cannot read companies and sites: Companies > Company Maintenance needs Inquire = All',
      'Cannot edit service tickets: Service Desk > Service Tickets needs Edit = All',
    ]);
    expect(steps.find((step) => step.id === 'callbacks')).toMatchObject({
      state: 'warning',
      message: expect.stringContaining('every minute'),
    });
    expect(steps.find((step) => step.id === 'documents')).toMatchObject({
      state: 'warning',
      message:
        'Cannot read documents: Companies > Manage Attachments needs Inquire = All. Documents are then not exchanged.',
    });
  });

  it('stops at a refused key, and passes once the key is right', async () => {
    cw.on('GET /system/info', { status: 401, json: { code: 'Unauthorized', message: 'Incorrect public/private key' } });
    const steps = await probe();
    expect(steps.map((step) => step.id)).toEqual(['instance', 'sign-in']);
    expect(steps[1]).toMatchObject({ state: 'failed', error: { kind: 'auth' } });
    expect(steps[1]?.message).toContain('Incorrect public/private key');
    allowAll();
    expect((await probe()).every((step) => step.state === 'ok')).toBe(true);
  });

  it('starts with the site itself when that cannot be one', async () => {
    await cw.close();
    cw = await fakeConnectWise({ site: 'not a site' });
    expect(await probe()).toMatchObject([{ id: 'instance', state: 'failed', error: { code: 'connectwise.site' } }]);
    expect((await failure(cw.psa.boards())).code).toBe('connectwise.site');
  });

  it('reads a 404 to the keys as wrong keys', async () => {
    expect((await probe()).at(-1)).toMatchObject({
      id: 'sign-in',
      state: 'failed',
      error: { code: 'connectwise.unauthorized' },
    });
  });

  it('notices a wrong clock', async () => {
    await cw.close();
    const clock = new VirtualClock({ startMs: Date.now() - 12 * 60_000 });
    cw = await fakeConnectWise({ clock });
    allowAll();
    const step = (await probe()).find((each) => each.id === 'clock');
    expect(step).toMatchObject({
      state: 'warning',
      message: expect.stringContaining("clock is 12 min behind ConnectWise's"),
    });
  });

  it('says so when the member cannot be named', async () => {
    allowAll();
    cw.on('GET /system/myAccount', {
      status: 404,
      json: { code: 'ConnectWiseApi', message: 'The endpoint does not exist.' },
    });
    expect((await probe()).find((step) => step.id === 'sign-in')?.message).toBe(
      'Signed in with public key Publ… (version v2025.1.1)',
    );
  });
});
