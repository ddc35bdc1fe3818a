import { afterEach, expect, it } from 'vitest';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

/* While work orders make tickets: a work order that carries a reference belongs to somebody's ticket already, and makes no second one. */

let bridge: Bridge;
afterEach(() => bridge?.stop());

async function start(companyId = 251): Promise<void> {
  bridge = await startBridge({
    config: (config) => ({
      ...config,
      sync: {
        ...config.sync,
        outbound: {
          ...config.sync.outbound,
          createTickets: {
            ...config.sync.outbound.createTickets,
            on: true,
            boardId: config.trigger?.boardId ?? 0,
            statusId: config.statusMap.find((entry) => entry.ticketStatusName === 'Dispatched')?.ticketStatusId ?? 0,
            companyId,
          },
        },
      },
    }),
  });
}

const workOrdersOf = (ticketId: number) =>
  bridge.sandbox.workOrders().filter((workOrder) => workOrder.descriptionHtml.includes(`-${ticketId}-`));
const said = async (words: RegExp) => (await bridge.messages()).filter((line) => words.test(line));

it('one that another installation made, or this one before its data was lost, waits for a person', async () => {
  await start();
  const before = bridge.sandbox.tickets().length;
  const html = '<p>Replace the switch</p><p>Ref DBR-0badcafe-7601-1</p>';
  const { id } = bridge.sandbox.people.buyer.create({ body: { title: 'Made elsewhere', description: { html } } });
  const words = new RegExp(`attention Work order ${id} carries the reference DBR-0badcafe-7601-1 of ticket 7601`);
  await bridge.until('told', async () => (await said(words)).length > 0);
  await bridge.clock.advance(70_000);
  expect(bridge.sandbox.tickets()).toHaveLength(before);
});

it.each(['is still being made', 'is closed by then'] as const)(
  'one whose own link %s, although its ticket mentions another reference first',
  async (state) => {
    await start();
    const { sandbox, engine } = bridge;
    const [like] = sandbox.info.demo.ticketIds;
    const { board, company } = sandbox.ticket(like ?? 0) ?? {};
    const { id: ticketId } = sandbox.people.dispatcher.createTicket({
      fields: { summary: 'Come again', board, company, initialDescription: 'As last time, DBR-0badcafe-1-1' } as never,
    });
    await bridge.clock.advance(2_000);
    const before = sandbox.tickets().length;
    sandbox.addFault({
      vendor: 'fieldnation',
      on: 'request',
      method: 'POST',
      path: '/workorders$',
      kind: 'drop-after-commit',
    });
    sandbox.people.dispatcher.moveTicket({ ticketId });
    await bridge.until('made', () => workOrdersOf(ticketId).length === 1);
    if (state === 'is closed by then') {
      const [link] = await engine.searchLinks(String(ticketId), 1);
      await engine.pairs.unlink(link?.id ?? 0, 'not needed');
    }
    await bridge.clock.advance(300_000);
    expect(sandbox.tickets()).toHaveLength(before);
    expect(workOrdersOf(ticketId)).toHaveLength(1);
    expect(engine.status().links.open).toBe(state === 'is closed by then' ? 0 : 1);
  },
);

it('one whose ticket ConnectWise refused takes the ticket that a person made for it, and asks no more', async () => {
  await start(999_999);
  const { sandbox } = bridge;
  const { id } = sandbox.people.buyer.create({ body: { title: 'Replace the switch' } });
  await bridge.until('refused', async () => (await bridge.engine.attention()).length === 1);
  const { board, company } = sandbox.ticket(sandbox.info.demo.ticketIds[0] ?? 0) ?? {};
  const { id: ticketId } = sandbox.people.dispatcher.createTicket({
    fields: { summary: 'Replace the switch', board, company, externalXRef: `FN-${id}` } as never,
  });
  sandbox.people.dispatcher.moveTicket({ ticketId });
  const link = async () => (await bridge.engine.searchLinks(String(id), 1))[0];
  await bridge.until('linked', async () => (await link())?.ticketId === ticketId, 60_000);
  await bridge.until('nothing left to ask', async () => (await bridge.engine.attention()).length === 0, 60_000);
});

it('one that made its ticket does not keep that ticket from being sent once the two were unlinked', async () => {
  await start();
  const { sandbox, engine } = bridge;
  const { id } = sandbox.people.buyer.create({ body: { title: 'Replace the switch' } });
  const link = async () => (await engine.searchLinks(String(id), 1))[0];
  await bridge.until('linked', async () => (await link())?.state === 'open');
  const ticketId = (await link())?.ticketId ?? 0;
  await bridge.clock.advance(5_000);
  await engine.pairs.unlink((await link())?.id ?? 0, 'another provider is to do it');
  await bridge.during(engine.pairs.sendTicket(ticketId));
  const others = () => workOrdersOf(ticketId).filter((one) => one.id !== id);
  await bridge.until('a work order of its own', () => others().length === 1, 60_000);
});

it('a revisit of one that was unlinked waits for a person, before and after the unlinking', async () => {
  await start();
  const { sandbox, engine } = bridge;
  const [ticketId = 0] = sandbox.info.demo.ticketIds;
  sandbox.people.dispatcher.moveTicket({ ticketId });
  const link = async () => (await engine.searchLinks(String(ticketId), 1))[0];
  await bridge.until('linked', async () => (await link())?.workOrderId != null);
  await bridge.clock.advance(5_000);
  const before = sandbox.tickets().length;
  const { id } = sandbox.people.buyer.revisit({ workOrderId: (await link())?.workOrderId ?? 0, reasonId: 51 });
  const words = new RegExp(`Work order ${id} carries the reference of work order`);
  await bridge.until('told', async () => (await said(words)).length > 0, 60_000);
  await engine.pairs.unlink((await link())?.id ?? 0, 'not wanted');
  sandbox.people.buyer.edit({ workOrderId: id, changes: { title: 'Second visit' } });
  await bridge.clock.advance(120_000);
  expect(sandbox.tickets()).toHaveLength(before);
});
