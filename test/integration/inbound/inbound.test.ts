import { afterEach, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/shared/config.ts';
import type { StatusAction } from '../../../src/shared/config-sync.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

async function start(inbound: (config: Config) => object, limits: Partial<Config['limits']> = {}): Promise<void> {
  bridge = await startBridge({
    limits: { pollSeconds: 3600, ...limits },
    config: (config) => ({
      ...config,
      create: {
        publish: false,
        typeOfWork: { id: 63, name: 'Networking' },
        pay: { type: 'hourly', amount: 55, units: 2 },
      },
      sync: { ...config.sync, inbound: { ...config.sync.inbound, ...inbound(config) } },
    }),
  });
}

const ticketId = (n = 0) => bridge.sandbox.info.demo.ticketIds[n] ?? 0;
const logged = async (text: string) => (await bridge.messages()).some((message) => message.includes(text));

function workOrder(n = 0) {
  const found = bridge.sandbox.workOrders().find((one) => one.descriptionHtml.includes(`-${ticketId(n)}-`));
  if (found === undefined) throw new Error('No work order yet');
  return found;
}

const status = () => (bridge.sandbox.ticket(ticketId())?.status as { name?: string } | undefined)?.name;

function requests(method: string, path: RegExp): number {
  return bridge.sandbox
    .journal()
    .filter((entry) => entry.kind === 'request' && entry.method === method && path.test(String(entry.path))).length;
}

async function dispatched(n = 0): Promise<void> {
  const { dispatcher } = bridge.sandbox.people;
  dispatcher.editTicket({ ticketId: ticketId(n), changes: { requiredDate: '2026-12-01T15:00:00Z' } });
  dispatcher.moveTicket({ ticketId: ticketId(n) });
  await bridge.until('a linked work order', () => bridge.sandbox.ticket(ticketId(n))?.externalXRef !== undefined);
}

describe('extra details of a ticket', () => {
  it('are in the description of its work order, stay there, and are no difference later', async () => {
    await start(() => ({
      contact: true,
      extras: { notes: 2, tasks: true, configurations: true, contact: true, company: true },
    }));
    const { dispatcher } = bridge.sandbox.people;
    dispatcher.addNote({ ticketId: ticketId(), text: 'The alarm code is 4711', tab: 'internal' });
    dispatcher.addNote({ ticketId: ticketId(), text: 'Ask for <Sam> at the desk', tab: 'discussion' });
    dispatcher.addNote({ ticketId: ticketId(), text: 'Both tabs hold this', tabs: ['discussion', 'internal'] });
    await dispatched();
    const html = workOrder().descriptionHtml;
    expect(html).toContain('Ask for &lt;Sam&gt; at the desk');
    expect(html).toContain('<strong>Company</strong>');
    expect(html).toContain('<strong>Contact</strong>');
    expect(html).not.toContain('4711');
    expect(html).not.toContain('Both tabs');
    expect(html).toMatch(/<p>Ref DBR-[0-9a-f]+-\d+-1<\/p>$/);
    expect(workOrder().contacts).toMatchObject([{ role: 'Location Contact' }]);
    const extras = html.slice(html.indexOf('<p><strong>'));
    await bridge.clock.advance(3_700_000);
    expect(requests('PUT', /\/workorders\/\d+$/)).toBe(0);
    const [link] = await bridge.engine.searchLinks('', 10);
    const page = await bridge.engine.linkPage(link?.id ?? 0);
    expect(page?.fields.filter((field) => field.differs)).toEqual([]);
    // A later note goes nowhere, a later change of the title leaves the description alone.
    dispatcher.addNote({ ticketId: ticketId(), text: 'A later note', tab: 'discussion' });
    dispatcher.editTicket({ ticketId: ticketId(), changes: { summary: 'Another summary' } });
    await bridge.until('the new title', () => workOrder().title === 'Another summary');
    expect(workOrder().descriptionHtml).toBe(html);
    const first = bridge.sandbox.ticketParts(ticketId()).notes.find((note) => note.detailDescriptionFlag === true);
    dispatcher.editNote({ ticketId: ticketId(), noteId: Number(first?.id), text: 'A corrected description' });
    dispatcher.editTicket({ ticketId: ticketId(), changes: { summary: 'A third summary' } });
    await bridge.until('the new description', () => workOrder().descriptionHtml.includes('A corrected description'));
    expect(workOrder().descriptionHtml.endsWith(extras)).toBe(true);
    expect(await bridge.engine.attention()).toEqual([]);
  });

  it('and the description never hold a note that is internal as well, or one that came from the work order', async () => {
    await start(() => ({ extras: { notes: 5, tasks: false, configurations: false, contact: false, company: false } }));
    const { visits } = bridge.engine.config().sync.outbound;
    await bridge.engine.saveConfig((config) => ({
      ...config,
      sync: {
        ...config.sync,
        outbound: { ...config.sync.outbound, visits: { ...visits, as: 'note', tab: 'discussion' } },
      },
    }));
    const { dispatcher, buyer, provider } = bridge.sandbox.people;
    const { board, company } = bridge.sandbox.ticket(ticketId()) as { board: { id: number }; company: { id: number } };
    const fields = { summary: 'No description', board: { id: board.id }, company: { id: company.id } };
    const { id } = dispatcher.createTicket({ fields });
    dispatcher.addNote({ ticketId: id, text: 'Both tabs hold this', tabs: ['discussion', 'internal'] });
    dispatcher.moveTicket({ ticketId: id });
    await bridge.until('linked', () => bridge.sandbox.ticket(id)?.externalXRef !== undefined);
    const made = () => {
      const found = bridge.sandbox.workOrders().find((one) => one.title.startsWith('No description'));
      if (found === undefined) throw new Error('No work order yet');
      return found;
    };
    const html = made().descriptionHtml;
    expect(html).not.toContain('Both tabs');
    buyer.assign({ workOrderId: made().id, providerId: 70111 });
    provider.checkIn({ workOrderId: made().id });
    provider.checkOut({ workOrderId: made().id });
    const notes = () => bridge.sandbox.ticketParts(id).notes.filter((note) => String(note.text).includes('[FN#v'));
    await bridge.until('the visit', () => notes().length === 1);
    expect(notes()[0]).toMatchObject({ detailDescriptionFlag: true });
    dispatcher.editTicket({ ticketId: id, changes: { summary: 'No description yet' } });
    await bridge.until('the new title', () => made().title === 'No description yet');
    expect(made().descriptionHtml).toBe(html);
  });

  it('are shown in the plan', async () => {
    await start(() => ({ extras: { notes: 0, tasks: false, configurations: false, contact: false, company: true } }));
    await bridge.engine.pause(null);
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId: ticketId() });
    const plan = await bridge.during(bridge.engine.plan());
    const changes = plan.find((row) => row.ticketId === ticketId())?.changes ?? [];
    expect(String(changes.find((change) => change.target === 'description.html')?.value)).toContain('Company');
  });

  it('are the same ones when the create met a lost answer and the ticket got more notes meanwhile', async () => {
    await start(() => ({ extras: { notes: 5, tasks: false, configurations: false, contact: false, company: true } }));
    bridge.sandbox.addFault({
      vendor: 'fieldnation',
      on: 'request',
      method: 'POST',
      path: '/workorders$',
      kind: 'timeout-after-commit',
    });
    const { dispatcher } = bridge.sandbox.people;
    dispatcher.moveTicket({ ticketId: ticketId() });
    await bridge.until('a work order', () =>
      bridge.sandbox.workOrders().some((one) => one.title !== '' && one.descriptionHtml.includes(`-${ticketId()}-`)),
    );
    const html = workOrder().descriptionHtml;
    dispatcher.addNote({ ticketId: ticketId(), text: 'Written meanwhile', tab: 'discussion' });
    await bridge.until('open', () => bridge.engine.status().links.open === 1, 900_000);
    await bridge.clock.advance(3_700_000);
    expect(workOrder().descriptionHtml).toBe(html);
    expect(requests('PUT', /\/workorders\/\d+$/)).toBe(0);
  });
});

