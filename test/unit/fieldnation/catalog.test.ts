import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeFieldNation, fakeFieldNation, workOrder } from './fake-fieldnation.ts';

const tables = ['types-of-work', 'templates', 'clients', 'projects', 'company/managers', 'locations', 'custom-fields'];
let fake: FakeFieldNation;
beforeEach(async () => {
  fake = await fakeFieldNation();
  for (const table of tables) fake.on(`GET /${table}`, { json: { metadata: { total: 0, pages: 1 }, results: [] } });
});
afterEach(() => fake.close());

const fieldAt = async (path: string) => {
  const { fields, gaps } = await fake.fn.discoverFields();
  return { field: fields.find((each) => each.path === path), gaps };
};
const predefined = { id: 134, name: 'Priority', type: 'predefined' };
const definitions = (...results: readonly object[]) => ({ json: { metadata: { total: results.length }, results } });

describe('fields of Field Nation', () => {
  it('have no list where Field Nation gave only a part of it, so that no valid number looks wrong', async () => {
    fake.on('GET /clients', { json: { metadata: { total: 9_000, pages: 1 }, results: [{ id: 1, name: 'Acme' }] } });
    const { field, gaps } = await fieldAt('client.id');
    expect(field?.options).toBeNull();
    expect(gaps).toEqual([
      {
        what: 'Clients',
        message:
          'Field Nation counts 9000 clients and gave 1 of them. They are not listed here; a rule can still give their numbers, which are not checked.',
      },
    ]);
  });

  it('have managers by first and last name', async () => {
    fake.on('GET /company/managers', { json: [{ id: 812, first_name: 'Ann', last_name: 'Buyer' }, { id: 813 }] });
    const { field } = await fieldAt('manager.id');
    expect(field?.options).toEqual([
      { value: 812, label: 'Ann Buyer' },
      { value: 813, label: 'User 813' },
    ]);
  });

  it('say that the values of a predefined field are unknown while no work order shows them', async () => {
    fake.on('GET /custom-fields', definitions(predefined));
    fake.on('GET /workorders', { json: { metadata: { pages: 1 }, results: [] } });
    const { field, gaps } = await fieldAt('custom_fields.134');
    expect(field).toMatchObject({ type: 'picklist', options: null });
    expect(gaps.map(({ what, unread }) => ({ what, unread }))).toEqual([
      { what: 'Values of custom fields', unread: [{ path: 'custom_fields.134' }] },
    ]);
    expect(gaps[0]?.message).toContain('shows none of: Priority.');
  });

  it('take the values of a predefined field from the newest work order, whichever way it writes them', async () => {
    fake.on('GET /custom-fields', definitions(predefined, { id: 135, name: 'Tier', type: 'predefined' }));
    fake.on('GET /workorders', { json: { metadata: { pages: 1 }, results: [workOrder] } });
    const shown = [
      { id: 134, options: ['Low', 'High'] },
      { id: 135, options: [{ value: 'Gold' }, { name: 'Silver' }] },
    ];
    fake.on(`GET /workorders/${workOrder.id}`, {
      json: { ...workOrder, custom_fields: { results: [{ role: 'buyer', results: shown }] } },
    });
    const { field, gaps } = await fieldAt('custom_fields.134');
    expect(field?.options?.map(({ value }) => value)).toEqual(['Low', 'High']);
    expect((await fieldAt('custom_fields.135')).field?.options?.map(({ value }) => value)).toEqual(['Gold', 'Silver']);
    expect(gaps).toEqual([]);
  });

  it('ask for no work order where no custom field has values of its own', async () => {
    fake.on('GET /custom-fields', definitions({ id: 129, name: 'Ticket', type: 'text', required: 1 }));
    const { field } = await fieldAt('custom_fields.129');
    expect(field).toMatchObject({ label: 'Ticket', type: 'text', note: 'Field Nation marks it as required.' });
    expect(fake.server.received.filter(({ path }) => path.includes('/workorders'))).toEqual([]);
  });

  it('are not half read when Field Nation asks for a pause', async () => {
    fake.on('GET /projects', { status: 429, json: { message: 'Too many' }, headers: { 'retry-after': '30' } });
    await expect(fake.fn.discoverFields()).rejects.toMatchObject({ kind: 'rate-limited' });
  });
});
