import { afterEach, expect, it } from 'vitest';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

/* A person asks for a ticket, and takes it back. What was asked once must not be done later, when nobody asks any more. */

let bridge: Bridge;
afterEach(() => bridge?.stop());

const workOrdersOf = (ticketId: number) =>
  bridge.sandbox.workOrders().filter((workOrder) => workOrder.descriptionHtml.includes(`-${ticketId}-`));
const ticket = (n: number) => bridge.sandbox.info.demo.ticketIds[n] ?? 0;

/** A ticket that was asked for and waits for approval, because the limit is reached. */
async function askedAndHeld(): Promise<number> {
  bridge = await startBridge({ limits: { createsPerTenMinutes: 1 } });
  bridge.sandbox.people.dispatcher.moveTicket({ ticketId: ticket(0) });
  await bridge.until('the first one', () => workOrdersOf(ticket(0)).length === 1);
  await bridge.during(bridge.engine.pairs.sendTicket(ticket(1)));
  await bridge.until('a question', async () => (await bridge.engine.attention()).length === 1);
  return ticket(1);
}

/** From here on nothing waits for approval. */
const noLimit = () =>
  bridge.during(
    bridge.engine.saveConfig((config) => ({ ...config, limits: { ...config.limits, createsPerTenMinutes: 10 } })),
  );

it('a ticket that was asked for, then linked by hand and unlinked, is not sent', async () => {
  const ticketId = await askedAndHeld();
  const { id: workOrderId } = bridge.sandbox.people.buyer.create({ body: { title: 'Made by hand' } });
  const linkId = await bridge.during(bridge.engine.pairs.linkRecords({ ticketId, workOrderId, give: 'fieldnation' }));
  await bridge.clock.advance(10_000);
  await bridge.engine.pairs.unlink(linkId, 'the wrong one');
  await noLimit();
  bridge.sandbox.people.dispatcher.editTicket({ ticketId, changes: { externalXRef: '', summary: 'Saved again' } });
  await bridge.clock.advance(70_000);
  expect(workOrdersOf(ticketId).map((one) => one.id)).toEqual([workOrderId]);
});

it.each(['one', 'many'] as const)(
  'a ticket that was asked for and discarded (%s) is not sent when it is saved',
  async (how) => {
    const ticketId = await askedAndHeld();
    const [item] = await bridge.engine.attention();
    const jobId = item?.jobId ?? 0;
    if (how === 'one') await bridge.engine.discard(jobId, 'not needed');
    else await bridge.engine.problems.discardMany([jobId], 'not needed');
    await noLimit();
    bridge.sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Saved again' } });
    await bridge.clock.advance(70_000);
    expect(workOrdersOf(ticketId)).toEqual([]);
    expect(await bridge.engine.attention()).toEqual([]);
  },
);
