import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import type { FigureTally, QueueCounts } from '../store/figures-port.ts';
import type { Store } from '../store/port.ts';
import type { RequestTally } from './request-tally.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** What is too old does not compete with the start of the app. */
const settleMs = 30_000;

export interface SamplerOptions {
  readonly store: Pick<Store, 'addFigures' | 'queueCounts' | 'prune'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly requests: RequestTally;
  /** The queue as last read; looked at between two samples. */
  readonly counts: () => QueueCounts;
}

/** What waits: jobs nobody has begun, and deliveries that are no job yet. */
export function depthOf(counts: Pick<QueueCounts, 'ready' | 'inboxWaiting'>): number {
  return counts.ready + counts.inboxWaiting;
}

/**
 * Writes once a minute what no run writes: the requests since, and how deep the queue was at its deepest. A minute without a sample is one in which the
 * app did not run. Soon after the start, and once a day in an app that is never closed, it lets go of what is older than its time.
 */
export class Sampler {
  readonly #options: SamplerOptions;
  #cancel: () => void = () => {};
  #running = false;
  #deepest = 0;
  #pruneAt: number;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: SamplerOptions) {
    this.#options = options;
    this.#pruneAt = options.clock.now() + settleMs;
    options.requests.onCounted = () => this.#look();
  }

  start(): void {
    this.#running = true;
    this.#sample();
  }

  /** Nothing is sampled any more; what was counted is written. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#cancel();
    await this.flush();
  }

  /** Writes what was counted so far. Never rejects: figures are not worth stopping for. */
  flush(): Promise<void> {
    return this.#write([]);
  }

  #look(): void {
    this.#deepest = Math.max(this.#deepest, depthOf(this.#options.counts()));
  }

  /** Just after each full minute of the clock, so that none is left out. */
  #next(): void {
    if (!this.#running) return;
    const { clock } = this.#options;
    const now = clock.now();
    this.#cancel = clock.after(minuteMs - (now % minuteMs), () => this.#sample());
  }

  #sample(): void {
    const { store, clock, logger } = this.#options;
    const release = clock.hold();
    store
      .queueCounts()
      .then(async (counts) => {
        const depth = Math.max(this.#deepest, depthOf(counts));
        this.#deepest = 0;
        const at = clock.now();
        await this.#write([{ at, name: 'queue', remote: 'app', direction: 'none', count: 1, sum: depth, max: depth }]);
        if (at < this.#pruneAt) return;
        this.#pruneAt = at + dayMs;
        await store.prune(at);
      })
      .catch((error: unknown) => {
        // The end of the app takes the store from under a long tidying.
        if (this.#running) logger.warn({ err: String(error) }, 'The queue could not be sampled');
      })
      .finally(() => {
        this.#next();
        release();
      });
  }

  #write(more: readonly FigureTally[]): Promise<void> {
    const { store, logger, requests } = this.#options;
    const tallies = [...requests.take(), ...more];
    if (tallies.length === 0) return this.#writing;
    this.#writing = this.#writing
      .then(() => store.addFigures(tallies))
      .catch((error: unknown) => logger.warn({ err: String(error) }, 'Figures could not be written'));
    return this.#writing;
  }
}
