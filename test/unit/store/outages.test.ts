import { beforeEach, describe, expect, it } from 'vitest';
import { aDelivery, type InMemoryStore, inMemoryStore, t0 } from './in-memory.ts';

const dayMs = 86_400_000;
let store: InMemoryStore;
beforeEach(() => {
  store = inMemoryStore();
});

describe('the timeline of outages', () => {
  it('has one of a kind at a time: beginning it again changes nothing, ending none does nothing', () => {
    store.endOutage('tunnel', t0);
    store.beginOutage({ kind: 'tunnel', from: t0, why: 'It fell.' });
    store.beginOutage({ kind: 'tunnel', from: t0 + 5, why: 'It fell again.' });
    store.beginOutage({ kind: 'listener', from: t0 + 1, why: 'The port is taken.' });
    expect(store.outages(9)).toMatchObject([
      { kind: 'listener', from: t0 + 1, to: null },
      { kind: 'tunnel', from: t0, to: null, why: 'It fell.' },
    ]);
    store.endOutage('tunnel', t0 + 9);
    store.beginOutage({ kind: 'tunnel', from: t0 + 20, why: 'Once more.' });
    expect(store.outages(9).map(({ kind, to }) => [kind, to])).toEqual([
      ['tunnel', null],
      ['listener', null],
      ['tunnel', t0 + 9],
    ]);
  });

  it('keeps an outage unsettled until what changed in it was looked up, and never calls one caught up that lasts', () => {
    store.beginOutage({ kind: 'callback', from: t0, why: 'Off.' });
    store.outagesCaughtUp([1], t0 + 5);
    expect(store.unsettledOutages()).toMatchObject([{ id: 1, to: null, caughtUpAt: null }]);
    store.endOutage('callback', t0 + 6);
    expect(store.unsettledOutages()).toHaveLength(1);
    store.outagesCaughtUp([1], t0 + 7);
    store.outagesCaughtUp([1], t0 + 8);
    expect([store.unsettledOutages(), store.outages(1)[0]?.caughtUpAt]).toEqual([[], t0 + 7]);
  });

  it('lets none end before it began, whatever the clock says', () => {
    store.beginOutage({ kind: 'asleep', from: t0, why: 'Slept.' });
    store.endOutage('asleep', t0 - 5_000);
    expect(store.outages(1)).toMatchObject([{ from: t0, to: t0 }]);
  });

  it('forgets outages after 90 days, but none that lasts', () => {
    store.beginOutage({ kind: 'webhook', from: t0, why: 'Over.' });
    store.endOutage('webhook', t0 + 1);
    store.beginOutage({ kind: 'tunnel', from: t0, why: 'Lasts.' });
    store.pruneChunk(t0 + 89 * dayMs);
    expect(store.outages(9)).toHaveLength(2);
    store.pruneChunk(t0 + 91 * dayMs);
    expect(store.outages(9)).toMatchObject([{ kind: 'tunnel' }]);
  });
});

describe('when something last arrived', () => {
  it('goes by what was believed, of one side or of one callback entry', () => {
    const arrives = (deliveryId: string, receivedAt: number, more: Parameters<typeof aDelivery>[0] = {}) =>
      store.acceptDelivery(aDelivery({ deliveryId, receivedAt, body: '{"CallbackObjectRecId":7}', ...more }), {
        maxUnverified: 9,
      });
    expect(store.lastDelivery('connectwise', null)).toBeNull();
    arrives('a', t0);
    arrives('b', t0 + 5, { body: '{"CallbackObjectRecId":8}' });
    arrives('forged', t0 + 9, { state: 'unverified' });
    arrives('c', t0 + 7, { source: 'fieldnation', body: 'not json' });
    expect(store.lastDelivery('connectwise', null)).toBe(t0 + 5);
    expect([7, 8, 9].map((id) => store.lastDelivery('connectwise', id))).toEqual([t0, t0 + 5, null]);
    expect(store.lastDelivery('fieldnation', null)).toBe(t0 + 7);
  });
});
