import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../fakes/failure.ts';
import { type FakeFieldNation, fakeFieldNation, workOrder } from './fake-fieldnation.ts';

let fake: FakeFieldNation;
beforeEach(async () => {
  fake = await fakeFieldNation();
});
afterEach(() => fake.close());
const asked = (end: string) => fake.server.received.filter((each) => each.path.endsWith(end));

describe('managers', () => {
  const ann = { id: 812, first_name: 'Ann', last_name: 'Buyer' };

  it('have names, and e-mail addresses in lower case that are read once', async () => {
    fake.on('GET /company/managers', { json: [{ id: 813, first_name: 'Zoe', last_name: '' }, ann, { id: 814 }] });
    fake.on('GET /users/812', { json: { id: 812, email: ' Ann@Example.TEST ' } });
    fake.on('GET /users/813', { json: { id: 813 } });
    const expected = [
      { id: 812, name: 'Ann Buyer', email: 'ann@example.test' },
      { id: 814, name: 'User 814', email: '' },
      { id: 813, name: 'Zoe', email: '' },
    ];
    expect(await fake.fn.managers()).toEqual(expected);
    expect(await fake.fn.managers()).toEqual(expected);
    expect(asked('/users/812').length + asked('/users/813').length + asked('/users/814').length).toBe(3);
  });

  it('have no addresses without the right to read users, which is asked once', async () => {
    fake.on('GET /company/managers', { json: { results: [ann, { id: 813, name: 'Zoe' }] } });
    for (const id of [812, 813]) fake.on(`GET /users/${id}`, { status: 403, json: { status: 403, message: 'No' } });
    expect((await fake.fn.managers()).map((each) => each.email)).toEqual(['', '']);
    expect(asked('/users/812').length + asked('/users/813').length).toBe(1);
  });

  it('are not half read when Field Nation is busy', async () => {
    fake.on('GET /company/managers', { json: [ann] });
    fake.on('GET /users/812', { status: 503, json: {} });
    expect((await failure(fake.fn.managers())).kind).toBe('transient');
  });
});

describe('look-ups', () => {
  it.each([
    ['/preferred-provider-groups', 'Talent pool', () => fake.fn.talentPools()],
    ['/clients', 'Client', () => fake.fn.clients()],
    ['/projects', 'Project', () => fake.fn.projects()],
    ['/custom-fields', 'Custom field', () => fake.fn.customFields()],
  ])('of %s are sorted by name, and named by their id where there is none', async (path, what, read) => {
    fake.on(`GET ${path}`, {
      json: {
        metadata: { total: 3, pages: 1 },
        results: [{ id: 3, name: 'Zeta' }, { id: 20 }, { id: 4, name: 'Alpha' }, {}],
      },
    });
    expect((await read()).map((each) => each.name)).toEqual(['Alpha', `${what} 20`, 'Zeta']);
  });

  it('are read page by page, and end where a page brings nothing new', async () => {
    const page = (...ids: number[]) => ({
      json: { metadata: { pages: 9, total: 250 }, results: ids.map((id) => ({ id, name: `N${id}` })) },
    });
    fake.on('GET /clients', page(1, 2), page(3), page(3));
    expect((await fake.fn.clients()).map((each) => each.id)).toEqual([1, 2, 3]);
    expect(asked('/clients').map((each) => each.query.get('page'))).toEqual(['1', '2', '3']);
  });
});

describe('recent work orders', () => {
  const page = (pages: number, ...ids: number[]) => ({
    json: { metadata: { pages }, results: ids.map((id) => ({ ...workOrder, id })) },
  });

  it('are the newest first, without remembered filters, and no more pages than asked for', async () => {
    fake.on('GET /workorders', page(5, 30, 29), page(5, 29, 28), page(5, 27));
    expect((await fake.fn.recentWorkOrders(2)).map((each) => each.id)).toEqual([30, 29, 28]);
    expect(asked('/workorders').map((each) => Object.fromEntries(each.query))).toEqual([
      expect.objectContaining({
        list: 'workorders_all',
        sticky: 'false',
        sort: 'id',
        order: 'desc',
        page: '1',
        per_page: '100',
      }),
      expect.objectContaining({ sticky: 'false', page: '2' }),
    ]);
  });

  it('end with the last page', async () => {
    fake.on('GET /workorders', page(1, 30));
    expect((await fake.fn.recentWorkOrders(5)).length).toBe(1);
    expect(asked('/workorders').length).toBe(1);
  });

  it('leave out what was cancelled', async () => {
    const results = [
      { ...workOrder, id: 31, status: { id: 7, name: 'Cancelled' } },
      { ...workOrder, id: 30, status: { id: 1, name: 'Draft' } },
      { ...workOrder, id: 29, status: { id: 4, name: 'Work Done' } },
    ];
    fake.on('GET /workorders', { json: { metadata: { pages: 1 }, results } });
    expect((await fake.fn.recentWorkOrders(1)).map((each) => each.status.name)).toEqual(['Draft', 'Work Done']);
  });
});
