import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/index.ts';
import { sandboxExcuses } from './excuses.ts';
import { Spec, specsPresent } from './openapi.ts';
import type { Operation } from './statement.ts';

type Call = readonly [method: Operation['method'], path: string, body?: unknown];

/**
 * What the sandbox answers beyond the product's own calls, compared with the OpenAPI files: technicians, other clients and later parts
 * of the product rely on these shapes too.
 */
describe.runIf(specsPresent)("the sandbox's answers", () => {
  let sandbox: RunningSandbox;
  let token = '';
  const specs = new Map<Operation['vendor'], Spec>();
  const used = new Set<string>();
  beforeAll(async () => {
    sandbox = await startSandbox();
    const { url, clientId, clientSecret, username, password } = sandbox.info.fieldnation;
    const answer = await fetch(`${url}/authentication/api/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'password',
        client_id: clientId,
        client_secret: clientSecret,
        username,
        password,
      }),
    });
    token = ((await answer.json()) as { access_token: string }).access_token;
    for (const vendor of ['connectwise', 'fieldnation', 'webhooks'] as const) specs.set(vendor, new Spec(vendor));
  });
  afterAll(() => sandbox?.stop());

  async function problems(vendor: Operation['vendor'], [method, path, body]: Call): Promise<readonly string[]> {
    const { connectwise, fieldnation } = sandbox.info;
    const key = Buffer.from(`${connectwise.company}+${connectwise.publicKey}:${connectwise.privateKey}`).toString(
      'base64',
    );
    const separator = path.includes('?') ? '&' : '?';
    const [url, headers] =
      vendor === 'connectwise'
        ? [
            `${connectwise.url}/v4_6_release/apis/3.0${path}`,
            { authorization: `Basic ${key}`, clientid: connectwise.clientId },
          ]
        : vendor === 'fieldnation'
          ? [`${fieldnation.url}${path}${separator}access_token=${token}`, {}]
          : [`${fieldnation.url}${path}`, { authorization: `Bearer ${token}` }];
    const answer = await fetch(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const where = `${vendor} ${method} ${path.split('?')[0]?.replace(/\d+/g, '{}')} | `;
    const spec = specs.get(vendor);
    const known = spec?.operation(method, path.split('?')[0] ?? path) ?? null;
    if (known === null || spec === undefined) return [`${where}unknown call`];
    if (answer.status !== known.status)
      return [`${where}status ${answer.status} instead of ${known.status}: ${text.slice(0, 200)}`];
    const received = text === '' ? [] : spec.problems(known.response, JSON.parse(text));
    const sent = body === undefined ? [] : spec.problems(known.request, body);
    return [...sent.map((each) => `${where}sent | ${each}`), ...received.map((each) => `${where}received | ${each}`)];
  }
  async function all(vendor: Operation['vendor'], calls: readonly Call[]): Promise<readonly string[]> {
    const found = new Set<string>();
    for (const call of calls) for (const problem of await problems(vendor, call)) found.add(problem);
    return [...found].filter((problem) => {
      const excuse = sandboxExcuses.find((each) => each.where.test(problem));
      if (excuse !== undefined) used.add(excuse.name);
      return excuse === undefined;
    });
  }

  it('have the shapes of the ConnectWise file', async () => {
    const { boardId, ticketIds } = sandbox.info.demo;
    const ticket = `/service/tickets/${ticketIds[0]}`;
    const board = `/service/boards/${boardId}`;
    const first = async (path: string): Promise<number> => {
      const { connectwise } = sandbox.info;
      const key = Buffer.from(`${connectwise.company}+${connectwise.publicKey}:${connectwise.privateKey}`).toString(
        'base64',
      );
      const answer = await fetch(`${connectwise.url}/v4_6_release/apis/3.0${path}`, {
        headers: { authorization: `Basic ${key}`, clientid: connectwise.clientId },
      });
      return ((await answer.json()) as readonly { id: number }[])[0]?.id ?? 0;
    };
    const company = `/company/companies/${await first('/company/companies')}`;
    const calls: Call[] = [
      ['GET', '/system/info'],
      ['GET', '/service/tickets?pageSize=50'],
      ['GET', '/service/tickets/count'],
      ['POST', '/service/tickets/search?pageSize=2', { conditions: `board/id = ${boardId}` }],
      ['GET', ticket],
      ['GET', `${ticket}/notes`],
      ['GET', `${ticket}/allNotes`],
      ['POST', `${ticket}/notes`, { text: 'On site at nine', detailDescriptionFlag: true }],
      [
        'POST',
        '/service/tickets',
        { summary: 'New printer', company: { id: await first('/company/companies') }, board: { id: boardId } },
      ],
      ['GET', '/service/boards'],
      ['GET', board],
      ['GET', `${board}/statuses`],
      ['GET', `${board}/types`],
      ['GET', `${board}/subtypes`],
      ['GET', `${board}/items`],
      ['GET', `${board}/teams`],
      ['GET', '/service/priorities'],
      ['GET', '/service/sources'],
      ['GET', '/system/members'],
      ['GET', '/company/companies'],
      ['GET', company],
      ['GET', `${company}/sites`],
      ['GET', '/company/contacts'],
      ['GET', '/company/configurations'],
      ['GET', '/system/userDefinedFields'],
      [
        'POST',
        '/system/callbacks',
        { url: 'http://127.0.0.1:9/?recordId=', objectId: 1, type: 'ticket', level: 'owner' },
      ],
      ['GET', '/system/callbacks'],
      ['GET', '/system/callbacks/count'],
      [
        'POST',
        '/time/entries',
        {
          chargeToId: ticketIds[0],
          chargeToType: 'ServiceTicket',
          timeStart: '2026-02-03T14:00:00Z',
          timeEnd: '2026-02-03T15:00:00Z',
          notes: 'On site',
          addToDetailDescriptionFlag: true,
        },
      ],
      ['GET', '/time/entries'],
      ['GET', `${ticket}/timeentries`],
      ['GET', `${ticket}/allNotes`],
      [
        'POST',
        '/schedule/entries',
        {
          objectId: ticketIds[0],
          type: { identifier: 'S' },
          member: { identifier: 'mlopez' },
          dateStart: '2026-02-03T14:00:00Z',
          dateEnd: '2026-02-03T15:00:00Z',
        },
      ],
      ['GET', '/schedule/entries?pageSize=5'],
      ['GET', '/schedule/types'],
      ['GET', '/schedule/statuses'],
      ['GET', `${ticket}/scheduleentries`],
      ['GET', `${ticket}/tasks`],
      ['GET', `${ticket}/configurations`],
      ['GET', `${ticket}/documents`],
      ['GET', `/system/documents?recordType=Ticket&recordId=${ticketIds[0]}`],
      [
        'POST',
        '/system/userDefinedFields',
        { podId: 12, caption: 'FN Link', sequenceNumber: 21, fieldTypeIdentifier: 'Text' },
      ],
      ['POST', '/system/workflows', { name: 'Send', tableType: { identifier: 'Ticket' }, board: { id: boardId } }],
      ['POST', '/system/workflows/1/events', { eventCondition: 'closedFlag = false' }],
      [
        'POST',
        '/system/workflows/1/events/1/actions',
        { notifyType: { id: 2 }, boardStatus: { id: sandbox.info.demo.triggerStatusId } },
      ],
      ['GET', '/system/workflows'],
      ['GET', '/system/workflows/1/events'],
      ['GET', '/system/workflows/1/events/1/actions'],
      ['GET', '/system/workflows/1/triggers?pageSize=100'],
      ['GET', '/system/workflows/1/triggers/2/options'],
      ['GET', '/system/workflows/tableTypes'],
      ['GET', `/system/audittrail?type=Ticket&id=${ticketIds[0]}`],
      ['POST', `${ticket}/attachChildren`, { childTicketIds: [ticketIds[1]] }],
      [
        'POST',
        `/service/tickets/${ticketIds[2]}/convert`,
        { phase: { id: 71 }, wbsCode: '1.1', recordType: 'ProjectTicket' },
      ],
      ['GET', '/project/tickets'],
      ['GET', `/project/tickets/${ticketIds[2]}`],
      ['GET', `/project/tickets/${ticketIds[2]}/allNotes`],
    ];
    sandbox.people.dispatcher.uploadDocument({ ticketId: ticketIds[0] ?? 0, name: 'site.png', size: 2000 });
    sandbox.people.dispatcher.mergeTickets({ ticketId: ticketIds[0] ?? 0, mergeTicketIds: [ticketIds[3] ?? 0] });
    expect(await all('connectwise', calls)).toEqual([]);
  });

  /** One visit with everything on it, checked out again. */
  function liveThrough(workOrderId: number): void {
    const { provider, buyer } = sandbox.people;
    provider.checkIn({ workOrderId });
    provider.checkOut({ workOrderId });
    provider.message({ workOrderId, text: 'The rack is locked' });
    provider.uploadFile({ workOrderId, name: 'report.pdf', size: 100 });
    provider.addExpense({ workOrderId, amount: 20 });
    provider.requestPayIncrease({ workOrderId, amount: 40 });
    provider.offerDiscount({ workOrderId, amount: 5 });
    provider.sign({ workOrderId });
    provider.reportProblem({ workOrderId, text: 'Wrong key' });
    buyer.addShipment({ workOrderId });
  }

  it('have the shapes of the Field Nation file', async () => {
    const id = sandbox.workOrders().find((each) => each.status === 'assigned')?.id ?? 0;
    const draft = sandbox.workOrders().find((each) => each.status === 'draft')?.id ?? 0;
    const workOrder = `/api/rest/v2/workorders/${id}`;
    liveThrough(id);
    const record = sandbox.workOrders().find((each) => each.id === id);
    const idOf = (list: readonly { readonly id: number }[] | undefined): number => list?.[0]?.id ?? 0;
    const moment = (utc: string) => ({ created: { utc, local: { date: '2026-11-22', time: '10:00:00' } } });
    const calls: Call[] = [
      ...[
        '',
        '/status',
        '/schedule',
        '/location',
        '/pay',
        '/eta',
        '/milestones',
        '/messages',
        '/attachments',
        '/custom_fields',
        '/contacts',
        '/tasks',
        '/time_logs',
        '/problems',
        '/tags',
        '/bonuses',
        '/penalties',
        '/expenses',
        '/increases',
        '/discounts',
        '/signatures',
        '/shipments',
        '/qualifications',
        '/site-revisits',
        '/providers',
      ].map((part): Call => ['GET', workOrder + part]),
      ['POST', `${workOrder}/messages`, { message: 'On my way', type: 'INTERNAL' }],
      ['POST', `${workOrder}/messages/${record?.messages[0]?.id}`, { message: 'Thank you' }],
      ['POST', `${workOrder}/attachments`, { name: 'Photos', min_files: 0, max_files: 10 }],
      [
        'PUT',
        `${workOrder}/attachments/${record?.folders[1]?.id}/${idOf(record?.folders[1]?.attachments)}`,
        { status: 'APPROVED' },
      ],
      [
        'POST',
        `${workOrder}/time_logs`,
        { in: moment('2026-11-22 16:00:00'), out: moment('2026-11-22 17:30:00'), devices: 2 },
      ],
      ['PUT', `${workOrder}/time_logs/${idOf(record?.timeLogs)}`, { id: 1, in: moment('2026-11-20 16:00:00') }],
      [
        'POST',
        `${workOrder}/expenses`,
        { category: { uid: 22, id: 22, company_expense_id: 22 }, description: 'Garage', amount: '12.50' },
      ],
      [
        'PUT',
        `${workOrder}/expenses/${idOf(record?.expenses)}`,
        { category: { uid: 21, id: 21 }, description: 'Mileage', amount: '31', status: 'approved' },
      ],
      ['POST', `${workOrder}/bonuses/31`, { charged: true }],
      ['POST', `${workOrder}/penalties/41`, { charged: true }],
      ['GET', `${workOrder}/increases/${idOf(record?.increases)}`],
      [
        'PUT',
        `${workOrder}/increases/${idOf(record?.increases)}`,
        { id: 1, status: 'accepted', status_description: 'Agreed' },
      ],
      ['POST', `${workOrder}/tasks`, { label: 'Photograph the rack' }],
      ['PUT', `${workOrder}/tasks/${idOf(record?.tasks)}`, { status: 'complete' }],
      ['GET', `${workOrder}/tasks/${idOf(record?.tasks)}`],
      ['POST', `${workOrder}/problems`, { type: { id: 3 }, comments: 'Nobody there' }],
      ['PUT', `${workOrder}/problems/${idOf(record?.problems)}`, { resolution: { status: 'resolved' } }],
      [
        'POST',
        `${workOrder}/shipments`,
        { name: 'Switch', direction: 'to site', carrier: { name: 'ups', tracking: '1Z' } },
      ],
      [
        'PUT',
        `${workOrder}/shipments/${idOf(record?.shipments)}`,
        { name: 'Router', direction: 'to provider', carrier: { name: 'fedex', tracking: '2Z' } },
      ],
      [
        'PUT',
        `${workOrder}/qualifications`,
        { selection_rule: { id: 1, name: 'Rule', results: [{ name: 'SC_BACKGROUND_CHECK', required: true }] } },
      ],
      ['GET', `${workOrder}/signatures/${idOf(record?.signatures)}`],
      ['POST', `${workOrder}/site-revisits`, { revisit_reason: 51, is_billable: true }],
      ['PUT', `${workOrder}/job-status`, { status: 'incomplete', reason_id: 12 }],
      ['PUT', `${workOrder}/incident`, { incident_id: 'CW-1' }],
      ['POST', `${workOrder}/contacts`, { role: 'Location Contact', name: 'Sam', phone: '1', email: 'a@b.example' }],
      ['PUT', `${workOrder}/custom_fields/129`, { value: '1042' }],
      ['POST', `${workOrder}/tags`, { id: 301 }],
      ['POST', `/api/rest/v2/workorders/${draft}/mass-route`, { ids: [70111, 70112] }],
      ['DELETE', `/api/rest/v2/workorders/${draft}/route`, { technician: { id: 70111 } }],
      ['DELETE', `/api/rest/v2/workorders/${id}?cancel_reason=Duplicate`],
      ['GET', '/api/rest/v2/company/90215/site-revisit-reasons?action_type=all'],
      ['GET', '/api/rest/v2/providers/select-all?f_preferred_groups=801'],
      ['GET', '/api/rest/v2/talent-pool-groups/7d1c0f0e-4a52-4c39-9a57-3f0b8f1c2a11'],
      ['POST', '/api/rest/v2/clients', { name: 'New client' }],
      ['POST', '/api/rest/v2/projects', { name: 'New project', client: { id: 2011 } }],
      ...[
        '/workorders/lists',
        '/types-of-work',
        '/custom-fields',
        '/clients',
        '/projects',
        '/templates',
        '/locations',
        '/company/managers',
        '/company/tags',
        '/company/incomplete-reasons',
        '/company/expenses',
        '/company/90215/networks',
        '/bonuses',
        '/penalties',
        '/users/48216',
        '/preferred-provider-groups',
        '/preferred-provider-groups/801',
        '/preferred-provider-groups/801/users',
        '/talent-pool-groups',
        '/talent-pool-groups/7d1c0f0e-4a52-4c39-9a57-3f0b8f1c2a11/providers',
      ].map((path): Call => ['GET', `/api/rest/v2${path}`]),
    ];
    expect(await all('fieldnation', calls)).toEqual([]);
  });

  it('have the shapes of the webhook file', async () => {
    const calls: Call[] = [
      ['GET', '/api/v1/webhooks/events'],
      [
        'POST',
        '/api/v1/webhooks',
        { events: ['workorder.created'], url: 'http://127.0.0.1:9/fn', method: 'post', status: 'active' },
      ],
      ['GET', '/api/v1/webhooks'],
    ];
    expect(await all('webhooks', calls)).toEqual([]);
    const { url } = sandbox.info.fieldnation;
    const read = async (path: string): Promise<readonly Record<string, unknown>[]> => {
      const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
      return ((await answer.json()) as { result: readonly Record<string, unknown>[] }).result;
    };
    const webhook = `/api/v1/webhooks/${(await read('/api/v1/webhooks'))[0]?.webhookId}`;
    const logs = '/api/v1/webhooks/delivery-logs';
    sandbox.people.buyer.create({ body: { title: 'Somebody is told of this' } });
    const [delivery] = await vi.waitUntil(async () => {
      const found = await read(logs);
      return found.length > 0 ? found : null;
    });
    const later: Call[] = [
      ['GET', logs],
      ['GET', `${logs}/${delivery?.deliveryId}`],
      ['PATCH', `${logs}/${delivery?.deliveryId}/retry`],
      ['PUT', webhook, { status: 'inactive' }],
      ['GET', `${webhook}/history`],
      ['DELETE', webhook],
    ];
    expect(await all('webhooks', later)).toEqual([]);
  });

  it('still have every disagreement that is excused', () => {
    expect(sandboxExcuses.map((excuse) => excuse.name).filter((name) => !used.has(name))).toEqual([]);
  });
});
