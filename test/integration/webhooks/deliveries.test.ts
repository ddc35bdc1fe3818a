import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Station, startStation } from './setup.ts';

/* Field Nation's delivery log, of a webhook nothing answers. */

let station: Station;
let webhookId: string;
let orders: readonly number[];
beforeEach(async () => {
  station = await startStation();
  ({ webhookId } = await station.commands.save(null, { events: ['workorder.created'] }, { told: false }));
  const { clock, sandbox } = station.clients;
  const made: number[] = [];
  for (const title of ['One', 'Two', 'Three']) {
    made.push(sandbox.people.buyer.create({ body: { title } }).id);
    await clock.advance(1_000);
  }
  orders = made;
});
afterEach(() => station.clients.stop());

const deliveries = async (more: { failedOnly?: boolean; workOrderId?: number } = {}) =>
  (
    await station.clients.during(
      station.commands.deliveries({ webhookId, failedOnly: false, workOrderId: null, page: 1, ...more }),
    )
  ).deliveries;

describe('The delivery log of a webhook', () => {
  it('has each delivery once, newest first, with its newest attempt and what that means', async () => {
    await station.clients.clock.advance(40_000);
    const shown = await deliveries();
    expect(shown.map(({ workOrderId }) => workOrderId)).toEqual([...orders].reverse());
    for (const delivery of shown) {
      expect(delivery).toMatchObject({ webhookId, eventName: 'workorder.created', status: 0, ok: false, attempt: 3 });
      expect(delivery.meaning).toContain('No answer');
      expect(delivery.deliveryId).toMatch(/:3$/);
    }
  });

  it('is narrowed to a work order and to failures', async () => {
    expect((await deliveries({ workOrderId: orders[1] ?? 0 })).map(({ workOrderId }) => workOrderId)).toEqual([
      orders[1],
    ]);
    expect(await deliveries({ failedOnly: true })).toHaveLength(3);
    expect(await deliveries({ workOrderId: 1 })).toEqual([]);
  });

  it('is kept for a webhook that was deleted', async () => {
    await station.commands.remove(webhookId, { told: false });
    expect(await deliveries()).toHaveLength(3);
  });
});

describe('Sending deliveries again', () => {
  it('stops when Field Nation wants a pause, and names what was not sent', async () => {
    const { sandbox } = station.clients;
    const ids = (await deliveries()).map(({ deliveryId }) => deliveryId);
    const path = '/delivery-logs/[^/]+/retry$';
    sandbox.addFault({
      vendor: 'fieldnation',
      on: 'request',
      kind: '429',
      method: 'PATCH',
      path,
      retryAfterSeconds: 60,
    });
    const { retried, refused } = await station.clients.during(station.commands.retry(ids));
    expect(retried).toBe(0);
    expect(refused.map(({ deliveryId }) => deliveryId)).toEqual(ids);
    expect(refused[0]?.why).toContain('Field Nation');
    expect(station.sent('PATCH')).toBe(1);

    await station.clients.clock.advance(60_000);
    expect((await station.clients.during(station.commands.retry(ids.slice(0, 2)))).retried).toBe(2);
    expect(station.sent('PATCH')).toBe(3);
  });
});
