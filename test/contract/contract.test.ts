import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFieldNation } from '../../src/core/fieldnation/index.ts';
import { createHttp } from '../../src/core/http/http.ts';
import { readVendorError } from '../../src/core/http/vendor-error.ts';
import { createConnectWise } from '../../src/core/psa/connectwise/index.ts';
import { createLane } from '../../src/core/queue/lane.ts';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/index.ts';
import { systemClock } from '../../src/shared/clock.ts';
import type { Remote } from '../../src/shared/domain/records.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { excuses as vendorExcuses } from './excuses.ts';
import { exerciseCallbacks } from './exercise-callbacks.ts';
import { exerciseTicketRecords } from './exercise-ticket-records.ts';
import { exerciseWebhooks } from './exercise-webhooks.ts';
import { exerciseWorkOrderRecords } from './exercise-work-order-records.ts';
import { disagreements, unstated } from './facts.ts';
import { Spec, specsPresent } from './openapi.ts';
import { type Exchange, matches, recording } from './recorder.ts';
import { type Operation, outsideTheFiles, statement } from './statement.ts';
import { catalogExcuses } from './statement-catalog.ts';
import { ticketRecordExcuses } from './statement-ticket-records.ts';
import { recordExcuses } from './statement-work-order-records.ts';

const excuses = [...vendorExcuses, ...ticketRecordExcuses, ...recordExcuses, ...catalogExcuses];
const exchanges: Exchange[] = [];
let sandbox: RunningSandbox;

