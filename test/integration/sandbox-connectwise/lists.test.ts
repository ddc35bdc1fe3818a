import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { field, type Instance, ids, query, startInstance } from './instance.ts';

let instance: Instance;
beforeAll(async () => {
  instance = await startInstance();
});
afterAll(() => instance.close());

const list = (parameters: Readonly<Record<string, string | number>>, headers?: Readonly<Record<string, string>>) =>
  instance.call('GET', `/service/tickets${query(parameters)}`, undefined, headers);

describe('navigable pages', () => {
  it('hold 25 records unless told otherwise', async () => {
    expect(ids((await list({})).body)).toHaveLength(25);
  });

  it('hold 1000 records at most', async () => {
    const answer = await list({ pageSize: 5000 });
    expect(ids(answer.body)).toHaveLength(40);
    expect(answer.headers.link).toBeUndefined();
  });

  it('link to next and last from the first page, to first and prev from the last', async () => {
    const at = (page: number): string =>
      `${instance.url}/v4_6_release/apis/3.0/service/tickets?pageSize=15&page=${page}`;
    expect((await list({ pageSize: 15 })).headers.link).toBe(`<${at(2)}>; rel="next", <${at(3)}>; rel="last"`);
    expect((await list({ pageSize: 15, page: 2 })).headers.link).toBe(
      `<${at(3)}>; rel="next", <${at(3)}>; rel="last", <${at(1)}>; rel="first", <${at(1)}>; rel="prev"`,
    );
    expect((await list({ pageSize: 15, page: 3 })).headers.link).toBe(
      `<${at(1)}>; rel="first", <${at(2)}>; rel="prev"`,
    );
  });

  it('keep the conditions in their links', async () => {
    const answer = await list({ pageSize: 1, conditions: 'closedFlag = False' });
    const next = /<([^>]+)>; rel="next"/.exec(answer.headers.link ?? '')?.[1] ?? '';
    const second = await instance.absolute('GET', next.slice(instance.url.length));
    expect(second.status).toBe(200);
    expect(new URL(next).searchParams.get('conditions')).toBe('closedFlag = False');
    expect(ids(second.body)).not.toEqual(ids(answer.body));
  });

  it('beyond the end are empty', async () => {
    expect((await list({ page: 99 })).body).toEqual([]);
  });
});

describe('forward-only pages', () => {
  const forward = { 'pagination-type': 'forward-only' };

  it('walk by id until an empty page', async () => {
    const seen: unknown[] = [];
    let path: string | null = `/v4_6_release/apis/3.0/service/tickets?pageSize=15`;
    while (path !== null) {
      const answer = await instance.absolute('GET', path, undefined, { ...instance.credentials, ...forward });
      seen.push(...ids(answer.body));
      const next = /<([^>]+)>; rel="next"/.exec(answer.headers.link ?? '')?.[1];
      path = next === undefined ? null : next.slice(instance.url.length);
    }
    expect(seen).toHaveLength(40);
    expect(new Set(seen).size).toBe(40);
  });

  it('ignore page and refuse orderBy', async () => {
    const answer = await list({ pageSize: 2, page: 7, pageId: 7610 }, forward);
    expect(ids(answer.body)).toEqual([7611, 7612]);
    expect(answer.headers.link).toContain('pageId=7612');
    expect((await list({ orderBy: 'summary' }, forward)).status).toBe(400);
  });
});

