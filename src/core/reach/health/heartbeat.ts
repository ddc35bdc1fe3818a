import type { Clock } from '../../../shared/clock.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { Store } from '../../store/port.ts';

export interface HeartbeatOptions {
  readonly store: Pick<Store, 'value' | 'setValue'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const key = 'app.alive';
const beatMs = 300_000;
/** A shorter gap is a busy computer, or an update of the app (ms). */
const gapMs = 60_000;

export interface Gap {
  /** Last moment the app is known to have run (ms). */
  readonly from: number;
  readonly to: number;
}

/** Notes every few minutes that the app runs, so that it can be told afterwards when it did not. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #lastAt: number | null = null;
  #cancel: () => void = () => {};
  #writing: Promise<void> = Promise.resolve();

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** Begins to beat. Answers the time in which the app did not run; null when there was none, or it never ran before. */
  async start(): Promise<Gap | null> {
    const { store, clock } = this.#options;
    const last = await store.value(key);
    const now = clock.now();
    this.#beat();
    return typeof last === 'number' && now - last >= gapMs ? { from: last, to: now } : null;
  }

  /** After sleep. `asleepMs` where it is known; otherwise a beat that is overdue tells. Null when nobody slept, or it was told before. */
  wake(asleepMs?: number): Gap | null {
    const now = this.#options.clock.now();
    const last = this.#lastAt;
    if (last === null) return null;
    const since = asleepMs === undefined ? last : Math.max(last, now - asleepMs);
    const slept = now - since - (asleepMs === undefined ? beatMs : 0);
    if (slept < gapMs) return null;
    this.#beat();
    return { from: since, to: now };
  }

  /** The last beat. */
  async stop(): Promise<void> {
    if (this.#lastAt === null) return;
    this.#beat();
    this.#cancel();
    this.#lastAt = null;
    await this.#writing;
  }

  #beat(): void {
    const { store, clock, logger } = this.#options;
    this.#cancel();
    const now = clock.now();
    this.#lastAt = now;
    this.#writing = this.#writing
      .then(() => store.setValue(key, now, now))
      .catch((error: unknown) => logger.warn({ err: String(error) }, 'The heartbeat could not be written'));
    this.#next(now);
  }

  /** A beat that comes late says that nobody was awake: it waits for `wake`, which tells of the gap. */
  #next(from: number): void {
    const { clock } = this.#options;
    this.#cancel = clock.after(beatMs, () => {
      if (clock.now() - from - beatMs < gapMs) this.#beat();
      else this.#next(clock.now());
    });
  }
}
