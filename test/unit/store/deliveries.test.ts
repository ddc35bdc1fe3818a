import { describe, expect, it } from 'vitest';
import { aDelivery, anActivity, anError, aSettlement, claimed, inMemoryStore, t0, ticket } from './in-memory.ts';

const limits = { maxUnverified: 2 };

describe('the inbox', () => {
  it('stores a delivery once, however often the sender repeats it', () => {
    const store = inMemoryStore();
    const first = store.acceptDelivery(aDelivery(), limits);
    const again = store.acceptDelivery(aDelivery({ receivedAt: t0 + 2000 }), limits);
    expect(first.outcome).toBe('stored');
    expect(again).toEqual({ id: first.id, outcome: 'duplicate' });
    expect(store.pendingDeliveries(10)).toEqual([{ ...aDelivery(), id: first.id }]);
  });

  it('keeps the ids of the two senders apart', () => {
    const store = inMemoryStore();
    expect(store.acceptDelivery(aDelivery(), limits).outcome).toBe('stored');
    expect(store.acceptDelivery(aDelivery({ source: 'fieldnation' }), limits).outcome).toBe('stored');
  });

  it('refuses unverified deliveries beyond the cap and still takes verified ones', () => {
    const store = inMemoryStore();
    for (const n of [1, 2]) store.acceptDelivery(aDelivery({ deliveryId: `u${n}`, state: 'unverified' }), limits);
    expect(store.acceptDelivery(aDelivery({ deliveryId: 'u3', state: 'unverified' }), limits).outcome).toBe('full');
    expect(store.acceptDelivery(aDelivery({ deliveryId: 'v1' }), limits).outcome).toBe('stored');
    expect(store.queueCounts()).toMatchObject({ inboxWaiting: 3, inboxUnverified: 2 });
  });

  it('hands out what can be worked on before what waits for a key, however much of that there is', () => {
    const store = inMemoryStore();
    const many = { maxUnverified: 500 };
    for (let n = 0; n < 120; n += 1)
      store.acceptDelivery(aDelivery({ deliveryId: `u${n}`, state: 'unverified' }), many);
    for (const n of [1, 2]) store.acceptDelivery(aDelivery({ deliveryId: `v${n}` }), many);
    const ids = store.pendingDeliveries(100).map((row) => row.deliveryId);
    expect(ids.slice(0, 4)).toEqual(['v1', 'v2', 'u0', 'u1']);
    expect(ids).toHaveLength(100);
    expect(store.pendingDeliveries(1).map((row) => row.deliveryId)).toEqual(['v1']);
  });

  it('knows the signatures of the newest webhooks it took in, oldest first', () => {
    const store = inMemoryStore();
    for (let n = 1; n <= 4; n += 1) {
      const headers = n === 2 ? {} : { 'x-fn-signature': `s${n}` };
      store.acceptDelivery(
        aDelivery({ source: 'fieldnation', deliveryId: `d${n}`, receivedAt: t0 + n, headers }),
        limits,
      );
    }
    store.acceptDelivery(aDelivery({ headers: { 'x-content-signature': 'other' } }), limits);
    expect(store.webhookSignatures(3)).toEqual([
      { signature: 's3', deliveryId: 'd3' },
      { signature: 's4', deliveryId: 'd4' },
    ]);
  });

  it('lets a verified delivery replace a forged one with the same id, and never the other way round', () => {
    const store = inMemoryStore();
    const forged = store.acceptDelivery(aDelivery({ state: 'unverified', body: 'forged' }), limits);
    expect(store.acceptDelivery(aDelivery({ body: 'real' }), limits)).toEqual({ id: forged.id, outcome: 'stored' });
    expect(store.acceptDelivery(aDelivery({ state: 'unverified', body: 'forged' }), limits).outcome).toBe('duplicate');
    expect(store.pendingDeliveries(10).map((row) => row.body)).toEqual(['real']);
  });

  it('takes a delivery again that was rejected or dropped before', () => {
    const store = inMemoryStore();
    const { id } = store.acceptDelivery(aDelivery({ state: 'unverified' }), limits);
    expect(store.dropUnverified(t0)).toBe(0);
    expect(store.dropUnverified(t0 + 1)).toBe(1);
    expect(store.pendingDeliveries(10)).toEqual([]);
    expect(store.acceptDelivery(aDelivery({ state: 'unverified' }), limits)).toEqual({ id, outcome: 'stored' });
    store.rejectDelivery(id, anError, anActivity({ message: 'Signature did not match' }), t0);
    expect(store.pendingDeliveries(10)).toEqual([]);
    expect(store.activities({}, null, 10).map((line) => line.message)).toEqual(['Signature did not match']);
    expect(store.acceptDelivery(aDelivery(), limits).outcome).toBe('stored');
  });

  it('turns a delivery into events and one job in one step, and does it only once', () => {
    const store = inMemoryStore();
    const { id } = store.acceptDelivery(aDelivery(), limits);
    const event = {
      recordType: 'ticket',
      recordId: 1042,
      name: 'PSA_TICKET_UPDATED',
      occurrence: 'message-1',
      at: t0,
    } as const;
    const job = { target: ticket(1042), cause: 'callback', runAt: t0 };
    const queued = store.queueDelivery(id, [event], job, t0);
    expect(queued).toMatchObject({ newEvents: 1 });
    expect(store.queueDelivery(id, [event], job, t0)).toEqual({ newEvents: 0, jobId: null });
    expect(store.pendingDeliveries(10)).toEqual([]);
    const run = claimed(store);
    expect(run.id).toBe(queued.jobId);
    expect(run.events).toMatchObject([event]);
    expect(run.firstReceivedAt).toBe(t0);
  });

  it('rolls everything back when one part of the step fails', () => {
    const store = inMemoryStore();
    const { id } = store.acceptDelivery(aDelivery(), limits);
    const broken = { recordType: 'invoice' as 'ticket', recordId: 1, name: 'X', occurrence: '1', at: t0 };
    const whole = { recordType: 'ticket', recordId: 1042, name: 'A', occurrence: '1', at: t0 } as const;
    expect(() =>
      store.queueDelivery(id, [whole, broken], { target: ticket(1042), cause: 'callback', runAt: t0 }, t0),
    ).toThrow();
    expect(store.pendingDeliveries(10)).toHaveLength(1);
    expect(store.claimJob(t0)).toBeNull();
    expect(store.db.get<{ n: number }>('SELECT count(*) AS n FROM event')?.n).toBe(0);
  });

  it('measures latency from the earliest delivery that a coalesced job answers, also across a retry', () => {
    const store = inMemoryStore();
    for (const [n, at] of [5, 1, 9].entries()) {
      const { id } = store.acceptDelivery(aDelivery({ deliveryId: `m${n}`, receivedAt: t0 + at }), limits);
      store.queueDelivery(id, [], { target: ticket(1042), cause: 'callback', runAt: t0 }, t0 + 10);
    }
    const run = claimed(store, t0 + 10);
    expect(run.firstReceivedAt).toBe(t0 + 1);
    store.settleJob(
      aSettlement(run, {
        now: t0 + 20,
        outcome: { kind: 'retry', runAt: t0 + 30, countAttempt: true, error: anError },
        eventsDone: [],
      }),
    );
    expect(claimed(store, t0 + 30).firstReceivedAt).toBe(t0 + 1);
  });
});