describe('finding tickets', () => {
  it('filters by references, booleans and lists', async () => {
    const { boardId, boardName, triggerStatusId } = instance.trigger;
    const waiting = await list({ conditions: `board/id = ${boardId} and status/id in (${triggerStatusId})` });
    expect(ids(waiting.body)).toHaveLength(2);
    const named = await list({
      conditions: `board/name = "${boardName}" and status/name = 'Dispatch to FN' and closedFlag = False`,
    });
    expect(ids(named.body)).toEqual(ids(waiting.body));
  });

  it('filters by lastUpdated and dateEntered, which show only inside _info', async () => {
    const all = await list({ pageSize: 1000, fields: 'id,_info/lastUpdated' });
    const times = (all.body as readonly unknown[]).map((one) => String(field(one, '_info', 'lastUpdated'))).sort();
    const middle = times[20];
    const later = await list({ pageSize: 1000, conditions: `lastUpdated > [${middle}]` });
    expect(ids(later.body)).toHaveLength(times.filter((time) => time > String(middle)).length);
    expect((await list({ conditions: 'dateEntered > [2000-01-01T00:00:00Z]', pageSize: 1 })).status).toBe(200);
  });

  it('finds people in the resources text, not through a reference', async () => {
    const found = await list({ conditions: 'resources contains "mlopez"', fields: 'resources', pageSize: 1000 });
    expect((found.body as readonly unknown[]).length).toBeGreaterThan(0);
    for (const name of ['resources/identifier', 'assignedTo/id', 'member/identifier', 'Summery']) {
      const refused = await list({ conditions: `${name} = "mlopez"` });
      expect([refused.status, refused.body]).toEqual([
        400,
        { code: 'ApiFindCondition', message: `${name} is not a recognized name.` },
      ]);
    }
  });

  it('answers 414 for conditions that make the address too long', async () => {
    const many = Array.from({ length: 2000 }, (_, index) => 100_000 + index).join(',');
    expect((await list({ conditions: `id in (${many})` })).status).toBe(414);
    const searched = await instance.call('POST', '/service/tickets/search', { conditions: `id in (${many})` });
    expect([searched.status, searched.body]).toEqual([200, []]);
  });

  it('answers 400 for a condition it cannot read', async () => {
    expect((await list({ conditions: 'id = ' })).status).toBe(400);
  });

  it('filters by custom field caption and value', async () => {
    const patch = await instance.call('PATCH', '/service/tickets/7602', [
      { op: 'replace', path: 'customFields', value: [{ id: 15, value: '12345' }] },
    ]);
    expect(patch.status).toBe(200);
    const found = await list({ customFieldConditions: 'caption="FN Work Order" AND value = "12345"' });
    expect(ids(found.body)).toEqual([7602]);
    const set = await list({ customFieldConditions: 'caption="FN Work Order" AND value != null', pageSize: 1000 });
    expect(ids(set.body)).toEqual([7602]);
  });

  it('sorts by several fields and then by id', async () => {
    const answer = await list({
      orderBy: 'board/name asc, summary desc',
      fields: 'board/name,summary',
      pageSize: 1000,
    });
    const shown = (answer.body as readonly unknown[]).map((one) => [
      String(field(one, 'board', 'name')),
      String(field(one, 'summary')).toLowerCase(),
    ]);
    const sorted = [...shown].sort(([boardA = '', a = ''], [boardB = '', b = '']) =>
      boardA !== boardB ? (boardA < boardB ? -1 : 1) : a < b ? 1 : a > b ? -1 : 0,
    );
    expect(shown).toEqual(sorted);
  });

  it('returns only the fields asked for', async () => {
    const answer = await list({ fields: 'id,summary,status/id,_info/lastUpdated', pageSize: 1 });
    const [ticket] = answer.body as readonly unknown[];
    expect(Object.keys(ticket as object).sort()).toEqual(['_info', 'id', 'status', 'summary']);
    expect(Object.keys(field(ticket, 'status') as object)).toEqual(['id']);
    expect(Object.keys(field(ticket, '_info') as object)).toEqual(['lastUpdated']);
  });

  it('counts', async () => {
    expect((await instance.call('GET', '/service/tickets/count')).body).toEqual({ count: 40 });
    const closed = await instance.call('GET', `/service/tickets/count${query({ conditions: 'closedFlag=True' })}`);
    expect(Number(field(closed.body, 'count'))).toBeGreaterThan(0);
  });

  it('drops null members', async () => {
    const answer = await list({ pageSize: 1000 });
    expect(JSON.stringify(answer.body)).not.toContain(':null');
  });
});

