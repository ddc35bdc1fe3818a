import { describe, expect, it } from 'vitest';
import type { AlertFacts } from '../../../src/core/alerts/facts.ts';
import { Teller } from '../../../src/core/alerts/teller.ts';
import { AlertWatch } from '../../../src/core/alerts/watch.ts';
import type { TellingText } from '../../../src/core/alerts/words.ts';
import type { EngineStatus } from '../../../src/shared/domain/status.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { inMemoryStore } from '../store/in-memory.ts';
import { alertsConfig, facts, healthy, minute, status } from './facts.ts';

/** Watch and teller over the store's rows, as the engine connects them. */
function setUp(store = inMemoryStore(), clock = new VirtualClock()) {
  let change: Partial<AlertFacts> = {};
  let looks = 0;
  let takes = true;
  let sleptMs = 0;
  const told: TellingText[] = [];
  const asked = {
    keepAlerts: async (...args: Parameters<typeof store.keepAlerts>) => store.keepAlerts(...args),
    activeAlerts: async () => store.activeAlerts(),
    alertMemory: async () => store.alertMemory(),
    waitingAlerts: async () => store.waitingAlerts(),
    alertsTold: async (ids: readonly number[], at: number) => store.alertsTold(ids, at),
  };
  const teller = new Teller({
    store: asked,
    clock,
    logger: silentLogger,
    config: () => alertsConfig(),
    async tell(text) {
      told.push(text);
      return takes;
    },
    onTold: () => {},
  });
  const watch = new AlertWatch({
    store: asked,
    clock,
    logger: silentLogger,
    async facts() {
      looks += 1;
      return facts({ now: clock.now() + sleptMs, ...change });
    },
    onLooked: () => teller.check(),
  });
  teller.start();
  watch.start();
  return {
    store,
    clock,
    told,
    watch,
    teller,
    looks: () => looks,
    take(next: boolean) {
      takes = next;
    },
    /** Time passes in which nothing runs. */
    sleep(ms: number) {
      sleptMs += ms;
    },
    become(next: Partial<AlertFacts>) {
      change = next;
      watch.touch();
    },
    async stop() {
      await watch.stop();
      await teller.stop();
    },
  };
}
const stopped = (dead: number, newestStopped = 'Ticket 1042 has no value for its priority.'): Partial<AlertFacts> => ({
  status: { ...status, queue: { ...status.queue, dead } },
  newestStopped,
});
const refused: EngineStatus = { ...status, fieldnation: { ...healthy, state: 'sign-in', message: 'It refuses.' } };

