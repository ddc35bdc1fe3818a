import type { Clock } from '../../shared/clock.ts';
import type { Engine } from '../engine-port.ts';
import type { Store } from '../store/port.ts';
import { forgetDiscarded } from '../sync/asked.ts';

/** What a person does to jobs that stopped or wait; `goOn` runs after each, before it answers. */
export function queueActs(
  store: Store,
  clock: Clock,
  goOn: () => Promise<void>,
): Pick<Engine, 'retry' | 'approve' | 'discard'> {
  async function thenGoOn<T>(work: Promise<T>): Promise<T> {
    const result = await work;
    await goOn();
    return result;
  }
  return {
    retry: (ids) => thenGoOn(store.retryJobs(ids, clock.now())),
    approve: (ids) => thenGoOn(store.approveJobs(ids, clock.now())),
    discard: (id, reason) =>
      thenGoOn(forgetDiscarded(store, [id], clock.now()).then(() => store.discardJob(id, reason, clock.now()))),
  };
}
