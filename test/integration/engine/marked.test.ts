import { afterEach, expect, it } from 'vitest';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

/* While work orders make tickets: a work order that carries a reference belongs to somebody's ticket already, and makes no second one. */

let bridge: Bridge;
afterEach(() => bridge?.stop());

async function start(): Promise<void> {
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
            companyId: 251,
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
