import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../fakes/failure.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import type { Received } from '../http/loopback.ts';
import { type FakeConnectWise, fakeConnectWise, ticket } from './fake-connectwise.ts';

let cw: FakeConnectWise;
const clock = new VirtualClock({ startMs: Date.parse('2026-11-22T08:00:00.250Z') });
beforeEach(async () => {
  cw = await fakeConnectWise({ clock });
});
afterEach(() => cw.close());

const last = (method: string): Received => cw.server.last(method);
const forbidden = { status: 403, json: { code: 'Security', message: 'You do not have security permission.' } };
const badName = { status: 400, json: { code: 'ApiFindCondition', message: 'assignedTo/id is not a recognized name.' } };

describe('creating a ticket', () => {
  const changes = [
    { target: 'summary', value: 'From work order 77' },
    { target: 'company', value: 3 },
    { target: 'board', value: 5 },
    { target: 'status', value: 'New' },
    { target: 'initialDescription', value: 'Replace the\nprinter' },
    { target: 'externalXRef', value: 'FN-77' },
    { target: 'requiredDate', value: '2026-12-01T10:00:00.500Z' },
    { target: 'customFields.12', value: 'x' },
  ];

  it('sends whole references and the external reference at once, and keeps the description it never gets back', async () => {
    cw.on('POST /service/tickets', { status: 201, json: { ...ticket, externalXRef: 'FN-77' } });
    const created = await cw.psa.createTicket(changes);
    expect(last('POST').json()).toEqual({
      summary: 'From work order 77',
      company: { id: 3 },
      board: { id: 5 },
      status: { name: 'New' },
      initialDescription: 'Replace the\nprinter',
      externalXRef: 'FN-77',
      requiredDate: '2026-12-01T10:00:00Z',
      customFields: [{ id: 12, value: 'x' }],
      processNotifications: false,
    });
    expect(created).toMatchObject({
      id: 1042,
      externalRef: 'FN-77',
      document: { initialDescription: 'Replace the\nprinter', site: { city: 'Phoenix' } },
    });
  });

  it('is ambiguous when its answer is lost, and done even when its site cannot be read', async () => {
    cw.on('POST /service/tickets', 'drop');
    expect((await failure(cw.psa.createTicket(changes))).kind).toBe('ambiguous');
    cw.on('POST /service/tickets', { status: 201, json: ticket });
    cw.on('GET /company/companies/3/sites/9', { status: 500 });
    expect((await cw.psa.createTicket(changes)).id).toBe(1042);
  });

  it('names the missing right', async () => {
    cw.on('POST /service/tickets', forbidden);
    expect((await failure(cw.psa.createTicket(changes))).message).toContain(
      'Service Desk > Service Tickets needs Add = All',
    );
  });

  it('is found again by exactly its external reference', async () => {
    const refs = ['FN-77', 'fn-77', 'FN-770'].map((externalXRef, index) => ({
      ...ticket,
      id: 1 + index,
      externalXRef,
    }));
    cw.on('GET /service/tickets', { json: refs });
    expect((await cw.psa.findByExternalRef('FN-77')).map((each) => each.id)).toEqual([1]);
    expect(last('GET').query.get('conditions')).toBe('externalXRef = "FN-77"');
    expect(await cw.psa.findByExternalRef('')).toEqual([]);
  });
});

