import type { Clock } from '../../shared/clock.ts';
import type { AlertsConfig } from '../../shared/domain/alerts.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Store } from '../store/port.ts';
import { whatToTell } from './telling.ts';
import { type TellingText, tellingText } from './words.ts';

export interface TellerOptions {
  readonly store: Pick<Store, 'waitingAlerts' | 'alertsTold'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly config: () => AlertsConfig;
  /** Hands one message to each way that is on; never throws, never waits for an answer. */
  readonly tell: (text: TellingText) => void;
  /** Some were told. */
  readonly onTold: () => void;
}

/**
 * Tells what waits once it is due. It is marked as told before it is handed over: when the app ends in that moment it stands on the page of alerts and is
 * not told twice.
 */
export class Teller {
  readonly #options: TellerOptions;
  #cancel: () => void = () => {};
  #asking: Promise<void> = Promise.resolve();
  #stopped = true;

  constructor(options: TellerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stopped = false;
  }

  /** Something was raised or is over, or how alerts are told was changed. */
  check(): void {
    if (this.#stopped) return;
    this.#asking = this.#asking.then(() => this.#checkNow());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#asking;
  }

  async #checkNow(): Promise<void> {
    const { store, clock, config, logger, tell, onTold } = this.#options;
    if (this.#stopped) return;
    this.#cancel();
    const { native, chat, email, quietHours } = config();
    // Where nobody is to be told, it waits until somebody is, or until it is over.
    if (!native && !chat.on && !email.on) return;
    try {
      const now = clock.now();
      const { telling, nextAt } = whatToTell(await store.waitingAlerts(), quietHours, now);
      if (telling !== null) {
        await store.alertsTold(
          telling.alerts.map(({ id }) => id),
          now,
        );
        tell(tellingText(telling));
        onTold();
      }
      if (nextAt !== null && !this.#stopped)
        this.#cancel = clock.after(Math.max(0, nextAt - clock.now()), () => this.check());
    } catch (error) {
      if (!this.#stopped)
        logger.warn({ err: String(error) }, 'Alerts could not be told; it is tried again at the next look');
    }
  }
}
