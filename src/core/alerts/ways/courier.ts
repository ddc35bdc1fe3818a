import type { Clock } from '../../../shared/clock.ts';
import type { AlertWay, WayFailure } from '../../../shared/domain/alerts.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Logger } from '../../../shared/logger.ts';
import { redactText } from '../../monitor/redact.ts';
import type { TellingText } from '../words.ts';
import { testText, type Way } from './way.ts';

/** When a message that did not go out is tried again, counted from the try before (ms). */
export const retryDelaysMs: readonly number[] = [60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000];
/** How often it is tried without a network (ms). A night of it says nothing about the message, so none is given up for it. */
export const offlineDelayMs = 15 * 60_000;
/** Messages that wait for a way that does not work; of more the oldest are dropped, and stand on the page of alerts. */
const mostWaiting = 20;

const passing: ReadonlySet<AppError['kind']> = new Set(['transient', 'offline', 'rate-limited', 'ambiguous']);

export interface CourierOptions {
  readonly name: AlertWay;
  readonly way: Way;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Strikes out secrets; without it only what looks like one. */
  readonly redact?: (text: string) => string;
  /** Kept and shown in the settings; null = the last message arrived. Never raises an alert. */
  readonly report: (failure: WayFailure | null) => Promise<void>;
  /** A line for the log: a message was given up. */
  readonly givenUp: (failure: WayFailure) => Promise<void>;
}

interface Message {
  readonly text: TellingText;
  readonly settle: (taken: boolean) => void;
}

/** Brings messages out by one way, one after the other, with tries in between. Nothing waits for it. */
export class Courier {
  readonly #options: CourierOptions;
  readonly #waiting: Message[] = [];
  readonly #stopping = new AbortController();
  #working: Promise<void> | null = null;

  constructor(options: CourierOptions) {
    this.#options = options;
  }

  /** True once it went out; false when it was given up, too many waited, or this stopped before. */
  bring(text: TellingText): Promise<boolean> {
    if (this.#stopping.signal.aborted) return Promise.resolve(false);
    return new Promise((settle) => {
      this.#waiting.push({ text, settle });
      const dropped = this.#waiting.splice(0, Math.max(0, this.#waiting.length - mostWaiting));
      for (const message of dropped) message.settle(false);
      this.#working ??= this.#work().finally(() => {
        this.#working = null;
      });
    });
  }

  /** One message now; throws AppError with what went wrong. */
  async test(): Promise<void> {
    try {
      await this.#options.way.send(testText(), this.#stopping.signal);
    } catch (thrown) {
      const error = this.#clean(thrown);
      await this.#report({ at: this.#options.clock.now(), message: error.message });
      throw error;
    }
    await this.#report(null);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#working;
  }

  async #work(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift())
      next.settle(await this.#deliver(next.text));
  }

  async #deliver(text: TellingText): Promise<boolean> {
    const { way, clock, logger, name } = this.#options;
    const { signal } = this.#stopping;
    for (let tries = 0; !signal.aborted; tries += 1) {
      try {
        await way.send(text, signal);
        await this.#report(null);
        return true;
      } catch (thrown) {
        if (signal.aborted) return false;
        const error = this.#clean(thrown);
        const failure = { at: clock.now(), message: error.message };
        logger.warn({ way: name, code: error.code, tries: tries + 1 }, error.message);
        await this.#report(failure);
        const delay = delayFor(error, tries);
        if (delay === null) {
          await this.#options
            .givenUp(failure)
            .catch((fault: unknown) => logger.warn({ err: String(fault) }, 'Not logged'));
          return false;
        }
        await clock.sleep(Math.max(delay, error.retryAfterMs ?? 0), signal);
      }
    }
    return false;
  }

  /** A server repeats in its refusal what it was sent. */
  #clean(thrown: unknown): AppError {
    const error = AppError.from(thrown);
    const message = (this.#options.redact ?? redactText)(error.message);
    return message === error.message ? error : AppError.fromInfo({ ...error.toInfo(), message });
  }

  async #report(failure: WayFailure | null): Promise<void> {
    await this.#options
      .report(failure)
      .catch((fault: unknown) => this.#options.logger.warn({ err: String(fault) }, 'The state of a way was not kept'));
  }
}

/** How long to wait before it is tried again (ms); null = it is given up. */
function delayFor({ kind }: AppError, tries: number): number | null {
  if (!passing.has(kind)) return null;
  const delay = retryDelaysMs[tries] ?? null;
  return kind === 'offline' ? Math.min(delay ?? offlineDelayMs, offlineDelayMs) : delay;
}
