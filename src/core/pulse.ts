import type { Clock } from '../shared/clock.ts';
import { AppError } from '../shared/errors.ts';
import { Emitter } from '../shared/lifecycle.ts';
import type { Logger } from '../shared/logger.ts';
import type { EngineChange } from './engine-port.ts';
import type { QueueCounts } from './store/figures-port.ts';
import type { OpenStore } from './store/open.ts';

/** Changes are gathered this long before the counts are read again (ms). */
const readEveryMs = 200;

interface Counts {
  readonly counts: QueueCounts;
  readonly links: Awaited<ReturnType<OpenStore['countLinks']>>;
  readonly conflicts: number;
}

/** What the engine tells about itself: the figures of its status, kept fresh, and who is told when something changed. */
export class Pulse {
  readonly #store: OpenStore;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #changes: Emitter<EngineChange>;
  #counts: Counts;
  #cancelRead: (() => void) | null = null;
  /** Why the engine writes nothing any more; null while it works. */
  stoppedBy: AppError | null = null;
  lastSyncAt: number | null = null;

  private constructor(store: OpenStore, clock: Clock, logger: Logger, counts: Counts) {
    this.#store = store;
    this.#clock = clock;
    this.#logger = logger;
    this.#counts = counts;
    this.#changes = new Emitter((error) => logger.error({ err: String(error) }, 'A listener failed'));
    store.onActivity((lastId) => this.#changes.emit({ kind: 'log', lastId }));
    store.onTrouble((info) => this.stopBecause(AppError.fromInfo(info)));
  }

  static async start(store: OpenStore, clock: Clock, logger: Logger): Promise<Pulse> {
    return new Pulse(store, clock, logger, await countsOf(store));
  }

  get counts(): Counts {
    return this.#counts;
  }

  on(listener: (change: EngineChange) => void): () => void {
    return this.#changes.on(listener);
  }

  /** Something changed; the counts are read again after a moment, once for all changes in it. */
  touch(): void {
    this.#cancelRead ??= this.#clock.after(readEveryMs, () => {
      this.#cancelRead = null;
      this.refresh().catch((error: unknown) =>
        this.#logger.warn({ err: String(error) }, 'The status could not be read'),
      );
    });
  }

  /** Links or jobs changed: pages that show them are to read again. */
  recordsChanged(): void {
    this.#changes.emit({ kind: 'links' });
    this.#changes.emit({ kind: 'attention' });
    this.touch();
  }

  /** The tunnel, what is registered, its health or an outage changed. */
  reachChanged(): void {
    this.#changes.emit({ kind: 'reach' });
    this.touch();
  }

  alertsChanged(): void {
    this.#changes.emit({ kind: 'alerts' });
  }

  async refresh(): Promise<void> {
    this.#counts = await countsOf(this.#store);
    this.#changes.emit({ kind: 'status' });
  }

  /** The first reason stands. */
  stopBecause(error: AppError): void {
    if (this.stoppedBy !== null) return;
    this.stoppedBy = error;
    this.#logger.error({ code: error.code }, error.message);
    this.#changes.emit({ kind: 'status' });
  }

  stop(): void {
    this.#cancelRead?.();
  }
}

async function countsOf(store: OpenStore): Promise<Counts> {
  const [counts, links, conflicts] = await Promise.all([
    store.queueCounts(),
    store.countLinks(),
    store.countConflicts(),
  ]);
  return { counts, links, conflicts };
}
