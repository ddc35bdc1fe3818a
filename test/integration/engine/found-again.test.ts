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

describe('a create that had to wait for its turn', () => {
  it('is made once although its answer is lost and search lags behind the late sending', async () => {
    let waited = false;
    bridge = await startBridge({ sandbox: { switches: { 'fieldnation.searchLagSeconds': 30 } } });
    const { sandbox, clock, until } = bridge;
    await bridge.restart({
      onStep: async (name) => {
        if (name !== 'create.before-send' || waited) return;
        waited = true;
        await clock.sleep(60_000);
      },
    });
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    sandbox.addFault({
      vendor: 'fieldnation',
      on: 'request',
      method: 'POST',
      path: '/workorders$',
      kind: 'drop-after-commit',
    });
    sandbox.people.dispatcher.moveTicket({ ticketId });
    await until('linked', () => sandbox.ticket(ticketId)?.externalXRef !== undefined, 300_000);
    expect(workOrdersOf(ticketId)).toHaveLength(1);
    const told = (await bridge.messages()).filter((message) => message.includes('its search is asked again'));
    expect(told).toHaveLength(1);
  });
});

describe('ending the engine while a signing key does not come', () => {
  it('does not wait for the key; the callback counts once as waiting', async () => {
    bridge = await startBridge();
    const { sandbox, clock } = bridge;
    await bridge.restart();
    await clock.advance(5_000);
    sandbox.addFault({ vendor: 'connectwise', on: 'request', path: 'callbackkey', kind: 'timeout-before' });
    sandbox.people.dispatcher.moveTicket({ ticketId: sandbox.info.demo.ticketIds[0] ?? 0 });
    await bridge.until('a callback waits', () => bridge.engine.status().queue.inbox === 1, 5_000);
    const began = clock.now();
    await bridge.during(bridge.engine.stop());
    expect(clock.now() - began).toBeLessThan(5_000);
    await bridge.restart();
  });
});
