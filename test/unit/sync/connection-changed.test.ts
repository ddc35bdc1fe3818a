import { describe, expect, it } from 'vitest';
import { Configuration } from '../../../src/core/configuration.ts';
import { Dispatching } from '../../../src/core/dispatching.ts';
import type { Psa, Subscription } from '../../../src/core/psa/port.ts';
import type { SyncContext } from '../../../src/core/sync/context.ts';
import { type Config, configSchema, plainTrigger } from '../../../src/shared/config.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { promised } from '../reach/health-rig.ts';

/* The numbers of boards, callbacks and records mean others once the profile talks to another ConnectWise. */

const configOf = (company: string, intake: Partial<Config['intake']> = {}): Config =>
  configSchema.parse({
    formatVersion: 1,
    started: true,
    connectwise: { site: 'https://na.myconnectwise.net', company, publicKey: 'k', member: 'm' },
    trigger: { ...plainTrigger, boardId: 20, boardName: 'Dispatch', statusId: 5, statusName: 'New' },
    intake,
  });

async function configuration(config: Config, store = promised()) {
  const clock = new VirtualClock();
  await store.setValue('config', config as unknown as JsonObject, clock.now());
  return Configuration.open({
    store,
    clock,
    person: 'kim',
    rebuild: async () => {},
    onMappings: async () => {},
    quiet: async () => {},
    onSetAside() {},
    onMakesTickets() {},
    onSaved: async () => {},
    onChange() {},
  });
}

describe('another ConnectWise company', () => {
  const chosen = [{ boardId: 20, createdBy: 'workstation' as const }];

  it('is asked anew who makes the work orders of a board: the same number is another board there', async () => {
    const kept = await configuration(configOf('cobalt', { brokerBoards: chosen }));
    const next = await kept.save((current) => ({ ...current, ...configOf('nickel', current.intake) }));
    expect(next.intake.brokerBoards).toBeUndefined();
    expect(next.started).toBe(false);
  });

  it('keeps a choice that was made for it in the same document', async () => {
    const kept = await configuration(configOf('cobalt', { brokerBoards: chosen }));
    const other = [{ boardId: 20, createdBy: 'broker' as const }];
    const next = await kept.save(() => configOf('nickel', { brokerBoards: other }));
    expect(next.intake.brokerBoards).toEqual(other);
  });

  it('changes nothing of that while the company stays the same', async () => {
    const kept = await configuration(configOf('cobalt', { brokerBoards: chosen }));
    const next = await kept.save((current) => ({ ...current, limits: { ...current.limits, pollSeconds: 30 } }));
    expect(next.intake.brokerBoards).toEqual(chosen);
  });

  it('has nothing to do with what is known of Field Nation, which stays the same', async () => {
    const store = promised();
    await store.setValue('reach.paused', [4], 0);
    await store.setValue('subscription.webhook', 'w1', 0);
    const kept = await configuration(configOf('cobalt'), store);
    await kept.save(() => configOf('nickel'));
    expect(await store.value('reach.paused')).toBeUndefined();
    expect(await store.value('subscription.webhook')).toBe('w1');
  });

  /** Dispatching with a ConnectWise that answers as told; counts what was registered. */
  function dispatchingRig(answer: () => Promise<readonly Partial<Subscription>[]>) {
    const clock = new VirtualClock();
    const rig = { clock, started: true, registered: 0 };
    const dispatching = new Dispatching({
      context: {
        store: promised(),
        clock,
        installation: () => '7f3a',
        config: () => ({ ...configOf('cobalt'), started: rig.started }),
        psa: () => ({ subscriptions: answer }) as unknown as Psa,
      } as unknown as SyncContext,
      clock,
      logger: silentLogger,
      registration: {
        ensureAll: async () => {
          rig.registered += 1;
        },
      } as never,
      poller: { start() {} } as never,
      worker: { notify() {} } as never,
      saveConfig: async (change) => change(configOf('cobalt')),
      paused: false,
      onChange() {},
    });
    return Object.assign(rig, { dispatching });
  }

  it('is left alone until Start, also when another installation dispatched the one before', async () => {
    let entries: readonly Partial<Subscription>[] = [{ id: 3, description: 'Dispatch Bridge 9999', objectId: 20 }];
    const rig = dispatchingRig(async () => entries);
    const { dispatching, clock } = rig;
    await dispatching.goOn();
    expect(dispatching.watchOnly).not.toBeNull();
    // Another company, in which nobody dispatches; Start has not been pressed.
    rig.started = false;
    entries = [];
    await clock.advance(600_000);
    expect(rig.registered).toBe(0);
    expect(dispatching.watchOnly).toBeNull();
    rig.started = true;
    await dispatching.goOn();
    expect(rig.registered).toBe(1);
    dispatching.stop();
  });

  it('is left alone until Start, also when it was saved while the one before was being asked', async () => {
    let fail: (error: Error) => void = () => {};
    const rig = dispatchingRig(() => new Promise((_resolve, reject) => (fail = reject)));
    const going = rig.dispatching.goOn();
    // The connection is saved, and what was under way over the old one is called off.
    rig.started = false;
    fail(new Error('called off'));
    await going;
    expect(rig.registered).toBe(0);
    rig.dispatching.stop();
  });
});
