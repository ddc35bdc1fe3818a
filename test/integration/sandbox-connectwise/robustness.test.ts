import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedConnectWise } from '../../../src/sandbox/connectwise/seed/seed.ts';
import { createConnectWise } from '../../../src/sandbox/connectwise/vendor.ts';
import { createKernel } from '../../../src/sandbox/kernel/kernel.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { type Instance, startInstance } from './instance.ts';

let instance: Instance;
beforeAll(async () => {
  instance = await startInstance();
  instance.connectwise.people.setRight('Service Desk/Merge Tickets', 'edit', 'All');
  instance.connectwise.people.addTime({ member: 'mlopez', ticketId: 7605, startAt: 0, endAt: 1, text: 'x', tabs: [] });
  await instance.call('POST', '/system/workflows', { name: 'Rule', tableType: { id: 1 } });
});
afterAll(() => instance.close());

const fieldName = fc.constantFrom(
  'summary',
  'status',
  'board',
  'company',
  'site',
  'contact',
  'owner',
  'customFields',
  'requiredDate',
  'severity',
  'text',
  'detailDescriptionFlag',
  'url',
  'type',
  'level',
  'objectId',
  'firstName',
  'communicationItems',
  'integratorTags',
  'chargeToId',
  'chargeToType',
  'timeStart',
  'timeEnd',
  'member',
  'dateStart',
  'dateEnd',
  'notes',
  'mergeTicketIds',
  'childTicketIds',
  'phase',
  'wbsCode',
  'podId',
  'caption',
  'sequenceNumber',
  'options',
  'tableType',
  'eventCondition',
  'boardStatus',
  'notifyType',
  'activateFlag',
  '_info',
  'id',
  '__proto__',
  'constructor',
);
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.record({ id: fc.oneof(fc.integer({ min: -1, max: 600 }), fc.string()) }),
  fc.record({ name: fc.string() }),
  fc.constantFrom('2026-12-01T10:00:00Z', 'High', 'ticket', 'owner', 'constructor', true, false),
);
const operation = fc.record({
  op: fc.constantFrom('add', 'replace', 'remove', 'test'),
  path: fc.oneof(
    fieldName,
    fc.tuple(fieldName, fc.oneof(fieldName, fc.nat(4).map(String), fc.constant('-'))).map((parts) => parts.join('/')),
    fc.string(),
  ),
  value,
});
const body = fc.oneof(fc.dictionary(fieldName, value), fc.jsonValue({ maxDepth: 3 }));
const contactId = 57900;

describe('whatever a caller sends', () => {
  it('is answered with success or a refusal, never with a fault of the sandbox', async () => {
    const call = fc.oneof(
      fc.record({
        method: fc.constant('PATCH'),
        path: fc.constantFrom(
          '/service/tickets/7605',
          `/company/contacts/${contactId}`,
          '/service/tickets/7605/notes/33004',
          '/service/tickets/7601/tasks/700',
          '/schedule/entries/9100',
          '/time/entries/33000',
          '/system/userDefinedFields/20',
          '/system/workflows/1',
        ),
        body: fc.array(operation, { maxLength: 4 }),
      }),
      fc.record({
        method: fc.constantFrom('POST'),
        path: fc.constantFrom(
          '/service/tickets',
          '/service/tickets/search',
          '/service/tickets/7605/notes',
          '/company/contacts',
          '/system/callbacks',
          '/time/entries',
          '/schedule/entries',
          '/service/tickets/7605/tasks',
          '/service/tickets/7605/configurations',
          '/service/tickets/7606/merge',
          '/service/tickets/7606/attachChildren',
          '/service/tickets/7607/convert',
          '/system/documents',
          '/system/userDefinedFields',
          '/system/workflows',
          '/system/workflows/1/events',
        ),
        body,
      }),
      fc.record({ method: fc.constant('PUT'), path: fc.constant('/service/tickets/7605'), body }),
      fc.record({
        method: fc.constant('GET'),
        path: fc
          .tuple(
            fc.constantFrom(
              'conditions',
              'orderBy',
              'fields',
              'childConditions',
              'customFieldConditions',
              'pageSize',
              'page',
            ),
            fc.string(),
          )
          .map(([name, text]) => `/service/tickets?${name}=${encodeURIComponent(text)}`),
        body: fc.constant(undefined),
      }),
    );
    await fc.assert(
      fc.asyncProperty(call, async (given) => {
        const answer = await instance.call(given.method, given.path, given.body);
        expect(answer.status === 501 || answer.status < 500, JSON.stringify(answer.body)).toBe(true);
      }),
      { numRuns: 400 },
    );
    expect(instance.kernel.journal.entries().filter(({ kind }) => kind === 'defect')).toEqual([]);
  });
});

