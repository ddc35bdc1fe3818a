import type { Clock } from '../../shared/clock.ts';
import type { AlertsConfig } from '../../shared/domain/alerts.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Store } from '../store/port.ts';
import { nameOf } from './look.ts';
import { type Telling, type Waiting, whatToTell } from './telling.ts';
import { type TellingText, tellingText } from './words.ts';

export interface TellerOptions {
  readonly store: Pick<Store, 'waitingAlerts' | 'alertsTold'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly config: () => AlertsConfig;
  /** Hands one message to each way that is on; true once one of them took it, false when none did. Never throws. */
  readonly tell: (text: TellingText) => Promise<boolean>;
  /** Some were told. */
  readonly onTold: () => void;
}

/**
 * Tells what waits once it is due. It counts as told when a way took it: what no way took, or was under way when the app ended, is told after the
 * next start, or when how alerts are told is changed. Until then it is handed over once.
 */
export class Teller {
  readonly #options: TellerOptions;
  /** Ids of those that were handed over and do not count as told. */
  readonly #handed = new Set<number>();
  /** Of these, those that no way took. */
  readonly #refused = new Set<number>();
  /** When one of this rule and key was handed over (ms); the store knows only those that were taken. */
  readonly #handedAt = new Map<string, number>();
  #lastAt: number | null = null;
  readonly #underWay = new Set<Promise<void>>();
  #cancel: () => void = () => {};
  #asking: Promise<void> = Promise.resolve();
  #stopped = true;

  constructor(options: TellerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stopped = false;
  }

  /** Something was raised or is over. */
  check(): void {
    if (this.#stopped) return;
    this.#asking = this.#asking.then(() => this.#checkNow());
  }

  /** How alerts are told was changed: what no way took may be taken now. */
  changed(): void {
    for (const id of this.#refused) this.#handed.delete(id);
    this.#refused.clear();
    this.check();
  }

  /** Nothing more is handed over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#asking;
  }

  /** What the ways took is kept. Once they have stopped, this ends. */
  async kept(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #checkNow(): Promise<void> {
    const { store, clock, config, logger } = this.#options;
    if (this.#stopped) return;
    this.#cancel();
    const { native, chat, email, quietHours } = config();
    // Where nobody is to be told, it waits until somebody is, or until it is over.
    if (!native && !chat.on && !email.on) return;
    try {
      const now = clock.now();
      const { telling, nextAt } = whatToTell(this.#notHanded(await store.waitingAlerts()), quietHours, now);
      if (telling !== null) this.#handOver(telling, now);
      if (nextAt !== null && !this.#stopped)
        this.#cancel = clock.after(Math.max(0, nextAt - clock.now()), () => this.check());
    } catch (error) {
      if (!this.#stopped)
        logger.warn({ err: String(error) }, 'Alerts could not be told; it is tried again at the next look');
    }
  }

  /** What the store knows, and what only this teller does. */
  #notHanded({ waiting, lastToldAt }: Waiting): Waiting {
    const there = new Set(waiting.map(({ alert }) => alert.id));
    for (const id of this.#handed) if (!there.has(id)) this.#handed.delete(id);
    return {
      waiting: waiting
        .filter(({ alert }) => !this.#handed.has(alert.id))
        .map(({ alert, toldBefore }) => ({
          alert,
          toldBefore: later(toldBefore, this.#handedAt.get(nameOf(alert)) ?? null),
        })),
      lastToldAt: later(lastToldAt, this.#lastAt),
    };
  }

  #handOver(telling: Telling, now: number): void {
    this.#lastAt = now;
    for (const alert of telling.alerts) {
      this.#handed.add(alert.id);
      this.#handedAt.set(nameOf(alert), now);
    }
    const bringing = this.#bring(telling).catch((error) =>
      this.#options.logger.warn({ err: String(error) }, 'It was not kept that alerts were told'),
    );
    this.#underWay.add(bringing);
    void bringing.then(() => this.#underWay.delete(bringing));
  }

  async #bring(telling: Telling): Promise<void> {
    const { store, clock, tell, onTold } = this.#options;
    if (await tell(tellingText(telling))) {
      await store.alertsTold(
        telling.alerts.map(({ id }) => id),
        clock.now(),
      );
      onTold();
      return;
    }
    for (const alert of telling.alerts) {
      this.#refused.add(alert.id);
      // Nobody heard of it: when it comes back, that is not "again".
      this.#handedAt.delete(nameOf(alert));
    }
  }
}

function later(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}
