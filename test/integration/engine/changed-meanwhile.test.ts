import { afterEach, expect, it } from 'vitest';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

/* A person writes while a run is still at work: what they wrote is theirs, and never taken for what the run agreed on. */

let bridge: Bridge;
afterEach(() => bridge?.stop());

it.each([
  'create.recorded',
  'ticket.before-write',
  'ticket.read',
  'ticket.written',
  'work-order.read',
  'plan.applied',
  'settle.before',
  'settled',
])('a title the buyer gives at %s of the run that made the work order is asked about, not overwritten', async (at) => {
  let renamed = false;
  bridge = await startBridge({
    engine: {
      onStep(step) {
        const workOrder = bridge.sandbox.workOrders().find((one) => one.descriptionHtml.includes(`-${ticketId()}-`));
        if (step !== at || workOrder === undefined || renamed) return;
        bridge.sandbox.people.buyer.edit({ workOrderId: workOrder.id, changes: { title: 'Named by the buyer' } });
        renamed = true;
      },
    },
  });
  const ticketId = () => bridge.sandbox.info.demo.ticketIds[0] ?? 0;
  const title = () => bridge.sandbox.workOrders().find((one) => one.descriptionHtml.includes(`-${ticketId()}-`))?.title;
  bridge.sandbox.people.dispatcher.moveTicket({ ticketId: ticketId() });
  await bridge.until('linked', () => bridge.sandbox.ticket(ticketId())?.externalXRef !== undefined);
  await bridge.clock.advance(120_000);
  expect([renamed, title()]).toEqual([true, 'Named by the buyer']);
  bridge.sandbox.people.dispatcher.editTicket({
    ticketId: ticketId(),
    changes: { summary: 'Named by the dispatcher' },
  });
  await bridge.until('a question', async () => (await bridge.engine.problems.conflicts()).length === 1);
  expect(title()).toBe('Named by the buyer');
});

it('a field the buyer changes while a run writes another one is asked about when the ticket changes it too', async () => {
  let moved = false;
  bridge = await startBridge({
    engine: {
      onStep(step) {
        const made = workOrder();
        if (step !== 'work-order.before-write' || made === undefined || moved) return;
        bridge.sandbox.people.buyer.edit({ workOrderId: made.id, changes: { location: { city: 'Hoboken' } } });
        moved = true;
      },
    },
  });
  const ticketId = () => bridge.sandbox.info.demo.ticketIds[0] ?? 0;
  const workOrder = () => bridge.sandbox.workOrders().find((one) => one.descriptionHtml.includes(`-${ticketId()}-`));
  const edit = (changes: object) =>
    bridge.sandbox.people.dispatcher.editTicket({ ticketId: ticketId(), changes: { ...changes } });
  bridge.sandbox.people.dispatcher.moveTicket({ ticketId: ticketId() });
  await bridge.until('linked', () => bridge.sandbox.ticket(ticketId())?.externalXRef !== undefined);
  await bridge.clock.advance(120_000);
  edit({ summary: 'Named by the dispatcher' });
  await bridge.until('the title', () => workOrder()?.title === 'Named by the dispatcher');
  await bridge.clock.advance(120_000);
  expect(moved).toBe(true);
  edit({ city: 'Trenton' });
  await bridge.until('a question', async () => (await bridge.engine.problems.conflicts()).length > 0);
  expect(await bridge.engine.problems.conflicts()).toMatchObject([
    { label: 'City', ticketValue: 'Trenton', workOrderValue: 'Hoboken' },
  ]);
});
