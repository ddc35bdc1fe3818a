import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
    ];
    expect(await all('connectwise', calls)).toEqual([]);
  });

  it('have the shapes of the Field Nation file', async () => {
    const id = sandbox.workOrders().find((each) => each.assigneeId !== null)?.id ?? 0;
    const workOrder = `/api/rest/v2/workorders/${id}`;
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
      ].map((part): Call => ['GET', workOrder + part]),
      ['POST', `${workOrder}/messages`, { message: 'On my way', type: 'INTERNAL' }],
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
  });

  it('still have every disagreement that is excused', () => {
    expect(sandboxExcuses.map((excuse) => excuse.name).filter((name) => !used.has(name))).toEqual([]);
  });
});
