import { describe, expect, it } from 'vitest';
import type { NewAlert } from '../../../src/core/store/alerts-port.ts';
import { anActivity, inMemoryStore, t0 } from './in-memory.ts';

const day = 86_400_000;
const anAlert = (change: Partial<NewAlert> = {}): NewAlert => ({
  rule: 'sign-in',
  key: 'connectwise',
  severity: 'error',
  title: 'ConnectWise needs you to sign in',
  message: 'It refuses the key.',
  place: 'setup/connectwise',
  ...change,
});
const nothing = { raise: [], update: [], clear: [], lines: [], memory: {} } as const;

describe('alerts in the store', () => {
  it('are raised, reworded and ended with their lines and what the next look needs, as one step', () => {
    const store = inMemoryStore();
    expect([store.activeAlerts(), store.pastAlerts(9), store.alertMemory()]).toEqual([[], [], null]);
    store.keepAlerts({
      ...nothing,
      now: t0,
      raise: [anAlert(), anAlert({ key: 'fieldnation' })],
      lines: [anActivity({ kind: 'alert.raised' })],
      memory: { stoppedSeen: 3 },
    });
    store.keepAlerts({
      ...nothing,
      now: t0 + 1,
      update: [anAlert({ title: 'Other words' })],
      clear: [anAlert({ key: 'fieldnation' })],
    });
    expect(store.activeAlerts()).toMatchObject([
      { title: 'Other words', firstAt: t0, lastAt: t0 + 1, clearedAt: null },
    ]);
    expect(store.pastAlerts(9)).toMatchObject([{ key: 'fieldnation', clearedAt: t0 + 1, toldAt: null }]);
    expect(store.activities({}, null, 9).map(({ kind }) => kind)).toEqual(['alert.raised']);
    expect(store.alertMemory()).toEqual({});
  });

  it('last once of each rule and key: one that begins anew ends the one before', () => {
    const store = inMemoryStore();
    for (const now of [t0, t0 + 5]) store.keepAlerts({ ...nothing, now, raise: [anAlert()] });
    expect(store.activeAlerts()).toMatchObject([{ id: 2, firstAt: t0 + 5 }]);
    expect(store.pastAlerts(9)).toMatchObject([{ id: 1, clearedAt: t0 + 5 }]);
  });

  it('wait until they are told, and know when their like was told before', () => {
    const store = inMemoryStore();
    store.keepAlerts({ ...nothing, now: t0, raise: [anAlert(), anAlert({ rule: 'disk-low', key: '' })] });
    expect(store.waitingAlerts()).toMatchObject({
      waiting: [{ toldBefore: null }, { toldBefore: null }],
      lastToldAt: null,
    });
    store.alertsTold([1, 2], t0 + 10);
    expect(store.waitingAlerts()).toEqual({ waiting: [], lastToldAt: t0 + 10 });
    store.keepAlerts({ ...nothing, now: t0 + 20, raise: [anAlert()] });
    expect(store.waitingAlerts()).toMatchObject({
      waiting: [{ alert: { id: 3 }, toldBefore: t0 + 10 }],
      lastToldAt: t0 + 10,
    });
    // What was told stays told.
    store.alertsTold([1], t0 + 99);
    expect(store.waitingAlerts().lastToldAt).toBe(t0 + 10);
  });

  it('are forgotten 90 days after they ended; one that lasts never is', () => {
    const store = inMemoryStore();
    store.keepAlerts({ ...nothing, now: t0, raise: [anAlert(), anAlert({ key: 'fieldnation' })] });
    store.keepAlerts({ ...nothing, now: t0 + 1, clear: [anAlert()] });
    store.pruneChunk(t0 + 90 * day);
    expect(store.pastAlerts(9)).toHaveLength(1);
    store.pruneChunk(t0 + 90 * day + 2);
    expect([store.pastAlerts(9).length, store.activeAlerts().length]).toEqual([0, 1]);
  });
});
