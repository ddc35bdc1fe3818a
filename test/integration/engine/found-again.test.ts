import { afterEach, describe, expect, it } from 'vitest';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

function workOrdersOf(ticketId: number) {
  return bridge.sandbox.workOrders().filter((workOrder) => workOrder.descriptionHtml.includes(`-${ticketId}-`));
}

describe('a work order whose create lost its answer', () => {
  it('gets what the ticket changed before it was found', async () => {
    bridge = await startBridge();
    const { sandbox, until } = bridge;
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    sandbox.addFault({
      vendor: 'fieldnation',
      on: 'request',
      method: 'POST',
      path: '/workorders$',
      kind: 'drop-after-commit',
    });
    sandbox.people.dispatcher.moveTicket({ ticketId });
    await until('sent', () => workOrdersOf(ticketId).length === 1);
    sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Changed while nobody knew' } });
    await until('linked', () => sandbox.ticket(ticketId)?.externalXRef !== undefined, 300_000);
    await bridge.clock.advance(5_000);
    expect(workOrdersOf(ticketId).map((workOrder) => workOrder.title)).toEqual(['Changed while nobody knew']);
    expect(await bridge.engine.attention()).toEqual([]);
  });
});
