import { afterEach, describe, expect, it } from 'vitest';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

describe('a clock that ran years ahead and was put right', () => {
  it('leaves neither a change nor a lane waiting for that year after the next start', async () => {
    bridge = await startBridge();
    const { sandbox, clock, until } = bridge;
    const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
    let aheadMs = 4 * 365 * 24 * 3_600_000;
    await bridge.restart({
      clock: {
        now: () => clock.now() + aheadMs,
        after: (delayMs, fn) => clock.after(delayMs, fn),
        sleep: (delayMs, signal) => clock.sleep(delayMs, signal),
        hold: () => clock.hold(),
      },
    });
    await clock.advance(5_000);
    sandbox.addFault({ vendor: 'fieldnation', on: 'request', kind: '429', retryAfterSeconds: 60, times: 1 });
    sandbox.people.dispatcher.moveTicket({ ticketId });
    await until('a pause', () => bridge.engine.status().fieldnation.state === 'paused', 30_000);
    await bridge.during(bridge.engine.stop());
    aheadMs = 0;
    await bridge.restart();
    await until('sent', () => sandbox.ticket(ticketId)?.externalXRef !== undefined, 120_000);
    expect(await bridge.engine.attention()).toEqual([]);
  });
});
