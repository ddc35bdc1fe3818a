import { afterEach, describe, expect, it, vi } from 'vitest';
import { Dispatcher } from '../../../src/core/intake/dispatch.ts';
import type { Delivery } from '../../../src/core/store/intake-port.ts';
import type { Store } from '../../../src/core/store/port.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

afterEach(() => void vi.restoreAllMocks());

const row = (id: number): Delivery => ({
  id,
  source: 'connectwise',
  deliveryId: `d-${id}`,
  receivedAt: 0,
  state: 'unverified',
  recordType: 'ticket',
  recordId: id,
  action: 'updated',
  actor: 'jdoe',
  headers: { 'x-content-signature': 'A'.repeat(44) },
  body: JSON.stringify({
    MessageId: `d-${id}`,
    Action: 'updated',
    Type: 'ticket',
    ID: id,
    CompanyId: 'Cobalt',
    MemberId: 'jdoe',
    Metadata: {
      key_url: 'https://na.myconnectwise.net/v2025_1//system/callbackkey/index.rails?companyName=Cobalt&id=1',
    },
  }),
});

describe('callbacks that wait for their signing key', () => {
  it('leave nothing behind each time they are looked at, however long they wait', async () => {
    const clock = new VirtualClock();
    let asked = 0;
    const store = {
      pendingDeliveries: async () => [row(1), row(2), row(3)],
      dropUnverified: async () => 0,
    } as unknown as Store;
    const listening = { added: 0, removed: 0 };
    const { addEventListener, removeEventListener } = AbortSignal.prototype;
    vi.spyOn(AbortSignal.prototype, 'addEventListener').mockImplementation(function (
      this: AbortSignal,
      ...args: Parameters<typeof addEventListener>
    ) {
      listening.added += 1;
      addEventListener.apply(this, args);
    });
    vi.spyOn(AbortSignal.prototype, 'removeEventListener').mockImplementation(function (
      this: AbortSignal,
      ...args: Parameters<typeof removeEventListener>
    ) {
      listening.removed += 1;
      removeEventListener.apply(this, args);
    });
    const dispatcher = new Dispatcher({
      store,
      psa: () => ({
        async signingKey() {
          asked += 1;
          throw new AppError({ code: 'connectwise.offline', kind: 'offline', message: 'Away.' });
        },
      }),
      records: () => null,
      clock,
      logger: silentLogger,
      step: async () => {},
      onQueued: () => {},
      onRefused: () => {},
    });
    dispatcher.notify();
    // Looked at again every 15 s.
    await clock.advance(300_000);
    expect(asked).toBeGreaterThan(50);
    expect(listening.added).toBeGreaterThan(50);
    expect(listening.removed).toBe(listening.added);
    await dispatcher.stop();
  });

  it('do not hold up the end of the app', async () => {
    const clock = new VirtualClock();
    let looks = 0;
    const dispatcher = new Dispatcher({
      store: { pendingDeliveries: async () => [row(1)], dropUnverified: async () => 0 } as unknown as Store,
      psa: () => ({
        signingKey: () => {
          looks += 1;
          return new Promise<string>(() => {});
        },
      }),
      records: () => null,
      clock,
      logger: silentLogger,
      step: async () => {},
      onQueued: () => {},
      onRefused: () => {},
    });
    dispatcher.notify();
    await vi.waitFor(() => expect(looks).toBe(1));
    await dispatcher.stop();
  });
});