describe('a ticket status that asks for something', () => {
  const at = (config: Config, name: string, action: StatusAction['action']): StatusAction => {
    const found = config.statusMap.find((entry) => entry.ticketStatusName === name);
    return { ticketStatusId: found?.ticketStatusId ?? 0, ticketStatusName: name, action };
  };
  const pool = { do: 'route-pool', poolId: 801, poolName: 'Northeast core' } as const;
  const cancel = { do: 'cancel', reason: 'Customer cancelled' } as const;

  function moveTo(config: StatusAction, n = 0): void {
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId: ticketId(n), statusId: config.ticketStatusId });
  }

  it('routes to the pool once, though the answer is lost, and the ticket follows', async () => {
    let action: StatusAction | undefined;
    await start((config) => {
      action = at(config, 'Work complete', pool);
      return { statusActions: [action] };
    });
    if (action === undefined) throw new Error('no action');
    await dispatched();
    bridge.sandbox.addFault({
      vendor: 'fieldnation',
      on: 'request',
      method: 'POST',
      path: '/mass-route$',
      kind: 'drop-after-commit',
    });
    moveTo(action);
    await bridge.until('routed', () => workOrder().status === 'routed');
    expect(workOrder().routedTo).toEqual([70112, 70116]);
    await bridge.until('the ticket follows', () => status() === 'Dispatched');
    await bridge.clock.advance(3_700_000);
    expect(requests('POST', /\/mass-route$/)).toBe(1);
    expect(await bridge.engine.attention()).toEqual([]);
  });

  it('is no word of the ticket when the status map set it', async () => {
    await start((config) => ({ statusActions: [at(config, 'Dispatched', pool), at(config, 'Scheduled', cancel)] }));
    await dispatched();
    bridge.sandbox.people.buyer.publish({ workOrderId: workOrder().id });
    await bridge.until('the ticket follows', () => status() === 'Dispatched');
    bridge.sandbox.people.buyer.assign({ workOrderId: workOrder().id, providerId: 70111 });
    // The answer to the write is lost, so the run is repeated with the ticket where it was put.
    bridge.sandbox.addFault({
      vendor: 'connectwise',
      on: 'request',
      method: 'PATCH',
      path: '/service/tickets/',
      kind: 'drop-after-commit',
    });
    await bridge.until('the ticket follows', () => status() === 'Scheduled');
    expect(bridge.sandbox.faults()).toEqual([]);
    await bridge.clock.advance(3_700_000);
    expect(workOrder().status).toBe('assigned');
    expect(requests('POST', /route$/)).toBe(0);
    expect(requests('DELETE', /\/workorders\/\d+$/)).toBe(0);
  });

  it('cancels with the reason, above the limit only once approved', async () => {
    let action: StatusAction | undefined;
    await start(
      (config) => {
        action = at(config, 'Work complete', cancel);
        return { statusActions: [action] };
      },
      { cancelsPerTenMinutes: 1 },
    );
    if (action === undefined) throw new Error('no action');
    await dispatched(0);
    await dispatched(1);
    moveTo(action, 0);
    await bridge.until('cancelled', () => workOrder(0).status === 'cancelled');
    expect(await logged(`work order ${workOrder(0).id} cancelled (Customer cancelled)`)).toBe(true);
    moveTo(action, 1);
    await bridge.until('held', async () => (await bridge.engine.attention()).length === 1);
    const [held] = await bridge.engine.attention();
    expect(held).toMatchObject({ state: 'held', cause: 'guard.bulk-cancel' });
    expect(workOrder(1).status).toBe('draft');
    await bridge.engine.approve([held?.jobId ?? 0]);
    await bridge.until('cancelled as well', () => workOrder(1).status === 'cancelled');
    await bridge.until('nothing left', async () => (await bridge.engine.attention()).length === 0);
  });
});
