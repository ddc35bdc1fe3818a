import { afterEach, expect, it } from 'vitest';
import type { Config } from '../../../src/shared/config.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

/* A linked ticket is merged into another one: what was said and asked there before is that ticket's own past. */

let bridge: Bridge;
afterEach(() => bridge?.stop());

const ticket = (n: number) => bridge.sandbox.info.demo.ticketIds[n] ?? 0;
const workOrder = () => {
  const found = bridge.sandbox.workOrders().find((one) => one.descriptionHtml.includes(`-${ticket(0)}-`));
  if (found === undefined) throw new Error('No work order yet');
  return found;
};

async function linked(config: (config: Config) => Config): Promise<void> {
  bridge = await startBridge({ config });
  bridge.sandbox.people.dispatcher.moveTicket({ ticketId: ticket(0) });
  await bridge.until('linked', () => bridge.sandbox.ticket(ticket(0))?.externalXRef !== undefined);
  bridge.sandbox.people.buyer.assign({ workOrderId: workOrder().id });
  await bridge.clock.advance(5_000);
}

async function merge(): Promise<void> {
  bridge.sandbox.people.dispatcher.mergeTickets({ ticketId: ticket(1), mergeTicketIds: [ticket(0)] });
  const { id } = workOrder();
  const follows = async () => (await bridge.engine.searchLinks(String(id), 1))[0]?.ticketId === ticket(1);
  await bridge.until('the link follows', follows, 180_000);
}

it('sends the provider nothing that was written on that ticket before, and everything since', async () => {
  await linked((config) => ({
    ...config,
    sync: { ...config.sync, notes: { ...config.sync.notes, toWorkOrder: 'public' } },
  }));
  const { dispatcher } = bridge.sandbox.people;
  dispatcher.addNote({ ticketId: ticket(1), text: 'Between us and our customer', tab: 'discussion' });
  await bridge.clock.advance(5_000);
  await merge();
  await bridge.clock.advance(10_000);
  dispatcher.addNote({ ticketId: ticket(1), text: 'Bring a ladder', tab: 'discussion' });
  const messages = () => workOrder().messages.map(({ text }) => text);
  await bridge.until('the new note', () => messages().some((text) => text.includes('Bring a ladder')), 180_000);
  expect(messages().join('\n')).not.toContain('Between us and our customer');
});

it('does not take the status of that ticket for a wish: it has not entered it', async () => {
  await linked((config) => {
    const there = config.statusMap.find((entry) => entry.ticketStatusName === 'Work complete');
    const action = {
      do: 'cancel',
      reasonId: 1,
      reasonName: 'Customer cancelled',
      reason: 'Customer cancelled',
    } as const;
    const statusActions = [{ ticketStatusId: there?.ticketStatusId ?? 0, ticketStatusName: 'Work complete', action }];
    const inbound = { ...config.sync.inbound, statusActions } as Config['sync']['inbound'];
    // What Field Nation's status makes of the ticket would only cover up what is asked here.
    return { ...config, sync: { ...config.sync, inbound } };
  });
  const statusId = bridge.engine.config().sync.inbound.statusActions[0]?.ticketStatusId ?? 0;
  bridge.sandbox.people.dispatcher.moveTicket({ ticketId: ticket(1), statusId });
  await bridge.clock.advance(5_000);
  await merge();
  await bridge.clock.advance(15_000);
  expect(workOrder().status).toBe('assigned');
});

it('leaves no question about the old ticket in the conflicts list', async () => {
  await linked((config) => config);
  const { mapping } = await bridge.engine.mapping();
  const rules = mapping.rules.map((rule) => (rule.target === 'title' ? { ...rule, onConflict: 'ask' as const } : rule));
  await bridge.engine.saveMapping({ ...mapping, rules }, 'test');
  await bridge.during(bridge.engine.pause(null));
  bridge.sandbox.people.buyer.edit({ workOrderId: workOrder().id, changes: { title: 'By the buyer' } });
  bridge.sandbox.people.dispatcher.editTicket({ ticketId: ticket(0), changes: { summary: 'By the dispatcher' } });
  await bridge.during(bridge.engine.resume());
  const conflicts = () => bridge.engine.problems.conflicts();
  await bridge.until('a conflict', async () => (await conflicts()).length === 1);
  await merge();
  await bridge.clock.advance(15_000);
  expect(await conflicts()).toEqual([]);
});

it('publishes what still waits to be published', async () => {
  bridge = await startBridge({
    config: (config) => ({
      ...config,
      create: {
        publish: true,
        typeOfWork: { id: 63, name: 'Networking' },
        pay: { type: 'hourly', amount: 55, units: 2 },
      },
    }),
  });
  bridge.sandbox.people.dispatcher.moveTicket({ ticketId: ticket(0) });
  await bridge.until('refused for want of a schedule', async () => (await bridge.engine.attention()).length === 1);
  await merge();
  await bridge.clock.advance(10_000);
  const at = '2026-12-01T15:00:00Z';
  bridge.sandbox.people.dispatcher.editTicket({ ticketId: ticket(1), changes: { requiredDate: at } });
  await bridge.until('published', () => workOrder().status === 'published', 300_000);
});
