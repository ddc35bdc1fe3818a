import { afterEach, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/shared/config.ts';
import { type Bridge, type BridgeOptions, startBridge } from '../../builders/bridge.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

const due = '2026-12-01T15:00:00Z';
const provider = 70111;

type Outbound = { readonly [K in keyof Config['sync']['outbound']]?: object | string };

async function start(outbound: Outbound, more: Omit<BridgeOptions, 'config'> = {}): Promise<void> {
  bridge = await startBridge({
    ...more,
    limits: { pollSeconds: 3600, ...more.limits },
    config: (config) => ({
      ...config,
      create: {
        publish: true,
        typeOfWork: { id: 63, name: 'Networking' },
        pay: { type: 'hourly', amount: 55, units: 2 },
      },
      sync: { ...config.sync, outbound: { ...config.sync.outbound, ...outbound } as Config['sync']['outbound'] },
    }),
  });
}

const ticketId = () => bridge.sandbox.info.demo.ticketIds[0] ?? 0;
const parts = () => bridge.sandbox.ticketParts(ticketId());
const logged = async (text: string) => (await bridge.messages()).some((message) => message.includes(text));

function workOrder() {
  const found = bridge.sandbox.workOrders().find((one) => one.descriptionHtml.includes(`-${ticketId()}-`));
  if (found === undefined) throw new Error('No work order yet');
  return found;
}

/** The ticket's work order, published. */
async function published(): Promise<number> {
  const { dispatcher } = bridge.sandbox.people;
  dispatcher.editTicket({ ticketId: ticketId(), changes: { requiredDate: due } });
  dispatcher.moveTicket({ ticketId: ticketId() });
  await bridge.until('a work order', () => bridge.sandbox.ticket(ticketId())?.externalXRef !== undefined);
  await bridge.until('published', () => workOrder().status === 'published');
  return workOrder().id;
}

async function assign(workOrderId: number): Promise<void> {
  bridge.sandbox.people.buyer.assign({ workOrderId, providerId: provider });
  await bridge.until('the ticket follows', () => logged(`Work order ${workOrderId} was assigned`));
}

async function visit(workOrderId: number): Promise<void> {
  const acting = bridge.sandbox.people.provider;
  acting.checkIn({ workOrderId });
  await bridge.clock.advance(5_400_000);
  acting.checkOut({ workOrderId });
}

function field(caption: string): { readonly id: number; readonly value?: unknown } {
  const fields = bridge.sandbox.ticket(ticketId())?.customFields as readonly { id: number; caption: string }[];
  const found = fields.find((one) => one.caption === caption);
  if (found === undefined) throw new Error(`No field ${caption}`);
  return found;
}

/** Changes the outbound configuration of a running engine. */
async function configure(outbound: Outbound): Promise<void> {
  await bridge.engine.saveConfig((config) => ({
    ...config,
    sync: { ...config.sync, outbound: { ...config.sync.outbound, ...outbound } as Config['sync']['outbound'] },
  }));
}

function marked(marker: string): readonly { readonly [field: string]: unknown }[] {
  return parts().notes.filter((note) => String(note.text).includes(marker));
}

const scheduled = () => parts().scheduleEntries.filter((entry) => String(entry.name).includes('[FN#s'));

describe('a work order from assignment to approval', () => {
  it('brings provider, owner, schedule, visit, closing notes and money to the ticket, each once', async () => {
    await start({
      setOwner: 'assigned',
      schedule: { on: true, memberId: 0, memberIdentifier: '' },
      visits: { as: 'note', tab: 'internal' },
      closingNotes: 'resolution',
      money: { note: true, expensesField: 'poNumber', payField: '' },
    });
    await configure({ providerNameField: `customFields.${field('FN Work Order').id}` });
    const id = await published();
    // Marta Ellison has the same e-mail address on both sides.
    const { buyer, provider: acting } = bridge.sandbox.people;
    buyer.edit({ workOrderId: id, changes: { manager: { id: 48214 } } });
    await assign(id);
    await bridge.until('an owner', () => logged('owner set to Marta Ellison'));
    expect(bridge.sandbox.ticket(ticketId())?.owner).toMatchObject({ identifier: 'mellison' });
    expect(field('FN Work Order').value).toBe('Luis Herrera');
    await bridge.until('a schedule entry', () => scheduled().length === 1);
    expect(scheduled()[0]).toMatchObject({
      name: `Field Nation ${id} [FN#s${id}]`,
      dateStart: due,
      dateEnd: '2026-12-01T16:00:00Z',
      member: { identifier: 'mellison' },
    });
    await visit(id);
    acting.addExpense({ workOrderId: id, amount: 15, text: 'Parking' });
    buyer.approveExpense({ workOrderId: id });
    acting.markDone({ workOrderId: id, closingNotes: 'Replaced the router.' });
    await bridge.until('closing notes', () => marked('[FN#c').length > 0);
    buyer.approve({ workOrderId: id });
    await bridge.until('the final money', () => marked('total pay').length > 0);
    await bridge.clock.advance(3_700_000);
    expect(marked('[FN#v')).toMatchObject([{ internalAnalysisFlag: true, detailDescriptionFlag: false }]);
    expect(marked('[FN#v')[0]?.text).toContain('in 22 Nov 2026 08:00 UTC, out 22 Nov 2026 09:30 UTC, 1.5 hours');
    expect(marked('[FN#c')).toMatchObject([{ resolutionFlag: true, internalAnalysisFlag: false }]);
    const money = marked('[FN#m');
    expect(money.length).toBeGreaterThan(0);
    expect(money.every((note) => note.internalAnalysisFlag === true && note.detailDescriptionFlag === false)).toBe(
      true,
    );
    expect(money.filter((note) => String(note.text).includes('total pay'))).toHaveLength(1);
    expect(bridge.sandbox.ticket(ticketId())?.poNumber).toBe('15');
    expect(scheduled()).toHaveLength(1);
    expect(bridge.sandbox.emails().filter((mail) => JSON.stringify(mail).includes('FN#'))).toEqual([]);
    expect(await bridge.engine.attention()).toEqual([]);
  });

  it('empties the provider again when the provider is taken off', async () => {
    await start({});
    await configure({ providerNameField: `customFields.${field('FN Work Order').id}` });
    const id = await published();
    await assign(id);
    await bridge.until('a name', () => field('FN Work Order').value === 'Luis Herrera');
    bridge.sandbox.people.buyer.unassign({ workOrderId: id });
    await bridge.until('no name', () => field('FN Work Order').value === undefined);
  });
});

describe('the schedule entry', () => {
  it('moves with the work order and goes when it is cancelled', async () => {
    await start({ schedule: { on: true, memberId: 1, memberIdentifier: 'mellison' } });
    const id = await published();
    await bridge.until('a schedule entry', () => scheduled().length === 1);
    const { buyer } = bridge.sandbox.people;
    buyer.reschedule({ workOrderId: id, start: '2026-12-02T17:00:00Z', end: '2026-12-02T20:00:00Z' });
    await bridge.until('moved', () => scheduled()[0]?.dateEnd === '2026-12-02T20:00:00Z');
    expect(scheduled()[0]?.dateStart).toBe('2026-12-02T17:00:00Z');
    buyer.cancel({ workOrderId: id });
    await bridge.until('gone', () => scheduled().length === 0);
    expect(await logged('deleted, because')).toBe(true);
  });

  it('is one, though the answer to its making is lost', async () => {
    await start({ schedule: { on: true, memberId: 1, memberIdentifier: 'mellison' } });
    bridge.sandbox.addFault({
      vendor: 'connectwise',
      on: 'request',
      method: 'POST',
      path: '/schedule/entries$',
      kind: 'drop-after-commit',
    });
    await published();
    await bridge.until('a schedule entry', () => scheduled().length === 1);
    await bridge.clock.advance(600_000);
    expect(scheduled()).toHaveLength(1);
    expect(await bridge.engine.attention()).toEqual([]);
  });
});

describe('two records that were unlinked and are linked again by hand', () => {
  it('keep the schedule entry and the visit they have', async () => {
    await start({
      schedule: { on: true, memberId: 1, memberIdentifier: 'mellison' },
      visits: { as: 'time-entry', tab: 'internal', memberId: 1, memberIdentifier: 'mellison' },
    });
    const id = await published();
    await bridge.until('a schedule entry', () => scheduled().length === 1);
    await assign(id);
    const [link] = await bridge.engine.searchLinks(String(id), 1);
    await bridge.engine.pairs.unlink(link?.id ?? 0, 'by mistake');
    const again = bridge.engine.pairs.linkRecords({ ticketId: ticketId(), workOrderId: id, give: null });
    await bridge.during(again);
    await visit(id);
    const entries = () => parts().timeEntries.filter((entry) => String(entry.notes).includes('[FN#v'));
    await bridge.until('a time entry', () => entries().length === 1);
    await bridge.clock.advance(600_000);
    expect(scheduled()).toHaveLength(1);
    const [linked] = await bridge.engine.searchLinks(String(id), 1);
    await bridge.engine.pairs.unlink(linked?.id ?? 0, 'by mistake');
    await bridge.during(bridge.engine.pairs.linkRecords({ ticketId: ticketId(), workOrderId: id, give: null }));
    bridge.sandbox.people.buyer.reschedule({ workOrderId: id, start: '2026-12-03T17:00:00Z' });
    await bridge.clock.advance(600_000);
    expect(entries()).toHaveLength(1);
    expect(scheduled()).toHaveLength(1);
  });
});

describe('a visit as a time entry', () => {
  it('is made for the member, and a closed period is named until it is open', async () => {
    await start({ visits: { as: 'time-entry', tab: 'internal', memberId: 1, memberIdentifier: 'mellison' } });
    const id = await published();
    await assign(id);
    bridge.sandbox.setSwitch('connectwise.reportPeriodFrom', '2026-11-23');
    await visit(id);
    await bridge.until('attention', async () => (await bridge.engine.attention()).length === 1);
    const [item] = await bridge.engine.attention();
    expect(item?.error.message).toContain('There are no open report periods for 2026-11-22');
    expect(item?.error.message).toContain(`was not entered as time on ticket ${ticketId()}`);
    bridge.sandbox.setSwitch('connectwise.reportPeriodFrom', '');
    await bridge.engine.retry([item?.jobId ?? 0]);
    const entries = () => parts().timeEntries.filter((entry) => String(entry.notes).includes('[FN#v'));
    await bridge.until('a time entry', () => entries().length === 1);
    expect(entries()[0]).toMatchObject({
      timeStart: '2026-11-22T08:00:00Z',
      timeEnd: '2026-11-22T09:30:00Z',
      member: { identifier: 'mellison' },
    });
    await bridge.until('nothing left', async () => (await bridge.engine.attention()).length === 0);
    await bridge.clock.advance(3_700_000);
    expect(entries()).toHaveLength(1);
  });
});

describe('a linked ticket on another board', () => {
  it('gets the status of the same name there', async () => {
    await start({});
    const id = await published();
    const boards = await bridge.during(bridge.engine.boards());
    const board = boards.find((one) => one.name === 'Service Desk');
    const statuses = await bridge.during(bridge.engine.statuses(bridge.sandbox.info.demo.boardId));
    const inProgress = statuses.find((one) => one.name === 'In progress');
    await bridge.engine.saveConfig((config) => ({
      ...config,
      statusMap: config.statusMap.map((entry) =>
        entry.workOrderStatus === 'Assigned'
          ? { ...entry, ticketStatusId: inProgress?.id ?? 0, ticketStatusName: 'In progress' }
          : entry,
      ),
    }));
    bridge.sandbox.people.dispatcher.moveBoard({ ticketId: ticketId(), boardId: board?.id ?? 0 });
    await bridge.clock.advance(5_000);
    await assign(id);
    const status = () => bridge.sandbox.ticket(ticketId())?.status as { id: number; name: string };
    await bridge.until('the status', () => status().name === 'In progress');
    expect(status().id).not.toBe(inProgress?.id);
    const writes = () =>
      bridge.sandbox.journal().filter((entry) => entry.kind === 'request' && entry.method === 'PATCH').length;
    const written = writes();
    await bridge.clock.advance(3_700_000);
    expect(writes()).toBe(written);
    expect(await bridge.engine.attention()).toEqual([]);
  });
});
