import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workOrderCatalogFields } from '../../../src/core/fieldnation/catalog-fields.ts';
import { ticketCatalogFields } from '../../../src/core/psa/connectwise/catalog-fields.ts';
import { workOrderSource } from '../../../src/core/sync/effective-mapping.ts';
import type { CatalogField } from '../../../src/shared/domain/catalog.ts';
import type { Ticket, WorkOrder } from '../../../src/shared/domain/records.ts';
import type { Json } from '../../../src/shared/json.ts';
import { readPath } from '../../../src/shared/record-path.ts';
import { type Clients, startClients } from '../clients/setup.ts';

/* Finds lies: every field that the catalog says can be written is written and read back, every one that can be read is read. */

let clients: Clients;
let fields: { readonly ticket: readonly CatalogField[]; readonly workOrder: readonly CatalogField[] };
beforeAll(async () => {
  clients = await startClients();
  const [ticket, workOrder] = await clients.during(
    Promise.all([clients.psa.discoverFields(), clients.fn.discoverFields()]),
  );
  fields = { ticket: ticket.fields, workOrder: workOrder.fields };
});
afterAll(() => clients.stop());

/** Something the field takes: an option, a text of the greatest length, a date as its format says. */
function sample(field: CatalogField, boardId: number | null): Json {
  const fitting = field.options?.filter((option) => option.boardId === undefined || option.boardId === boardId) ?? [];
  const last = fitting.at(-1);
  if (last !== undefined) return last.value;
  switch (field.type) {
    case 'number':
      return 3;
    case 'boolean':
      return true;
    case 'date':
      return field.dateFormat === 'iso' ? '2026-12-24T00:00:00Z' : '2026-12-24';
    case 'date-time':
      return field.dateFormat === 'iso' ? '2026-12-24T10:00:00Z' : '2026-12-24 10:00:00';
    default:
      return 'x'.repeat(field.maxLength ?? 12);
  }
}

/** Field Nation gives the entries of a list numbers and actions of its own. */
function isLike(held: Json | undefined, value: Json): boolean {
  try {
    expect(held).toMatchObject(value as object);
    return true;
  } catch {
    return false;
  }
}

describe("a ticket's fields", () => {
  /** The sandbox keeps no agreements; a reference to one is written and not shown. */
  const notPlayed = new Set(['agreement']);
  /** Go along with the company or site that the ticket has. */
  const ownReferences = new Set(['company', 'site', 'contact', 'country']);

  it('that can be written take a value of their type and length, and hold it afterwards', async () => {
    const { boardId, ticketIds } = clients.sandbox.info.demo;
    const ticketId = ticketIds[0] ?? 0;
    const ticket = await clients.during(clients.psa.ticket(ticketId));
    const wrong: string[] = [];
    for (const field of fields.ticket.filter((each) => each.write && !notPlayed.has(each.path))) {
      const value = ownReferences.has(field.path)
        ? (clients.psa.readField(ticket, field.path) ?? null)
        : field.path === 'board'
          ? boardId
          : sample(field, boardId);
      const written = await clients
        .during(clients.psa.updateTicket(ticketId, [{ target: field.path, value }]))
        .catch((error: unknown) => String(error));
      if (typeof written === 'string') wrong.push(`${field.path}: ${written}`);
      else if (JSON.stringify(clients.psa.readField(written, field.path)) !== JSON.stringify(value))
        wrong.push(`${field.path} holds ${JSON.stringify(clients.psa.readField(written, field.path))}`);
    }
    expect(wrong).toEqual([]);
  });

  it('that are texts with a limit take not one character more', async () => {
    const ticketId = clients.sandbox.info.demo.ticketIds[1] ?? 0;
    const taken: string[] = [];
    for (const field of fields.ticket.filter((each) => each.write && each.maxLength !== null)) {
      const value = 'x'.repeat((field.maxLength ?? 0) + 1);
      const written = await clients
        .during(clients.psa.updateTicket(ticketId, [{ target: field.path, value }]))
        .then(() => true)
        .catch(() => false);
      if (written) taken.push(field.path);
    }
    expect(taken).toEqual([]);
  });

  it('that can be read are in the document of a ticket that has them all', async () => {
    const ticketId = clients.sandbox.info.demo.ticketIds[0] ?? 0;
    const { dispatcher } = clients.sandbox.people;
    dispatcher.addNote({ ticketId, text: 'The printer jams.', tab: 'discussion' });
    dispatcher.addTime({ ticketId, minutes: 30, text: 'Looked at it.' });
    const full = (await clients.during(clients.psa.ticket(ticketId))) satisfies Ticket;
    const closed = clients.sandbox.tickets().find((ticket) => ticket.closedFlag === true);
    const done = await clients.during(clients.psa.ticket(Number(closed?.id)));
    /** Nothing in the sandbox sets these: it plays neither agreements, SLAs nor child tickets. */
    const unplayed = /^(agreement|date(Responded|Resolved)|slaStatus|isInSla|parentTicketId)/;
    const missing = fields.ticket
      .filter((field) => field.read && field.group !== 'Custom fields' && !unplayed.test(field.path))
      .filter((field) => [full, done].every(({ document }) => readPath(document, field.path) === undefined));
    expect(missing.map(({ path }) => path)).toEqual([]);
  });

  it('are called each by one path, and those that come with every account are known without asking', () => {
    const paths = fields.ticket.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).toEqual(expect.arrayContaining(ticketCatalogFields.map(({ path }) => path)));
  });
});

