import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, startClient } from './client.ts';

let client: Client;
beforeEach(async () => {
  client = await startClient();
});
afterEach(() => client.stop());

const get = async (path: string): Promise<Record<string, unknown>> => (await client.rest('GET', path)).body;
const results = (body: Record<string, unknown>): Record<string, unknown>[] => body.results as Record<string, unknown>[];
const statuses = (body: Record<string, unknown>): string[] =>
  results(body)
    .map((each) => (each.status as { name: string }).name)
    .sort();

describe('Lists of simulated work orders', () => {
  it.each([
    ['workorders_in_flight', ['Assigned', 'Published', 'Routed']],
    ['workorders_draft', ['Draft']],
    ['workorders_published_routed', ['Published', 'Routed']],
    ['workorders_assigned', ['Assigned']],
    ['workorders_problem', ['Assigned']],
    ['workorders_work_done', ['Work Done']],
    ['workorders_approved', ['Approved', 'Paid']],
    ['workorders_all', ['Approved', 'Assigned', 'Cancelled', 'Draft', 'Paid', 'Published', 'Routed', 'Work Done']],
  ])('have %s', async (list, expected) => {
    const workOrderId = client.sandbox.workOrders().find((each) => each.status === 'assigned')?.id ?? 0;
    client.sandbox.people.provider.reportProblem({ workOrderId, text: 'Locked' });
    const body = await get(`/workorders?list=${list}&sticky=false`);
    expect(statuses(body)).toEqual(expected);
    expect(body.metadata).toMatchObject({ list, total: expected.length });
  });

  it('find by a range of days, and echo only what they know', async () => {
    const body = await get(
      '/workorders?f_assigned=2026-11-01,2026-11-30&f_updated=2026-11-01&f_status=10&sticky=false',
    );
    expect(body).toMatchObject({ f_assigned: ['2026-11-01', '2026-11-30'], fs_assigned: false });
    expect(body).not.toHaveProperty('f_updated');
    expect(body).not.toHaveProperty('f_status');
    const assigned = client.sandbox
      .workOrders()
      .filter(({ milestones }) => (milestones.assigned ?? 0) >= Date.UTC(2026, 10, 1));
    expect(results(body)).toHaveLength(assigned.length);
    expect(assigned.length).toBeGreaterThan(1);
  });

  it('show client, project and manager of each', async () => {
    const [first] = results(await get('/workorders?list=workorders_assigned&sticky=false'));
    expect(first).toMatchObject({
      client: { name: 'Harbor Dental Group' },
      project: { name: 'Break/fix dispatch' },
      manager: { email: 'renee.okafor@northwindmsp.example' },
    });
  });
});

describe('Look-ups of the simulated Field Nation', () => {
  it('name managers without their e-mail, which the user has', async () => {
    const managers = (await get('/company/managers')) as unknown as { id: number; last_name: string }[];
    const harper = managers.find((each) => each.last_name === 'Harper');
    expect(Object.keys(harper ?? {}).sort()).toEqual(['first_name', 'id', 'last_name']);
    expect(await get(`/users/${harper?.id}`)).toMatchObject({ email: 'jharper@northwindmsp.example' });
    const davies = managers.find((each) => each.last_name === 'Davies');
    expect(String((await get(`/users/${davies?.id}`)).email).toLowerCase()).toBe('adavies@northwindmsp.example');
  });

  it('page talent pools by cursor', async () => {
    const path = '/talent-pool-groups/7d1c0f0e-4a52-4c39-9a57-3f0b8f1c2a11/providers?limit=3';
    const first = await get(path);
    const { next_cursor: next } = first.pagination as { next_cursor: string };
    const second = await get(`${path}&after=${next}`);
    const ids = [first, second].flatMap(({ data }) =>
      (data as { provider_id: number }[]).map((each) => each.provider_id),
    );
    expect(ids).toEqual([70112, 70116, 70113, 70114]);
    expect(second.pagination).toMatchObject({ has_next_page: false, has_prev_page: true });
    expect((await client.rest('GET', `${path}&after=2`)).status).toBe(400);
  });

  it('can be added to, and are usable at once', async () => {
    const client_ = (await client.rest('POST', '/clients', { name: 'New dental office' })).body;
    const project = (await client.rest('POST', '/projects', { name: 'Opening', client: { id: client_.id } })).body;
    const tag = (await client.rest('POST', '/company/tags', { label: 'Opening', valid_statuses: [], types: [] })).body;
    const made = await client.rest('POST', '/workorders', {
      title: 'Set up reception',
      client: { id: client_.id },
      project: { id: project.id },
    });
    await client.rest('POST', `/workorders/${made.body.id}/tags`, { id: tag.id });
    expect(await get(`/workorders/${made.body.id}`)).toMatchObject({
      client: { name: 'New dental office' },
      project: { name: 'Opening' },
      tags: { results: [{ label: 'Opening' }] },
    });
    expect((await client.rest('POST', '/clients', {})).status).toBe(400);
  });
});