describe("tickets that fit a person's conditions", () => {
  const query = { boardId: 5, conditions: 'priority/id = 1 or closedFlag = False', customFieldConditions: '' };

  it('are asked for on the board alone, with its custom field conditions as they are', async () => {
    cw.on('GET /service/tickets', { json: [ticket, { ...ticket, id: 7, recordType: 'ProjectTicket' }] });
    const custom = 'caption="Door code" AND value != null';
    const found = await cw.psa.ticketsMatching({ ...query, customFieldConditions: custom });
    expect(found.map((each) => each.id)).toEqual([1042]);
    expect(last('GET').query.get('conditions')).toBe('board/id = 5 and (priority/id = 1 or closedFlag = False)');
    expect(last('GET').query.get('customFieldConditions')).toBe(custom);
    expect(last('GET').headers['pagination-type']).toBe('forward-only');

    const since = Date.parse('2026-11-20T10:00:00Z');
    await cw.psa.ticketsMatching({ boardId: 5, conditions: ' ', customFieldConditions: '', ticketId: 1042, since });
    expect(last('GET').query.get('conditions')).toBe(
      'id = 1042 and board/id = 5 and lastUpdated > [2026-11-20T09:59:59Z]',
    );
    expect(last('GET').query.get('customFieldConditions')).toBeNull();
  });

  it('are searched for with a body when the conditions are too long for an address', async () => {
    cw.on('POST /service/tickets/search', { json: [ticket] });
    const conditions = Array.from({ length: 60 }, (_, index) => `company/id = ${index}`).join(' or ');
    const custom = 'value = "x"';
    const found = await cw.psa.ticketsMatching({ boardId: 5, conditions, customFieldConditions: custom });
    expect(found.map((each) => each.id)).toEqual([1042]);
    expect(last('POST').json()).toEqual({
      conditions: `board/id = 5 and (${conditions})`,
      customfieldconditions: custom,
    });
    cw.on('POST /service/tickets/search', forbidden);
    const refused = await failure(cw.psa.ticketsMatching({ ...query, conditions }));
    expect(refused.message).toContain('does not let the API member read the list of tickets');
    expect(refused.message).toContain('Service Desk > Service Tickets needs Inquire = All');
  });

  it('say which part ConnectWise does not understand', async () => {
    cw.on('GET /service/tickets', badName);
    const error = await failure(cw.psa.ticketsMatching({ ...query, conditions: 'assignedTo/id = 1' }));
    expect(error).toMatchObject({ code: 'connectwise.condition', kind: 'permanent', context: { part: 'conditions' } });
    expect(error.message).toBe(
      'The conditions of the trigger are not valid: assignedTo/id is not a recognized name. Correct them under Triggers.',
    );

    const both = { ...query, customFieldConditions: 'captoin = "x"' };
    cw.on('GET /service/tickets', (request) => (request.query.has('customFieldConditions') ? badName : { json: [] }));
    expect((await failure(cw.psa.ticketsMatching(both))).context.part).toBe('custom field conditions');
    cw.on('GET /service/tickets', badName);
    expect((await failure(cw.psa.ticketsMatching(both))).context.part).toBe('conditions');
  });

  it('are not asked for at all with conditions that would reach beyond the board', async () => {
    const error = await failure(cw.psa.ticketsMatching({ ...query, conditions: 'id > 0) or (id > 0' }));
    expect(error).toMatchObject({ code: 'connectwise.condition', context: { part: 'conditions' } });
    expect(cw.calls()).toEqual([]);
  });
});

describe('companies', () => {
  it('are found by a part of their name or identifier, deleted ones left out', async () => {
    cw.on('GET /company/companies', { json: [{ id: 3, name: 'Acme', identifier: 'ACME' }] });
    expect(await cw.psa.companies(' ac ')).toEqual([{ id: 3, name: 'Acme' }]);
    expect(Object.fromEntries(last('GET').query)).toEqual({
      conditions: '(name contains "ac" or identifier contains "ac") and deletedFlag = False',
      orderBy: 'name asc',
      pageSize: '20',
    });
  });
});

