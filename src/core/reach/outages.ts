import type { Clock } from '../../shared/clock.ts';
import type { Outage, OutageKind } from '../../shared/domain/reach.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Store } from '../store/port.ts';

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

  constructor(options: OutageBookOptions) {
    this.#options = options;
  }

  /** `from` in ms: the last moment it is known to have worked; default now. `why` is a sentence. */
  began(kind: OutageKind, why: string, from: number = this.#options.clock.now()): Promise<void> {
    return this.#options.store.beginOutage({ kind, why, from }).then(() => this.#options.onChange());
  }

  /** `at` in ms; default now. */
  ended(kind: OutageKind, at: number = this.#options.clock.now()): Promise<void> {
    return this.#options.store.endOutage(kind, at).then(() => this.#options.onChange());
  }

  /** Newest first. */
  list(limit: number): Promise<readonly Outage[]> {
    return this.#options.store.outages(limit);
  }

  /** The one of this kind that lasts; null when there is none. */
  async open(kind: OutageKind): Promise<Outage | null> {
    return (await this.#options.store.unsettledOutages()).find((one) => one.kind === kind && one.to === null) ?? null;
  }
}
