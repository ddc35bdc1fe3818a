import type { Logger } from '../shared/logger.ts';
import { t } from '../shared/strings/t.ts';

export interface CrashGuardOptions {
  readonly logger: Logger;
  /** Drains the engine; bounded by its own grace. */
  readonly stop: () => Promise<void>;
  /** Asks the person; the details are the stack. */
  readonly ask: (message: string, details: string) => Promise<'restart' | 'quit'>;
  readonly restart: () => void;
  readonly quit: () => void;
}

/**
 * What happens when something in the main process throws past everyone. An exception leaves unknown state behind: sync is
 * stopped first (its jobs resume at the next start), then a person chooses, at most once a session. A rejected promise nobody
 * waited for is logged; the work it belonged to is retried by the queue.
 */
export class CrashGuard {
  readonly #options: CrashGuardOptions;
  #asked = false;

  constructor(options: CrashGuardOptions) {
    this.#options = options;
  }

  /** True once an exception went past everyone. */
  get crashed(): boolean {
    return this.#asked;
  }

  async onException(error: unknown): Promise<void> {
    const { logger, stop, ask, restart, quit } = this.#options;
    const details = detailsOf(error);
    logger.error({ stack: details }, 'Something in Dispatch Bridge failed unexpectedly');
    if (this.#asked) return;
    this.#asked = true;
    await stop().catch((failure: unknown) =>
      logger.error({ error: detailsOf(failure) }, 'Stopping after a failure failed'),
    );
    const choice = await ask(t('crash.message'), details);
    if (choice === 'restart') restart();
    else quit();
  }

  onRejection(reason: unknown): void {
    this.#options.logger.error({ stack: detailsOf(reason) }, 'Background work failed without anyone waiting for it');
  }
}

function detailsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
