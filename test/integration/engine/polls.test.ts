import { afterEach, expect, it } from 'vitest';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

/* One question that a remote refuses must not keep the poller from asking the others. */

let bridge: Bridge;
afterEach(() => bridge?.stop());

it('go on looking at linked pairs while ConnectWise refuses the conditions of the trigger', async () => {
  bridge = await startBridge();
  const { sandbox, engine } = bridge;
  const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
  sandbox.people.dispatcher.moveTicket({ ticketId });
  await bridge.until('linked', () => sandbox.ticket(ticketId)?.externalXRef !== undefined);
  await engine.saveConfig((config) => ({
    ...config,
    trigger: config.trigger && { ...config.trigger, kind: 'conditions', conditions: 'no such grammar (' },
  }));
  sandbox.addFault({ vendor: 'fieldnation', on: 'delivery', kind: 'lose', times: 1000 });
  const [workOrder] = sandbox.workOrders().filter((one) => one.descriptionHtml.includes(`-${ticketId}-`));
  sandbox.people.buyer.assign({ workOrderId: workOrder?.id ?? 0 });
  const status = () => (sandbox.ticket(ticketId)?.status as { name?: string } | undefined)?.name;
  await bridge.until('the ticket follows', () => status() === 'Scheduled', 180_000);
  await bridge.clock.advance(130_000);
  const said = (await bridge.messages()).filter((line) => line.startsWith('attention Looking for changes was refused'));
  expect(said).toHaveLength(1);
});