describe('POST /search', () => {
  it('takes the conditions in the body and the page in the query', async () => {
    const answer = await instance.call('POST', '/service/tickets/search?pageSize=3&fields=id', {
      conditions: `board/id = ${instance.trigger.boardId}`,
      orderBy: 'id desc',
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual([{ id: 7622 }, { id: 7621 }, { id: 7620 }]);
  });

  it('names a member it does not know', async () => {
    const answer = await instance.call('POST', '/service/tickets/search', { conditions: 'id = 1', page: 1 });
    expect([answer.status, field(answer.body, 'code')]).toEqual([400, 'ConnectWiseApi']);
    expect(field(answer.body, 'message')).toMatch(
      /^Could not find member 'page' on object of type 'FilterValues'\. Path 'page', line 1, position \d+\.Check your accept header/,
    );
  });
});

describe('the tables around tickets', () => {
  it('list statuses of one board, with the trigger and two closing ones on the dispatch board', async () => {
    const { boardId } = instance.trigger;
    const answer = await instance.call('GET', `/service/boards/${boardId}/statuses`);
    const rows = answer.body as readonly unknown[];
    expect(rows.map((row) => field(row, 'name'))).toEqual([
      'New',
      'Triage',
      'Dispatch to FN',
      'Dispatched',
      'Scheduled',
      'In progress',
      'Work complete',
      'Completed',
      'Waiting customer',
      'Cancelled',
    ]);
    expect(rows.filter((row) => field(row, 'closedStatus') === true).map((row) => field(row, 'name'))).toEqual([
      'Completed',
      'Cancelled',
    ]);
  });

  it.each(['types', 'subtypes', 'items', 'teams', 'typeSubTypeItemAssociations'])(
    'list %s of a board',
    async (part) => {
      const answer = await instance.call('GET', `/service/boards/${instance.trigger.boardId}/${part}`);
      expect(ids(answer.body).length).toBeGreaterThan(1);
    },
  );

  it.each([
    '/service/boards',
    '/service/info/boards',
    '/service/priorities',
    '/service/sources',
    '/service/locations',
    '/system/members',
    '/system/info/members',
    '/system/userDefinedFields',
    '/company/companies',
    '/company/contacts',
    '/company/configurations',
  ])('list, count and give one of %s', async (path) => {
    const rows = ids((await instance.call('GET', `${path}?pageSize=1000`)).body);
    expect(rows.length).toBeGreaterThan(1);
    expect((await instance.call('GET', `${path}/count`)).body).toEqual({ count: rows.length });
    expect(field((await instance.call('GET', `${path}/${String(rows[0])}`)).body, 'id')).toBe(rows[0]);
    expect((await instance.call('GET', `${path}/999999`)).status).toBe(404);
  });

  it('give a member by identifier', async () => {
    const answer = await instance.call('GET', '/system/members/jharper');
    expect(answer.body).toMatchObject({ identifier: 'jharper', licenseClass: 'F' });
    expect((await instance.call('GET', '/system/members/zadmin')).status).toBe(404);
  });

  it('answer 404 for the tables of a board that does not exist', async () => {
    expect((await instance.call('GET', '/service/boards/999/statuses')).status).toBe(404);
  });

  it('keep leading zeros of postal codes', async () => {
    const companies = await instance.call(
      'GET',
      `/company/companies${query({ conditions: 'identifier = "HarborDental"' })}`,
    );
    const sites = await instance.call('GET', `/company/companies/${String(ids(companies.body)[0])}/sites`);
    expect((sites.body as readonly unknown[]).map((site) => field(site, 'zip'))).toEqual(['02110', '02903', '04101']);
  });

  it('have a custom field of every type and entry type', async () => {
    const answer = await instance.call('GET', '/system/userDefinedFields?pageSize=1000');
    const rows = answer.body as readonly unknown[];
    expect(new Set(rows.map((row) => field(row, 'fieldTypeIdentifier')))).toEqual(
      new Set([
        'TextArea',
        'Button',
        'Currency',
        'Date',
        'Hyperlink',
        'IPAddress',
        'Checkbox',
        'Number',
        'Percent',
        'PhoneNumber',
        'Text',
        'Password',
      ]),
    );
    expect(new Set(rows.map((row) => field(row, 'entryTypeIdentifier')))).toEqual(
      new Set(['Date', 'EntryField', 'List', 'Option']),
    );
    expect(rows.map((row) => field(row, 'caption'))).toEqual(
      expect.arrayContaining(['FN Work Order', 'FN Sync Result']),
    );
  });

  it('find contacts by what is inside their communication items', async () => {
    const found = await instance.call(
      'GET',
      `/company/contacts${query({
        childConditions: 'communicationItems/value like "renee*" AND communicationItems/communicationType="Email"',
      })}`,
    );
    expect((found.body as readonly unknown[]).map((one) => field(one, 'firstName'))).toEqual(['Renée']);
    const none = await instance.call(
      'GET',
      `/company/contacts${query({
        childConditions: 'communicationItems/value like "renee*" AND communicationItems/communicationType="Phone"',
      })}`,
    );
    expect(none.body).toEqual([]);
  });

  it('mark a deleted company and keep it readable', async () => {
    instance.connectwise.people.setRight('Companies/Company Maintenance', 'delete', 'All');
    expect((await instance.call('DELETE', '/company/companies/254')).status).toBe(204);
    expect((await instance.call('GET', '/company/companies/254')).body).toMatchObject({ deletedFlag: true });
    const left = await instance.call('GET', `/company/companies${query({ conditions: 'deletedFlag = false' })}`);
    expect(ids(left.body)).not.toContain(254);
  });
});
