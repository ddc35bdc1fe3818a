import { afterEach, describe, expect, it } from 'vitest';
import { IntakeHost } from '../../../src/core/intake/host.ts';
import { connectWiseSignature } from '../../../src/core/intake/signatures.ts';
import type { Psa } from '../../../src/core/psa/port.ts';
import type { Delivery, NewDelivery } from '../../../src/core/store/intake-port.ts';
import type { Store } from '../../../src/core/store/port.ts';
import { configSchema } from '../../../src/shared/config.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { exchange } from './raw.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanUps.splice(0).reverse()) await clean();
});

/** The intake with an inbox in memory, and a ConnectWise with one signing key that counts how often it is asked. */
async function rig() {
  const clock = new VirtualClock();
  const rows: (Delivery & { done: boolean })[] = [];
  const state = { key: 'the key', asked: 0 };
  const done = async (id: number): Promise<void> => {
    const row = rows.find((one) => one.id === id);
    if (row !== undefined) row.done = true;
  };
  const store: Pick<
    Store,
    | 'appendActivities'
    | 'pendingDeliveries'
    | 'webhookSignatures'
    | 'acceptDelivery'
    | 'rejectDelivery'
    | 'queueDelivery'
    | 'openLinkByTicket'
    | 'dropUnverified'
  > = {
    appendActivities: async () => {},
    pendingDeliveries: async () => rows.filter((row) => !row.done),
    webhookSignatures: async () => [],
    async acceptDelivery(delivery: NewDelivery) {
      const id = rows.length + 1;
      rows.push({ ...delivery, id, done: false });
      return { id, outcome: 'stored' };
    },
    rejectDelivery: (id) => done(id),
    async queueDelivery(id) {
      await done(id);
      return { newEvents: 0, jobId: null };
    },
    openLinkByTicket: async () => null,
    dropUnverified: async () => 0,
  };
  const host = new IntakeHost({
    store: store as Store,
    clock,
    logger: silentLogger,
    config: () =>
      configSchema.parse({
        formatVersion: 1,
        connectwise: { site: 'na.myconnectwise.net', company: 'Cobalt', publicKey: 'public' },
      }),
    psa: () =>
      ({
        async signingKey() {
          state.asked += 1;
          return state.key;
        },
      }) as unknown as Psa,
    secrets: () => ({ pathToken: 'token', webhookSecret: 'secret' }),
    loopbackIntake: false,
    publicUrl: () => 'https://bridge.example.net',
    tunnelled: () => true,
    step: async () => {},
    onQueued: () => {},
    onChange: () => {},
  });
  await host.start();
  cleanUps.push(() => host.stop());
  let sent = 0;
  /** `variant`: written into the key's address, which stays that of the same key. */
  async function send(signedWith: string, variant = ''): Promise<number> {
    sent += 1;
    const body = JSON.stringify({
      MessageId: `message-${sent}`,
      CompanyId: 'Cobalt',
      Action: 'updated',
      Type: 'ticket',
      ID: 7601,
      Metadata: {
        key_url: `https://na.myconnectwise.net/v4//system/callbackkey/index.rails?companyName=Cobalt&id=e17e6674${variant}`,
      },
    });
    const signature = connectWiseSignature(signedWith, Buffer.from(body));
    const [status = 0] = await exchange(
      host.port ?? 0,
      `POST /callbacks/token HTTP/1.1\r\nHost: bridge.example.net\r\nX-Content-Signature: ${signature}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    );
    await clock.settle();
    return status;
  }
  return { clock, rows, state, host, send };
}

describe('a forged callback', () => {
  it('makes the key be asked for again once a minute at most, however it writes the address of the key', async () => {
    const { clock, rows, state, host, send } = await rig();
    expect(await send('the key')).toBe(202);
    await expect.poll(() => rows.every((row) => row.done)).toBe(true);
    expect(state.asked).toBe(1);
    await clock.advance(120_000);
    // Nobody can tell yet that it is no callback of a key that was replaced.
    expect(await send('another key', '&x=1')).toBe(202);
    await expect.poll(() => rows.every((row) => row.done)).toBe(true);
    expect(state.asked).toBe(2);
    // Now one can.
    for (const variant of ['&x=2', '&x=3', '']) expect(await send('another key', variant)).toBe(401);
    expect(rows).toHaveLength(2);
    expect(state.asked).toBe(2);
    expect(host.refusals().byKind['wrong-signature']).toBe(4);
  });

  it('does not keep out the first callback of a key that was replaced', async () => {
    const { clock, rows, state, host, send } = await rig();
    await send('the key');
    await expect.poll(() => rows.every((row) => row.done)).toBe(true);
    await clock.advance(120_000);
    state.key = 'the new key';
    expect(await send('the new key', '&x=1')).toBe(202);
    await expect.poll(() => rows.every((row) => row.done)).toBe(true);
    expect(host.refusals().total).toBe(0);
    expect(state.asked).toBe(2);
  });
});
