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