describe('the state', () => {
  it('is plain JSON, and an instance over a copy goes on where the first stopped', () => {
    const clock = new VirtualClock();
    const kernel = createKernel({ clock, seed: 4 });
    const first = createConnectWise(kernel.context, seedConnectWise(kernel.context.random, clock.now()));
    const fields = { summary: 'Before', company: { id: 250 } };
    const { id } = first.people.createTicket({ member: 'jharper', fields });
    const copy: unknown = JSON.parse(JSON.stringify(first.state));
    expect(copy).toEqual(first.state);
    const second = createConnectWise(kernel.context, copy as typeof first.state);
    expect(second.people.ticket(id)).toEqual(first.people.ticket(id));
    expect(second.people.createTicket({ member: 'jharper', fields }).id).toBe(id + 1);
  });

  it('kept by an earlier release gains what it lacks: tables, set-up, rights, people', () => {
    const clock = new VirtualClock();
    const kernel = createKernel({ clock, seed: 4 });
    const state = seedConnectWise(kernel.context.random, clock.now());
    const tables: Record<string, unknown> = state.tables;
    for (const name of ['documents', 'timeEntries', 'scheduleEntries', 'scheduleTypes', 'tasks', 'workflows']) {
      delete tables[name];
    }
    for (const name of ['workTypes', 'workRoles', 'scheduleStatuses', 'phases', 'projects']) delete tables[name];
    delete state.lastIds.scheduleEntries;
    const before = state.tables.tickets[0]?.resources;
    tables.members = state.tables.members.filter(({ identifier }) => identifier !== 'mellison');
    for (const role of Object.values(state.roles)) delete role['Companies/Manage Attachments'];
    const { people, state: complete } = createConnectWise(kernel.context, state);
    expect(
      people.addTime({ member: 'mlopez', ticketId: 7601, startAt: 0, endAt: 1, text: '', tabs: [] }).id,
    ).toBeGreaterThan(0);
    expect(complete.tables.members.filter(({ identifier }) => identifier === 'mellison')).toHaveLength(1);
    expect(complete.roles['svc-fieldnation']?.['Companies/Manage Attachments']?.add).toBe('All');
    const entry = { member: 'jharper', ticketId: 7601, resource: 'kobrien', startAt: 0, endAt: 1 };
    expect(people.schedule(entry).id).toBeGreaterThan(9100);
    expect(people.ticket(7601)?.resources).toBe(`${String(before)}, kobrien`);
  });

  it('is the same for the same seed and differs for another', () => {
    const seeded = (seed: number): unknown => {
      const kernel = createKernel({ clock: new VirtualClock(), seed });
      return seedConnectWise(kernel.context.random, Date.UTC(2026, 0, 1));
    };
    expect(seeded(1)).toEqual(seeded(1));
    expect(seeded(1)).not.toEqual(seeded(2));
  });

  it('starts with summaries that fit, and with awkward ones among them', () => {
    const kernel = createKernel({ clock: new VirtualClock(), seed: 1 });
    const { tickets, userDefinedFields, members } = seedConnectWise(kernel.context.random, Date.UTC(2026, 0, 1)).tables;
    const summaries = tickets.map(({ summary }) => String(summary));
    expect(Math.max(...summaries.map((text) => text.length))).toBeGreaterThan(90);
    expect(summaries.filter((text) => text.length > 100)).toEqual([]);
    expect(summaries.some((text) => [...text].some((char) => char > 'ÿ'))).toBe(true);
    expect(summaries.some((text) => text.includes('"'))).toBe(true);
    expect(userDefinedFields.filter(({ caption }) => String(caption).length > 25)).toEqual([]);
    expect(members.filter(({ identifier }) => String(identifier).length > 15)).toEqual([]);
  });
});
