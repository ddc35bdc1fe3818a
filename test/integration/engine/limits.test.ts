import { afterEach, describe, expect, it } from 'vitest';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

describe('the limits on bulk and money', () => {
  it('hold although many runs look at the same moment', async () => {
    bridge = await startBridge({ limits: { createsPerTenMinutes: 2 } });
    const { sandbox, engine, until } = bridge;
    await bridge.during(engine.pause(null));
    const tickets = sandbox.info.demo.ticketIds.slice(0, 6);
    for (const ticketId of tickets) sandbox.people.dispatcher.moveTicket({ ticketId });
    await bridge.clock.advance(5_000);
    await bridge.during(engine.resume());
    await until('all decided', async () => {
      const { held, waiting, running } = engine.status().queue;
      return held >= 1 && waiting + running === 0;
    });
    await bridge.clock.advance(5_000);
    expect(sandbox.workOrders().filter((one) => one.descriptionHtml.includes('DBR-'))).toHaveLength(2);
    expect(await engine.attention()).toHaveLength(4);
  });
});
