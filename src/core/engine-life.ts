import type { Dispatching } from './dispatching.ts';
import type { Engine, EngineOptions } from './engine-port.ts';
import { emptyTransferFolder } from './files/transfer-folder.ts';
import { appLine } from './monitor/app-line.ts';
import type { Poller } from './poll/poller.ts';
import type { Pulse } from './pulse.ts';
import type { Worker } from './queue/worker.ts';
import type { Reach } from './reach/index.ts';
import type { Remotes } from './remotes.ts';
import type { OpenStore } from './store/open.ts';
import type { SyncContext } from './sync/context.ts';
import type { Watch } from './watch-commands.ts';

/** How long a run under way may take to its end when the engine stops (ms). */
const stopGraceMs = 10_000;

/** Everything that runs on its own between start and stop. */
export interface LivingParts {
  readonly engine: EngineOptions;
  readonly context: SyncContext;
  readonly store: OpenStore;
  readonly remotes: Pick<Remotes, 'close'>;
  readonly pulse: Pick<Pulse, 'touch' | 'stop'>;
  readonly worker: Worker;
  readonly poller: Pick<Poller, 'stop'>;
  readonly reach: Pick<Reach, 'start' | 'stop'>;
  readonly dispatching: Dispatching;
  readonly watch: Pick<Watch, 'start' | 'stop'>;
  readonly scripts: { stop(): Promise<void> };
}

/** The order in which the engine's parts begin and end. */
export function engineLife(parts: LivingParts): Pick<Engine, 'start' | 'stop'> {
  const { engine, context, store, remotes, pulse, worker, poller, reach, dispatching, watch, scripts } = parts;
  const { clock } = context;
  const { logger } = engine;
  return {
    async start() {
      const { resumed, dead } = await store.recoverInterrupted(clock.now());
      if (resumed + dead > 0) logger.warn({ resumed, dead }, 'Runs were interrupted; they are taken up again');
      await emptyTransferFolder(context.transferDir);
      await reach.start();
      worker.start();
      watch.start();
      await store.appendActivities([appLine(clock.now(), 'app.started', 'ok', 'Dispatch Bridge started')]);
      pulse.touch();
      if (!context.config().started) return;
      dispatching
        .goOn(engine.takeOver)
        .catch((error: unknown) => logger.error({ err: String(error) }, 'Dispatching could not go on'));
    },
    async stop() {
      dispatching.stop();
      pulse.stop();
      // Beside each other: a tunnel and a run may each take their whole grace.
      await Promise.all([reach.stop(), poller.stop(), worker.stop(stopGraceMs)]);
      // Last: it writes what the ones above still asked.
      await watch.stop();
      await remotes.close();
      await scripts.stop();
      await engine.beforeClose?.();
      await store.close();
    },
  };
}