describe("a work order's fields", () => {
  const create = async (): Promise<WorkOrder> =>
    await clients.during(
      clients.fn.createWorkOrder([
        { target: 'title', value: 'Catalog' },
        { target: 'location.address1', value: '1 Way' },
        { target: 'location.city', value: 'Phoenix' },
        { target: 'location.state', value: 'AZ' },
        { target: 'location.zip', value: '85001' },
        { target: 'location.country', value: 'US' },
        { target: 'schedule.service_window.start.utc', value: '2026-12-24 08:00:00' },
        { target: 'schedule.service_window.end.utc', value: '2026-12-24 18:00:00' },
        { target: 'pay.type', value: 'blended' },
        { target: 'pay.base.amount', value: 40 },
        { target: 'pay.base.units', value: 2 },
        { target: 'contacts.results.0.name', value: 'Grace' },
      ]),
    );
  /** Fields that mean something only beside others. */
  const beside: Readonly<Record<string, readonly { readonly target: string; readonly value: Json }[]>> = {
    'location.saved_location.id': [{ target: 'location.mode', value: 'location' }],
    'location.mode': [],
  };
  const given: Readonly<Record<string, Json>> = {
    'location.mode': 'custom',
    'location.country': 'CA',
    'location.state': 'CA',
    'contacts.results': [{ name: 'Ann', role: 'Technical help', phone: '1', ext: '', email: '', notes: '' }],
    'contacts.results.0.email': 'grace@example.test',
    'schedule.service_window.mode': 'between',
  };

  it('that can be written take a value of their type, alone and on an existing work order', async () => {
    const wrong: string[] = [];
    for (const field of fields.workOrder.filter((each) => each.write)) {
      const { id } = await create();
      const value = given[field.path] ?? sample(field, null);
      const changes = [...(beside[field.path] ?? []), { target: field.path, value }];
      const written = await clients
        .during(clients.fn.updateWorkOrder(id, changes))
        .catch((error: unknown) => String(error));
      // Required arrival is written at the top and read with the schedule.
      const path = field.path === 'require_ontime' ? 'schedule.require_ontime' : field.path;
      if (typeof written === 'string') {
        wrong.push(`${field.path}: ${written}`);
        continue;
      }
      const held = readPath(workOrderSource(written.document), path);
      const whole = field.type === 'list' ? isLike(held, value) : String(held) === String(value);
      if (!whole) wrong.push(`${field.path} holds ${JSON.stringify(held)}`);
    }
    expect(wrong).toEqual([]);
  });

  it('that can be read are in what a mapping gets of a work order that has them all', async () => {
    const { provider, buyer } = clients.sandbox.people;
    const assigned = clients.sandbox.workOrders().find((record) => record.status === 'assigned');
    const visit = { workOrderId: assigned?.id ?? 0 };
    provider.setEta({ ...visit, start: '2026-12-24T15:00:00Z' });
    provider.checkIn(visit);
    provider.checkOut(visit);
    provider.addExpense({ ...visit, amount: 12, text: 'Parking' });
    buyer.approveExpense(visit);
    const all = await Promise.all(
      clients.sandbox
        .workOrders()
        .filter((record) => record.companyId === 90_215)
        .map((record) => clients.during(clients.fn.workOrder(record.id))),
    );
    const sources = [...all, await create()].map(({ document }) => workOrderSource(document));
    /** What the practice data has in none of its work orders. */
    const unplayed = new Set(['integration.name', 'milestones.canceled.utc']);
    const missing = fields.workOrder
      .filter((field) => field.read && !unplayed.has(field.path))
      .filter((field) => sources.every((source) => readPath(source, field.path) === undefined));
    expect(missing.map(({ path }) => path)).toEqual([]);
  });

  it('are called each by one path, and those that come with every account are known without asking', () => {
    const paths = fields.workOrder.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).toEqual(expect.arrayContaining(workOrderCatalogFields.map(({ path }) => path)));
  });
});
