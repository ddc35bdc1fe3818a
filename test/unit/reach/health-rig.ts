import type { Subscription } from '../../../src/core/psa/port.ts';
import { HealthCheck, type HealthCheckOptions } from '../../../src/core/reach/health/health.ts';
import { OutageBook } from '../../../src/core/reach/health/outages.ts';
import { RegisteredMemory } from '../../../src/core/reach/health/registered.ts';
import type { Look, Registration } from '../../../src/core/reach/health/registration.ts';
import type { Store } from '../../../src/core/store/port.ts';
import type { TunnelState } from '../../../src/core/tunnel/port.ts';
import { configSchema } from '../../../src/shared/config.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { inMemoryStore } from '../store/in-memory.ts';

/** The store's rows behind promises, as everybody but its own tests knows it. */
export function promised(store = inMemoryStore()): Store {
  return new Proxy(store, {
    get: (target, name) => {
      const method = Reflect.get(target, name) as unknown;
      return typeof method === 'function' ? async (...args: unknown[]) => method.apply(target, args) : method;
    },
  }) as unknown as Store;
}

type Listener = ReturnType<HealthCheckOptions['intake']['status']>;

/** A health check whose registration only counts, on a clock moved by hand. */
export function healthRig(store: Store = promised()) {
  const clock = new VirtualClock();
  const looks: number[] = [];
  const caughtUp: { until: number; pairs: boolean }[] = [];
  const rig = {
    store,
    clock,
    /** When registration was looked at. */
    looks,
    caughtUp,
    acting: true,
    base: 'https://here.example' as string | null,
    tunnel: { kind: 'up', url: 'https://here.example', since: 0 } as TunnelState,
    listener: {
      state: 'listening',
      mode: 'public',
      port: 8300,
      message: '',
      lastDeliveryAt: null,
      refused: 0,
    } as Listener,
    callback: null as Look | null,
    /** What ConnectWise gives when it is asked for its callbacks. */
    atConnectWise: [] as readonly Subscription[],
    /** How long a look at registration takes (ms). */
    takesMs: 0,
    looked: true,
    hurried: 0,
  };
  const context = {
    store,
    clock,
    config: () => configSchema.parse({ formatVersion: 1, started: true }),
    psa: () => ({ subscriptions: async () => rig.atConnectWise }),
  } as unknown as HealthCheckOptions['context'];
  const memory = new RegisteredMemory(store, clock);
  const registration = {
    memory,
    reportTo() {},
    async check() {
      looks.push(clock.now());
      if (rig.takesMs > 0) await clock.sleep(rig.takesMs);
    },
    rest: async () => [],
    get callback() {
      return rig.callback;
    },
    webhook: null,
  } as unknown as Registration;
  const outages = new OutageBook({ store, clock, logger: silentLogger, onChange() {} });
  const health = new HealthCheck({
    context,
    clock,
    logger: silentLogger,
    registration,
    outages,
    poller: {
      lookedAt: null,
      hurry() {
        rig.hurried += 1;
      },
      catchUp: async (until, { pairs }) => {
        caughtUp.push({ until, pairs });
        return rig.looked;
      },
    },
    mayAct: () => rig.acting,
    mayKeep: () => rig.acting,
    intake: { mode: () => rig.listener.mode, status: () => rig.listener, baseUrl: () => rig.base },
    tunnel: () => rig.tunnel,
    workstation: () => ({ installation: '7f3a', pathToken: 'token', baseUrl: rig.base, triggerBoardId: 20 }),
    onChange() {},
  });
  return Object.assign(rig, { health, outages, memory });
}