/** Uses every call the product makes, successes and refusals, and keeps what went over the wire. */
beforeAll(async () => {
  sandbox = await startSandbox({ switches: { 'fieldnation.searchLagSeconds': 0 } });
  const { connectwise, fieldnation, demo } = sandbox.info;
  const http = recording(
    createHttp({ clock: systemClock, logger: silentLogger, proxy: 'none', caFile: '', userAgent: 'test' }),
    exchanges,
  );
  const lane = (remote: Remote) =>
    createLane({ remote, clock: systemClock, random: () => 0, perMinute: Number.POSITIVE_INFINITY, concurrency: 4 });
  const common = { http, clock: systemClock, logger: silentLogger };
  const psaWith = (privateKey: string) =>
    createConnectWise({
      ...common,
      lane: lane('connectwise'),
      site: connectwise.url,
      company: connectwise.company,
      publicKey: connectwise.publicKey,
      privateKey: async () => privateKey,
      clientId: async () => connectwise.clientId,
    });
  const fnWith = (password: string) =>
    createFieldNation({
      ...common,
      lane: lane('fieldnation'),
      environment: 'custom',
      baseUrl: fieldnation.url,
      clientId: fieldnation.clientId,
      username: fieldnation.username,
      companyId: '',
      clientSecret: async () => fieldnation.clientSecret,
      password: async () => password,
    });
  const psa = psaWith(connectwise.privateKey);
  const fn = fnWith(fieldnation.password);
  const refused = (call: Promise<unknown>): Promise<void> =>
    call.then(
      () => {
        throw new Error('expected a refusal');
      },
      () => {},
    );

  await psa.probe(() => {});
  const boards = await psa.boards();
  const statuses = await psa.statuses(demo.boardId);
  const ticketId = demo.ticketIds[0] ?? 0;
  sandbox.people.dispatcher.moveTicket({ ticketId });
  await psa.ticketsInStatus(demo.boardId, demo.triggerStatusId);
  await psa.ticketsUpdatedSince(
    boards.map((board) => board.id),
    0,
  );
  const ticket = await psa.ticket(ticketId);
  // A ticket without an address of its own has its site read.
  const bare = { addressLine1: '', addressLine2: '', city: '', stateIdentifier: '', zip: '' };
  sandbox.people.dispatcher.editTicket({ ticketId: demo.ticketIds[1] ?? ticketId, changes: bare });
  await psa.ticket(demo.ticketIds[1] ?? ticketId);
  const customField = (ticket.document.customFields as readonly { id: number; type?: string }[]).find(
    (field) => field.type === 'Text',
  );
  const other = statuses.find((status) => status.id !== demo.triggerStatusId && !status.closed && !status.inactive);
  await psa.updateTicket(ticketId, [
    { target: 'status', value: { id: other?.id ?? 0 } },
    { target: 'externalXRef', value: 'FN-1' },
    { target: 'requiredDate', value: '2026-12-24T10:00:00Z' },
    { target: `customFields.${customField?.id}`, value: 'gate 7' },
  ]);
  const callback = {
    existingId: null,
    description: 'Dispatch Bridge test',
    url: 'http://127.0.0.1:9/cw?recordId=',
    boardId: demo.boardId,
  };
  const saved = await psa.saveSubscription(callback);
  await psa.saveSubscription(callback);
  await psa.saveSubscription({ ...callback, existingId: saved.id });
  await psa.subscriptions();
  await psa.deleteSubscription(saved.id);
  await exerciseCallbacks(psa, sandbox);
  await exerciseTicketRecords(psa, sandbox);
  await psa.discoverFields();
  await refused(psa.ticket(99_999_999));
  await refused(psa.updateTicket(ticketId, [{ target: 'status', value: { id: 99_999 } }]));
  await refused(psa.saveSubscription({ ...callback, url: 'nonsense' }));
  await refused(psaWith('wrong').boards());
  sandbox.addFault({
    vendor: 'connectwise',
    on: 'request',
    path: '/service/boards$',
    kind: '429',
    retryAfterSeconds: 1,
  });
  await refused(psa.boards());

  await fn.probe(() => {});
  const made = await fn.createWorkOrder([
    { target: 'title', value: 'Replace the printer' },
    { target: 'description.html', value: '<p>DBR-contract-1-1</p>' },
    ...Object.entries({
      address1: '1 Way',
      city: 'Phoenix',
      state: 'AZ',
      zip: '85001',
      country: 'US',
      display_name: 'Main',
    }).map(([key, value]) => ({
      target: `location.${key}`,
      value,
    })),
    { target: 'schedule.service_window.start.utc', value: '2026-12-24 15:00:00' },
    {
      target: 'types_of_work.0.id',
      value: sandbox.workOrders().find((each) => each.typesOfWork.length > 0)?.typesOfWork[0]?.id ?? 1,
    },
  ]);
  const assigned = sandbox.workOrders().find((each) => each.assigneeId !== null);
  await fn.workOrders([made.id, ...(assigned === undefined ? [] : [assigned.id])]);
  await fn.findByMarker('DBR-contract-1-1');
  await fn.updateWorkOrder(made.id, [
    { target: 'location.city', value: 'Tempe' },
    { target: 'title', value: 'New title' },
  ]);
  const full = sandbox.workOrders().find((each) => each.status === 'draft' && each.id !== made.id && each.pay !== null);
  await fn.publish(full?.id ?? made.id).catch(() => {});
  await exerciseWorkOrderRecords(fn, sandbox);
  await fn.discoverFields();
  await exerciseWebhooks(fn, sandbox);
  await refused(fn.workOrder(99_999_999));
  await refused(fn.createWorkOrder([{ target: 'title', value: '' }]));
  await refused(fn.createWebhook({ url: 'nonsense', events: ['workorder.created'], secret: crypto.randomUUID() }));
  await refused(fnWith('wrong').webhooks());
  sandbox.addFault({ vendor: 'fieldnation', on: 'request', path: '/workorders', kind: '429', retryAfterSeconds: 1 });
  await refused(fn.workOrder(made.id));
  await http.close();
});
afterAll(async () => {
  await sandbox?.stop();
  const files = specsPresent
    ? 'and both with the OpenAPI files in ../shared/specs'
    : 'no OpenAPI files are present, so that part was left out';
  process.stdout.write(
    `note: contract: compared the product's statement of shapes with the sandbox (${exchanges.length} exchanges); ${files}.\n`,
  );
});

function operationOf(exchange: Exchange): Operation | undefined {
  return [...statement, ...outsideTheFiles].find(
    (each) => each.vendor === exchange.vendor && each.method === exchange.method && matches(each.path, exchange.path),
  );
}
const describeExchange = (exchange: Exchange): string => `${exchange.vendor} ${exchange.method} ${exchange.path}`;
const fine = (exchange: Exchange): boolean => exchange.status >= 200 && exchange.status < 300;

