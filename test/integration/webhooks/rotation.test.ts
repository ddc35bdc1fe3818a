import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fieldNationSignature } from '../../../src/core/intake/signatures.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';
import { webhookApi } from './setup.ts';

/* Another secret for our webhook, in the real engine, while Field Nation goes on sending. */

const minute = 60_000;
let bridge: Bridge;
let dies: string | null;
beforeEach(async () => {
  dies = null;
  bridge = await startBridge({
    limits: { pollSeconds: 900 },
    engine: {
      onStep: async (step) => {
        if (step === dies) throw new Error(`The process ended at ${step}.`);
      },
    },
  });
});
afterEach(() => bridge.stop());

const ours = () => bridge.sandbox.webhooks().find(({ url }) => url.includes('/webhooks/'));
const webhookId = () => ours()?.webhookId ?? '';
const rotate = () => bridge.during(bridge.engine.webhooks.rotate(webhookId()));
/** A webhook message that somebody with this secret sends; the status it is answered. */
async function posted(secret: string): Promise<number> {
  const workOrderId = bridge.sandbox.workOrders()[0]?.id ?? 0;
  const body = Buffer.from(
    JSON.stringify({
      event: { name: 'workorder.message_posted', params: { work_order_id: workOrderId } },
      timestamp: new Date(bridge.clock.now()).toISOString(),
      triggered_by_user: { id: 1 },
      workorder: { id: workOrderId, nonce: crypto.randomUUID() },
    }),
  );
  // After a restart the listener has another port, which Field Nation is yet to hear of.
  const path = new URL(ours()?.url ?? '').pathname;
  const answer = await fetch(`http://127.0.0.1:${bridge.engine.status().intake.port}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-fn-signature': fieldNationSignature(secret, body),
      'x-fn-delivery-id': `${crypto.randomUUID()}:1`,
    },
    body,
  });
  return answer.status;
}
const attempts = async () => {
  const query = { webhookId: webhookId(), failedOnly: false, workOrderId: null, page: 1 };
  return (await bridge.during(bridge.engine.webhooks.deliveries(query))).deliveries;
};
async function sendSomething(): Promise<void> {
  bridge.sandbox.people.buyer.create({ body: { title: 'Somebody is told of this' } });
  await bridge.clock.advance(2_000);
}

describe('Another secret of our webhook', () => {
  it('is what Field Nation signs with from then on; the one before is taken for 30 minutes more', async () => {
    const before = ours()?.secret ?? '';
    expect(await posted(before)).toBe(202);
    const shown = await rotate();
    const after = ours()?.secret ?? '';
    expect(after).not.toBe(before);
    expect(JSON.stringify([shown, await bridge.messages()])).not.toMatch(new RegExp(`${before}|${after}`));
    expect([await posted(after), await posted(before), await posted(crypto.randomUUID())]).toEqual([202, 202, 401]);
    await sendSomething();
    expect((await attempts())[0]).toMatchObject({ ok: true, status: 202, meaning: 'It arrived.' });

    await expect(rotate()).rejects.toThrow('Change it again in 30 min.');
    await bridge.clock.advance(30 * minute);
    expect([await posted(after), await posted(before)]).toEqual([202, 401]);
    await rotate();
  });

  it.each(['rotation.new-kept', 'rotation.sent'])('loses nothing when the process ends at %s', async (step) => {
    const before = ours()?.secret ?? '';
    dies = step;
    await expect(rotate()).rejects.toThrow('The process ended');
    dies = null;
    const now = ours()?.secret ?? '';
    expect([await posted(before), await posted(now)]).toEqual([202, 202]);
    await bridge.restart();
    expect([await posted(before), await posted(now)]).toEqual([202, 202]);
    const present = async () => (await bridge.secrets.get('fieldnation.webhookSecret')) ?? '';
    await bridge.until('the registration sent the present secret', async () => ours()?.secret === (await present()));
    expect([await posted(before), await posted(now), await posted(await present())]).toEqual([202, 202, 202]);
    await bridge.clock.advance(31 * minute);
    expect(await posted(await present())).toBe(202);
    expect(ours()?.secret).toBe(await present());
    expect(await bridge.secrets.get('fieldnation.previousWebhookSecret')).toBeNull();
  });

  it('keeps both while it is not known whether Field Nation took it', async () => {
    const before = ours()?.secret ?? '';
    const path = '/api/v1/webhooks/[^/]+$';
    bridge.sandbox.addFault({ vendor: 'fieldnation', on: 'request', method: 'PUT', path, kind: 'drop-after-commit' });
    await expect(rotate()).rejects.toMatchObject({
      code: expect.stringContaining('fieldnation.'),
      message: expect.stringContaining('both taken until Field Nation has the new one'),
    });
    const taken = ours()?.secret ?? '';
    expect(taken).not.toBe(before);
    await bridge.clock.advance(45 * minute);
    expect([await posted(taken), await posted(before)]).toEqual([202, 202]);
    await rotate();
    expect(ours()?.secret).toBe(taken);
  });

  it('signs deliveries that are sent again; the log says what was wrong with them', async () => {
    await webhookApi(bridge.sandbox, 'PUT', `/${webhookId()}`, { secret: crypto.randomUUID() });
    await sendSomething();
    const [refused] = await attempts();
    expect(refused).toMatchObject({ ok: false, status: 401, attempt: 1 });
    expect(refused?.meaning).toContain('another secret');
    await rotate();
    const failed = (await attempts()).filter(({ ok }) => !ok).map(({ deliveryId }) => deliveryId);
    const answer = await bridge.during(bridge.engine.webhooks.retry([...failed, 'none:1']));
    expect(answer).toEqual({
      retried: failed.length,
      refused: [{ deliveryId: 'none:1', why: expect.stringContaining('does not find the delivery none:1') }],
    });
    await bridge.clock.advance(2_000);
    const again = await attempts();
    expect(again.filter(({ ok }) => !ok)).toEqual([]);
    expect(
      again.find(({ deliveryId }) => deliveryId.split(':')[0] === refused?.deliveryId.split(':')[0]),
    ).toMatchObject({
      ok: true,
      attempt: 2,
    });
  });
});
