import type { Dispatching } from './dispatching.ts';
import type { Engine } from './engine-port.ts';
import { queueActs } from './people/queue-acts.ts';
import type { Poller } from './poll/poller.ts';
import type { Pulse } from './pulse.ts';
import type { Worker } from './queue/worker.ts';
import type { OpenStore } from './store/open.ts';
import type { SyncContext } from './sync/context.ts';
import { planRows } from './views.ts';

export interface DispatchOptions {
  readonly context: SyncContext;
  readonly store: OpenStore;
  readonly dispatching: Dispatching;
  readonly poller: Pick<Poller, 'pollNow'>;
  readonly worker: Pick<Worker, 'notify'>;
  readonly pulse: Pick<Pulse, 'refresh'>;
  /** A person did something to the queue. */
  readonly onActed: () => void;
}

type DispatchCommands = Pick<
  Engine,
  'plan' | 'begin' | 'pause' | 'resume' | 'syncNow' | 'retry' | 'approve' | 'discard'
>;

/** What a person says about sending: the plan and Start, pause and resume, sync now, and what becomes of a job that waits for them. */
export function dispatchCommands(options: DispatchOptions): DispatchCommands {
  const { context, store, dispatching, poller, worker, pulse, onActed } = options;
  const { clock } = context;
  return {
    plan: () => planRows(context, store),
    async begin(ticketIds, { takeOver, later }) {
      await dispatching.begin(ticketIds, takeOver, later);
      await pulse.refresh();
    },
    async pause(minutes) {
      await dispatching.pause(minutes);
      await pulse.refresh();
    },
    async resume() {
      await dispatching.resume();
      await pulse.refresh();
    },
    async syncNow(linkId) {
      if (linkId === undefined) return poller.pollNow();
      const job = { target: { kind: 'link', linkId }, cause: 'manual', runAt: clock.now() } as const;
      await store.enqueue(job, { now: clock.now(), revive: true });
      worker.notify();
    },
    ...queueActs(store, clock, () => {
      onActed();
      return pulse.refresh();
    }),
  };
}
