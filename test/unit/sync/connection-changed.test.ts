import { describe, expect, it } from 'vitest';
import { Configuration } from '../../../src/core/configuration.ts';
import { Dispatching } from '../../../src/core/dispatching.ts';
import type { Psa, Subscription } from '../../../src/core/psa/port.ts';
import type { SyncContext } from '../../../src/core/sync/context.ts';
import { type Config, configSchema, plainTrigger } from '../../../src/shared/config.ts';
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

async function configuration(config: Config) {
  const store = promised();
  const clock = new VirtualClock();
  await store.setValue('config', config, clock.now());
  return Configuration.open({
    store,
    clock,
    rebuild: async () => {},
    quiet: async () => {},
    onSetAside() {},
    onMakesTickets() {},
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

  it('is left alone until Start, also when another installation dispatched the one before', async () => {
    const clock = new VirtualClock();
    const store = promised();
    let started = true;
    let entries: readonly Pick<Subscription, 'id' | 'description' | 'objectId'>[] = [
      { id: 3, description: 'Dispatch Bridge 9999', objectId: 20 },
    ];
    let registered = 0;
    const dispatching = new Dispatching({
      context: {
        store,
        clock,
        installation: () => '7f3a',
        config: () => ({ ...configOf('cobalt'), started }),
        psa: () => ({ subscriptions: async () => entries }) as unknown as Psa,
      } as unknown as SyncContext,
      clock,
      logger: silentLogger,
      registration: {
        ensureAll: async () => {
          registered += 1;
        },
      } as never,
      poller: { start() {} } as never,
      worker: { notify() {} } as never,
      saveConfig: async (change) => change(configOf('cobalt')),
      paused: false,
      onChange() {},
    });
    await dispatching.goOn();
    expect(dispatching.watchOnly).not.toBeNull();
    // Another company, in which nobody dispatches; Start has not been pressed.
    started = false;
    entries = [];
    await clock.advance(600_000);
    expect(registered).toBe(0);
    expect(dispatching.watchOnly).toBeNull();
    started = true;
    await dispatching.goOn();
    expect(registered).toBe(1);
    dispatching.stop();
  });
});