describe('the watch over what needs a person', () => {
  it('looks each minute, and once for many changes soon after them', async () => {
    const { clock, looks, watch, stop } = setUp();
    await clock.advance(5_000);
    expect(looks()).toBe(1);
    await clock.advance(minute);
    expect(looks()).toBe(2);
    for (let n = 0; n < 50; n += 1) watch.touch();
    await clock.advance(5_000);
    expect(looks()).toBe(3);
    await stop();
  });

  it('tells several things that come together as one, and each once', async () => {
    const { clock, told, become, stop } = setUp();
    await clock.advance(minute);
    become({ ...stopped(2), status: { ...refused, queue: { ...status.queue, dead: 2 } }, diskFree: 1e6 });
    await clock.advance(2 * minute);
    expect(told).toMatchObject([{ title: '3 things need you', place: 'attention/alerts' }]);
    await clock.advance(60 * minute);
    expect(told).toHaveLength(1);
    await stop();
  });

  it('never tells what was over within the minute', async () => {
    const { clock, told, store, become, stop } = setUp();
    await clock.advance(minute);
    become({ status: refused });
    await clock.advance(6_000);
    expect(store.activeAlerts()).toHaveLength(1);
    become({});
    await clock.advance(5 * minute);
    expect([told, store.activeAlerts(), store.pastAlerts(9).length]).toEqual([[], [], 1]);
    await stop();
  });

  it('tells more that stopped as news, half an hour after the first at the soonest', async () => {
    const { clock, told, store, become, stop } = setUp();
    await clock.advance(minute);
    become(stopped(1));
    await clock.advance(2 * minute);
    expect(told.map(({ title }) => title)).toEqual(['1 change stopped']);
    // One more each minute: nothing puts the telling off for ever.
    for (let dead = 2; dead <= 40; dead += 1) {
      become(stopped(dead, `Ticket ${dead} stopped.`));
      await clock.advance(minute);
    }
    expect(told.map(({ title }) => title)).toEqual([
      '1 change stopped',
      expect.stringMatching(/^Again: \d+ changes stopped$/),
    ]);
    become(stopped(0));
    await clock.advance(minute);
    expect(store.activeAlerts()).toEqual([]);
    await stop();
  });

  it('counts on from where it was after a restart, and tells nothing again', async () => {
    const first = setUp();
    await first.clock.advance(minute);
    first.become(stopped(3));
    await first.clock.advance(2 * minute);
    expect(first.told).toHaveLength(1);
    await first.stop();

    const second = setUp(first.store, first.clock);
    second.become(stopped(3));
    await second.clock.advance(40 * minute);
    expect(second.told).toEqual([]);
    second.become(stopped(4));
    await second.clock.advance(2 * minute);
    expect(second.told.map(({ title }) => title)).toEqual(['4 changes stopped']);
    await second.stop();
  });

  it('counts as told only what a way took; the rest is told after the next start, as one', async () => {
    const first = setUp();
    first.take(false);
    await first.clock.advance(minute);
    first.become(stopped(1));
    await first.clock.advance(2 * minute);
    first.become({ ...stopped(1), diskFree: 1e6 });
    await first.clock.advance(60 * minute);
    expect(first.told.map(({ items }) => items.length)).toEqual([1, 1]);
    expect(first.store.activeAlerts().map(({ toldAt }) => toldAt)).toEqual([null, null]);
    await first.stop();

    const second = setUp(first.store, first.clock);
    second.become({ ...stopped(1), diskFree: 1e6 });
    await second.clock.advance(60 * minute);
    expect(second.told.map(({ title }) => title)).toEqual(['2 things need you']);
    expect(second.store.activeAlerts().every(({ toldAt }) => toldAt !== null)).toBe(true);
    await second.stop();
  });

  it('tells what no way took once how alerts are told was changed, without saying "again"', async () => {
    const { clock, told, teller, become, take, stop } = setUp();
    take(false);
    await clock.advance(minute);
    become(stopped(1));
    await clock.advance(5 * minute);
    take(true);
    teller.changed();
    await clock.advance(minute);
    teller.changed();
    await clock.advance(minute);
    expect(told.map(({ title }) => title)).toEqual(['1 change stopped', '1 change stopped']);
    await stop();
  });

  it('does not hand over a second time what is still under way, and keeps the distance to it', async () => {
    const store = inMemoryStore();
    const clock = new VirtualClock();
    const told: string[] = [];
    const ways: ((taken: boolean) => void)[] = [];
    const raise = (rule: 'sign-in' | 'disk-low') => {
      const alert = { rule, key: '', severity: 'error', title: rule, message: '', place: 'settings' } as const;
      store.keepAlerts({ now: clock.now(), raise: [alert], update: [], clear: [], lines: [], memory: {} });
    };
    const teller = new Teller({
      store: {
        waitingAlerts: async () => store.waitingAlerts(),
        alertsTold: async (ids, at) => store.alertsTold(ids, at),
      },
      clock,
      logger: silentLogger,
      config: () => alertsConfig(),
      tell: ({ title }) => new Promise((settle) => void [told.push(title), ways.push(settle)]),
      onTold: () => {},
    });
    teller.start();
    raise('sign-in');
    teller.check();
    await clock.advance(minute);
    raise('disk-low');
    teller.check();
    await clock.advance(minute - 1);
    expect(told).toEqual(['sign-in']);
    await clock.advance(1);
    expect(told).toEqual(['sign-in', 'disk-low']);
    await teller.stop();
    // What a way takes while the app ends is kept.
    for (const settle of ways) settle(true);
    await teller.kept();
    expect(store.activeAlerts().every(({ toldAt }) => toldAt !== null)).toBe(true);
  });

  it('does not count the sleep of the computer into how long something stood', async () => {
    const { clock, store, become, sleep, stop } = setUp();
    await clock.advance(minute);
    become({
      status: { ...status, queue: { ...status.queue, waiting: 1, oldestWaitingAt: clock.now() - 60 * minute } },
    });
    await clock.advance(minute);
    sleep(8 * 60 * minute);
    await clock.advance(minute);
    expect(store.activeAlerts()).toEqual([]);
    await clock.advance(2 * minute);
    expect(store.activeAlerts()).toMatchObject([{ rule: 'queue-age' }]);
    await stop();
  });

  it('goes on after a look that failed', async () => {
    const { clock, told, become, stop } = setUp();
    await clock.advance(minute);
    become({
      get status(): EngineStatus {
        throw new Error('The disk is away');
      },
    });
    await clock.advance(2 * minute);
    become({ status: refused });
    await clock.advance(2 * minute);
    expect(told).toHaveLength(1);
    await stop();
  });
});
