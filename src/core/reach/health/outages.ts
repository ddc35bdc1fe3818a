import type { Clock } from '../../../shared/clock.ts';
import type { Outage, OutageKind } from '../../../shared/domain/reach.ts';
import { AppError } from '../../../shared/errors.ts';
import { Emitter } from '../../../shared/lifecycle.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { Store } from '../../store/port.ts';

export interface OutageBookOptions {
  readonly store: Pick<Store, 'beginOutage' | 'endOutage' | 'outagesCaughtUp' | 'outages' | 'unsettledOutages'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A row was added or changed: whoever shows the timeline reads it again. */
  readonly onChange: () => void;
}

/**
 * The times in which changes did not arrive by themselves. At most one of each kind lasts at a time; beginning one that lasts changes nothing,
 * ending one that does not last does nothing. What is written is written in the order of the calls.
 */
export class OutageBook {
  readonly #options: OutageBookOptions;
  readonly #began: Emitter<OutageKind>;
  readonly #ended: Emitter<OutageKind>;
  #writing: Promise<unknown> = Promise.resolve();
  /** As the store has them; null before they were first read. */
  #unsettled: readonly Outage[] | null = null;

  constructor(options: OutageBookOptions) {
    this.#options = options;
    const failed = (error: unknown): void =>
      options.logger.error({ err: String(error) }, 'A listener of the outages failed');
    this.#began = new Emitter(failed);
    this.#ended = new Emitter(failed);
  }

  /** `from` in ms: the last moment it is known to have worked; default now. `why` is a sentence. */
  async began(kind: OutageKind, why: string, from: number = this.#options.clock.now()): Promise<void> {
    let began = false;
    await this.#write(async () => {
      began = this.#lasting(await this.#read(), kind) === null;
      if (began) await this.#options.store.beginOutage({ kind, why, from: Math.min(from, this.#options.clock.now()) });
      return began;
    });
    if (began) this.#began.emit(kind);
  }

  /** `at` in ms; default now. */
  async ended(kind: OutageKind, at: number = this.#options.clock.now()): Promise<void> {
    let ended = false;
    await this.#write(async () => {
      ended = this.#lasting(await this.#read(), kind) !== null;
      if (ended) await this.#options.store.endOutage(kind, at);
      return ended;
    });
    if (ended) this.#ended.emit(kind);
  }

  /** Everything that may have changed in these was looked at. */
  caughtUp(ids: readonly number[], at: number): Promise<void> {
    return this.#write(async () => {
      await this.#options.store.outagesCaughtUp(ids, at);
      return true;
    });
  }

  /** Newest first. */
  async list(limit: number): Promise<readonly Outage[]> {
    await this.#writing;
    return this.#options.store.outages(limit);
  }

  /** The one of this kind that lasts; null when there is none. */
  async open(kind: OutageKind): Promise<Outage | null> {
    await this.#writing;
    return this.#lasting(await this.#read(), kind);
  }

  /** Those that last or are not caught up yet, oldest first. */
  async unsettled(): Promise<readonly Outage[]> {
    await this.#writing;
    return this.#read();
  }

  /** False while one lasts or is not caught up, as far as is known. */
  get settled(): boolean {
    return this.#unsettled === null || this.#unsettled.length === 0;
  }

  /** Told after each that began. */
  onBegan(listener: (kind: OutageKind) => void): () => void {
    return this.#began.on(listener);
  }

  /** Told after each that ended. */
  onEnded(listener: (kind: OutageKind) => void): () => void {
    return this.#ended.on(listener);
  }

  #lasting(outages: readonly Outage[], kind: OutageKind): Outage | null {
    return outages.find((one) => one.kind === kind && one.to === null) ?? null;
  }

  async #read(): Promise<readonly Outage[]> {
    this.#unsettled ??= await this.#options.store.unsettledOutages();
    return this.#unsettled;
  }

  /** `work` answers whether it changed something. A store that refuses is told by the store itself; the timeline then has a gap. */
  #write(work: () => Promise<boolean>): Promise<void> {
    const { logger, onChange } = this.#options;
    const written = this.#writing.then(async () => {
      try {
        if (!(await work())) return;
        this.#unsettled = null;
        await this.#read();
        onChange();
      } catch (error) {
        this.#unsettled = null;
        if (error instanceof AppError && error.code === 'store.closed') return;
        logger.error({ err: String(error) }, 'The timeline of outages could not be written');
      }
    });
    this.#writing = written;
    return written;
  }
}