describe('custom fields of service tickets', () => {
  const definition = (id: number, podId: number, caption: string, more: object = {}) => ({
    id,
    podId,
    caption,
    sequenceNumber: id,
    screenId: `s${podId}`,
    fieldTypeIdentifier: 'Text',
    entryTypeIdentifier: 'EntryField',
    businessUnitIds: [1],
    locationIds: [2],
    ...more,
  });
  const definitions = [
    definition(1, 4, 'Contact thing'),
    definition(12, 8, 'Door code', { fieldTypeIdentifier: 'Number' }),
    definition(13, 8, 'Floor', {
      entryTypeIdentifier: 'List',
      options: [{ optionValue: 'G' }, { optionValue: 'old', inactiveFlag: true }],
    }),
    definition(14, 8, 'New field'),
  ];
  beforeEach(() => {
    cw.on('GET /system/userDefinedFields', { json: definitions });
    cw.on('GET /service/tickets', { json: [{ id: 1042, customFields: ticket.customFields }] });
  });

  it('are those a ticket shows, and those of the same pod', async () => {
    expect(await cw.psa.customFields()).toEqual([
      { id: 12, caption: 'Door code', type: 'Number', options: [] },
      { id: 13, caption: 'Floor', type: 'Text', options: ['G'] },
      { id: 14, caption: 'New field', type: 'Text', options: [] },
    ]);
  });

  it('are told by their pod’s words where there is no ticket', async () => {
    cw.on('GET /service/tickets', { json: [] });
    cw.on('GET /system/userDefinedFields', {
      json: [
        definition(1, 4, 'a', { podDescription: 'Contact Overview' }),
        definition(2, 5, 'b', { podDescription: 'Service Ticket' }),
        definition(3, 6, 'c', { screenDescription: 'Project Ticket' }),
      ],
    });
    expect((await cw.psa.customFields()).map((field) => field.id)).toEqual([2]);
  });

  it('are created beside an existing one, once', async () => {
    cw.on('POST /system/userDefinedFields', { status: 201, json: definition(20, 8, 'FN Sync Status') });
    expect(await cw.psa.createCustomField('FN Sync Status')).toMatchObject({ id: 20, caption: 'FN Sync Status' });
    expect(last('POST').json()).toEqual({
      podId: 8,
      screenId: 's8',
      caption: 'FN Sync Status',
      sequenceNumber: 15,
      fieldTypeIdentifier: 'Text',
      entryTypeIdentifier: 'EntryField',
      requiredFlag: false,
      displayOnScreenFlag: true,
      readOnlyFlag: false,
      listViewFlag: false,
      businessUnitIds: [1],
      locationIds: [2],
    });
    cw.on('GET /system/userDefinedFields', { json: [...definitions, definition(20, 8, 'FN Sync Status')] });
    expect((await cw.psa.createCustomField('fn sync status')).id).toBe(20);
    expect(cw.calls().filter((call) => call.startsWith('POST'))).toHaveLength(1);
  });

  it('are not created without the right, without a pod, or with a caption that is too long', async () => {
    cw.on('POST /system/userDefinedFields', forbidden);
    expect((await failure(cw.psa.createCustomField('X'))).message).toContain(
      'System > Table Setup (customize: General / Custom Fields) needs Add = All',
    );
    expect((await failure(cw.psa.createCustomField('A caption of more than 25'))).code).toBe('connectwise.forbidden');
    expect((await failure(cw.psa.createCustomField('A caption of more than 25!'))).code).toBe('connectwise.caption');
    cw.on('GET /system/userDefinedFields', { json: [] });
    expect((await failure(cw.psa.createCustomField('X'))).code).toBe('connectwise.no-ticket-field');
  });
});

