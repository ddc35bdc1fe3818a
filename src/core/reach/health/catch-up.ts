import type { Clock } from '../../../shared/clock.ts';
import type { Outage } from '../../../shared/domain/reach.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { Poller } from '../../poll/poller.ts';
import type { OutageBook } from './outages.ts';

export interface CatchUpOptions {
  readonly outages: Pick<OutageBook, 'unsettled' | 'caughtUp'>;
  readonly poller: Pick<Poller, 'catchUp' | 'lookedAt'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly mayAct: () => boolean;
}

/** How soon it is looked again whether everything was caught up (ms). */
const againMs = 60_000;
/** Without a poll for this long before the end of an outage, nobody looked at what records do not show (ms). */
const blindMs = 900_000;

/** After each outage has everything looked at that may have changed in it, and notes when that was done. */
export class CatchUp {
  readonly #options: CatchUpOptions;
  /** Outages in whose last minutes nobody looked, as it was when they ended: polls after it must not change that. */
  readonly #unseen = new Map<number, boolean>();
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #cancel: () => void = () => {};

  constructor(options: CatchUpOptions) {
    this.#options = options;
  }

  /** An outage ended, or dispatching goes on: begins at once, or joins what is under way. */
  begin(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Nothing begins any more; a poll under way ends with the poller. */
  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  async #run(): Promise<void> {
    const { logger } = this.#options;
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        await this.#look();
      }
    } catch (error) {
      if (this.#stopped) return;
      logger.error({ err: String(error) }, 'Catching up after an outage failed');
      this.#later();
    }
  }

  async #look(): Promise<void> {
    const { outages, poller, clock, mayAct } = this.#options;
    const lookedAt = poller.lookedAt ?? 0;
    const over = (await outages.unsettled()).flatMap((one) => (one.to === null ? [] : [{ ...one, to: one.to }]));
    for (const one of over) {
      const pairs = this.#unseen.get(one.id) ?? unseen(one, lookedAt);
      this.#unseen.set(one.id, pairs);
      if (this.#stopped || !mayAct()) continue;
      if (await poller.catchUp(one.to, { pairs })) {
        await outages.caughtUp([one.id], clock.now());
        this.#unseen.delete(one.id);
      } else this.#later();
    }
  }

  #later(): void {
    this.#cancel();
    if (this.#stopped) return;
    this.#cancel = this.#options.clock.after(againMs, () => void this.begin());
  }
}

/** Nobody looked in its last minutes: the app did not run, the computer slept, or nothing could be asked. */
function unseen({ kind, to }: Outage & { readonly to: number }, lookedAt: number): boolean {
  return kind === 'asleep' || kind === 'not-running' || lookedAt < to - blindMs;
}