describe("the product's statement of the shapes it relies on", () => {
  it('names every call the product makes, and the product makes every call it names', () => {
    expect(exchanges.filter((exchange) => operationOf(exchange) === undefined).map(describeExchange)).toEqual([]);
    const used = new Set(exchanges.filter(fine).map((exchange) => operationOf(exchange)));
    const unused = [...statement, ...outsideTheFiles].filter((each) => !used.has(each));
    // The member's own account is asked for but need not exist; the signing key is fetched by the intake's tests.
    expect(unused.map((each) => each.path)).toEqual(['/{}/system/callbackkey/index.rails', '/system/myAccount']);
  });

  it('names every query parameter and every field that is sent', () => {
    const wrong = exchanges.flatMap((exchange) => {
      const operation = operationOf(exchange);
      const query = exchange.query.filter((name) => !operation?.query?.includes(name)).map((name) => `?${name}`);
      const fields =
        exchange.sent === undefined
          ? []
          : [
              ...unstated(operation?.sends ?? [], exchange.sent),
              ...disagreements(operation?.sends ?? [], exchange.sent),
            ];
      return [...query, ...fields].map((each) => `${describeExchange(exchange)}: ${each}`);
    });
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('agrees with what the sandbox answers', () => {
    const whole = exchanges.filter((exchange) => fine(exchange) && !exchange.query.includes('fields'));
    const wrong = whole.flatMap((exchange) => {
      const operation = operationOf(exchange);
      const status = operation?.success === exchange.status ? [] : [`status ${exchange.status}`];
      return [...status, ...disagreements(operation?.reads ?? [], exchange.received)].map(
        (each) => `${describeExchange(exchange)}: ${each}`,
      );
    });
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('covers the refusals: each has words the product can show', () => {
    const refusals = exchanges.filter((exchange) => exchange.status >= 400);
    expect(new Set(refusals.map((exchange) => `${exchange.vendor} ${exchange.status}`))).toEqual(
      new Set([
        'connectwise 400',
        'connectwise 401',
        'connectwise 404',
        'connectwise 429',
        'fieldnation 400',
        'fieldnation 401',
        'fieldnation 404',
        'fieldnation 429',
        'webhooks 400',
      ]),
    );
    for (const refusal of refusals)
      expect(readVendorError(JSON.stringify(refusal.received))?.message, describeExchange(refusal)).toMatch(/\w/);
  });
});

describe.runIf(specsPresent)('the OpenAPI files', () => {
  const specs = new Map<Operation['vendor'], Spec>();
  const spec = (vendor: Operation['vendor']): Spec => {
    const known = specs.get(vendor) ?? new Spec(vendor);
    specs.set(vendor, known);
    return known;
  };
  const used = new Set<string>();
  const unexcused = (problems: readonly string[]): readonly string[] =>
    [...new Set(problems)].filter((problem) => {
      const excuse = excuses.find((each) => each.where.test(problem));
      if (excuse !== undefined) used.add(excuse.name);
      return excuse === undefined;
    });

  it('know every call, query parameter and field of the statement, with the same types', () => {
    const problems = statement.flatMap((operation) => {
      const where = `${operation.vendor} ${operation.method} ${operation.path} | statement | `;
      const known = spec(operation.vendor).operation(operation.method, operation.path.replaceAll('{}', '1'));
      if (known === null) return [`${where}unknown call`];
      const found =
        known.status === operation.success ? [] : [`status ${known.status} instead of ${operation.success}`];
      for (const name of operation.query ?? [])
        if (!known.query.includes(name)) found.push(`query ${name}: not declared`);
      for (const [side, facts, schema] of [
        ['sends', operation.sends, known.request],
        ['reads', operation.reads, known.response],
      ] as const) {
        for (const [path, type] of facts ?? []) {
          const types = spec(operation.vendor).typesAt(schema, path);
          if (types.length === 0) found.push(`${side} ${path}: not declared`);
          else if (type !== 'any' && !types.includes(type) && !types.includes('any'))
            found.push(`${side} ${path}: ${types.join('|')} instead of ${type}`);
        }
      }
      return found.map((each) => where + each);
    });
    expect(unexcused(problems)).toEqual([]);
  });

  it('allow everything the product sends and the sandbox answers', () => {
    const problems = exchanges
      .filter((exchange) => statement.includes(operationOf(exchange) as Operation))
      .flatMap((exchange) => {
        const operation = operationOf(exchange);
        const known = spec(exchange.vendor).operation(exchange.method, exchange.path);
        const where = `${exchange.vendor} ${exchange.method} ${operation?.path} | `;
        const sent =
          exchange.sent === undefined || !fine(exchange)
            ? []
            : spec(exchange.vendor).problems(known?.request ?? null, exchange.sent);
        const received =
          fine(exchange) && exchange.received !== undefined
            ? spec(exchange.vendor).problems(known?.response ?? null, exchange.received)
            : [];
        // A list asked for with `fields` holds only those.
        const partial = exchange.query.includes('fields');
        const counted = received.filter((each) => !partial || !each.endsWith('required and missing'));
        return [
          ...sent.map((each) => `${where}sent | ${each}`),
          ...counted.map((each) => `${where}received | ${each}`),
        ];
      });
    expect(unexcused(problems)).toEqual([]);
  });

  it('still have every disagreement that is excused', () => {
    expect(excuses.map((excuse) => excuse.name).filter((name) => !used.has(name))).toEqual([]);
  });
});