describe('the workflow rule that moves tickets into the trigger status', () => {
  const plan = {
    name: 'Dispatch Bridge',
    boardId: 5,
    toStatusId: 17,
    customField: { id: 12, caption: 'Door code', value: 'Yes' },
    sentFieldId: 13,
  };
  const rule = { id: 61, name: plan.name, board: { id: 5 }, activateFlag: false };
  const condition = 'status/id != 17 and closedFlag = False and customField_12 = "Yes" and customField_13 != "Sent"';
  const base = '/system/workflows/61';
  beforeEach(() => {
    cw.on('GET /system/workflows', { json: [] });
    cw.on('GET /system/workflows/tableTypes', {
      json: [
        { id: 2, name: 'Company' },
        { id: 9, name: 'Service Ticket' },
      ],
    });
    cw.on('POST /system/workflows', { status: 201, json: rule });
    cw.on(`GET ${base}/triggers`, { json: [] });
    cw.on(`GET ${base}/events`, { json: [] });
    cw.on(`POST ${base}/events`, { status: 201, json: { id: 5 } });
    cw.on(`GET ${base}/events/5/actions`, { json: [] });
    cw.on(`GET ${base}/notifyTypes`, {
      json: [
        { id: 1, name: 'Send Email' },
        { id: 2, name: 'Change Status' },
      ],
    });
    cw.on(`POST ${base}/events/5/actions`, { status: 201, json: { id: 8 } });
    cw.on(`GET ${base}/events/5/test`, { json: [] });
    cw.on(`PATCH ${base}`, { json: { ...rule, activateFlag: true } });
    cw.on(`DELETE ${base}`, { status: 204 });
  });
  const sent = () =>
    cw.server.received
      .filter((request) => request.method !== 'GET')
      .map((request) => ({
        method: request.method,
        path: request.path.split('/apis/3.0')[1],
        body: request.body === '' ? null : request.json(),
      }));

  it('is shown before it is made, and made as shown', async () => {
    const shown = cw.psa.describeWorkflowRule(plan);
    expect(shown.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /system/workflows',
      'POST /system/workflows/{rule}/events',
      'POST /system/workflows/{rule}/events/{event}/actions',
      'PATCH /system/workflows/{rule}',
    ]);
    expect(await cw.psa.createWorkflowRule(plan)).toEqual({ id: 61 });
    const expected = JSON.stringify(shown)
      .replaceAll('{rule}', '61')
      .replaceAll('{event}', '5')
      .replace('{"name":"Service Ticket"}', '{"id":9}')
      .replace('{"name":"Change Status"}', '{"id":2}');
    expect(sent()).toEqual(JSON.parse(expected));
    expect(sent()[1]?.body).toMatchObject({ eventCondition: condition });
    const calls = cw.calls();
    expect(calls.indexOf(`GET ${base}/events/5/test`)).toBeLessThan(calls.indexOf(`PATCH ${base}`));
  });

  it('without a field is for new tickets alone', () => {
    const [, event] = cw.psa.describeWorkflowRule({ ...plan, customField: null, sentFieldId: 0 });
    expect(event?.body).toMatchObject({
      eventCondition: 'status/id != 17 and closedFlag = False and dateEntered > [2026-11-22T08:00:00Z]',
    });
  });

  it('calls fields as its triggers do', async () => {
    cw.on(`GET ${base}/triggers`, {
      json: [
        { id: 1, name: 'SR_Status', description: 'Service Status' },
        { id: 2, name: 'UDF_Door', customField: { id: 12 } },
      ],
    });
    await cw.psa.createWorkflowRule(plan);
    expect(sent()[1]?.body).toMatchObject({
      eventCondition: 'SR_Status != 17 and closedFlag = False and UDF_Door = "Yes" and customField_13 != "Sent"',
    });
  });

  it('is completed when an earlier try got half way, and not made twice', async () => {
    cw.on('GET /system/workflows', { json: [rule] });
    cw.on(`GET ${base}/events`, { json: [{ id: 5, eventCondition: condition }] });
    await cw.psa.createWorkflowRule(plan);
    expect(sent().map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST ${base}/events/5/actions`,
      `PATCH ${base}`,
    ]);
    cw.on('GET /system/workflows', { json: [{ ...rule, activateFlag: true }] });
    cw.on(`GET ${base}/events/5/actions`, { json: [{ id: 8, boardStatus: { id: 17 } }] });
    expect(await cw.psa.createWorkflowRule(plan)).toEqual({ id: 61 });
    expect(sent()).toHaveLength(2);
    cw.on('GET /system/workflows', { json: [{ ...rule, board: { id: 6 } }] });
    expect((await failure(cw.psa.createWorkflowRule(plan))).code).toBe('connectwise.rule-name');
  });

  it('is not added to a rule of the same name with another condition', async () => {
    cw.on('GET /system/workflows', { json: [{ ...rule, activateFlag: true }] });
    cw.on(`GET ${base}/events`, { json: [{ id: 5, eventCondition: 'priority/id = 1' }] });
    const error = await failure(cw.psa.createWorkflowRule(plan));
    expect(error.code).toBe('connectwise.rule-name');
    expect(error.message).toContain('for another condition already (rule 61)');
    expect(sent()).toEqual([]);
  });

  it('is taken back, and told by hand, when ConnectWise refuses a part', async () => {
    cw.on(`POST ${base}/events`, {
      status: 400,
      json: { code: 'InvalidObject', errors: [{ message: 'closedFlag is not a recognized name.' }] },
    });
    const error = await failure(cw.psa.createWorkflowRule(plan));
    expect(error).toMatchObject({ code: 'connectwise.rule', kind: 'permanent' });
    expect(error.message).toContain('closedFlag is not a recognized name. Make it by hand under System > Setup Tables');
    expect(sent().at(-1)).toMatchObject({ method: 'DELETE', path: base });
    cw.on('POST /system/workflows', forbidden);
    expect((await failure(cw.psa.createWorkflowRule(plan))).message).toContain(
      'System > Table Setup (customize: General / Workflow Rules) needs Add = All',
    );
  });

  it('is left as it is, to be completed, when it is only unknown what happened', async () => {
    cw.on(`POST ${base}/events`, 'drop');
    expect((await failure(cw.psa.createWorkflowRule(plan))).kind).toBe('ambiguous');
    expect(sent().some((request) => request.method === 'DELETE')).toBe(false);
  });
});
