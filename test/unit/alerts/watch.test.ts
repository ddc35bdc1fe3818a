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
    tell: (text) => void told.push(text),
    onTold: () => {},
  });
  const watch = new AlertWatch({
    store: asked,
    clock,
    logger: silentLogger,
    async facts() {
      looks += 1;
      return facts({ now: clock.now(), ...change });
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
    looks: () => looks,
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
