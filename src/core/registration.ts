import type { Clock } from '../shared/clock.ts';
import { AppError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { IntakeHost } from './intake/host.ts';
import { appLine } from './monitor/app-line.ts';
import { ensureCallback } from './subscriptions.ts';
import type { SyncContext } from './sync/context.ts';
import { ensureWebhook } from './webhooks/ensure.ts';
import type { OwnSecrets } from './webhooks/secrets.ts';

export interface RegistrationOptions {
  readonly context: SyncContext;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly intake: IntakeHost;
  readonly secrets: () => OwnSecrets;
}

/** One thing to register, and how its last try ended: the code of its failure, null when it stands, undefined before the first try. */
interface Part {
  readonly name: string;
  readonly ensure: (baseUrl: string) => Promise<void>;
  failure: string | null | undefined;
}

/**
 * The callback at ConnectWise and the webhook at Field Nation. What could not be registered (offline at start, a missing right) is tried again
 * after every poll that worked; the log says so once per reason, not every minute.
 */
export class Registration {
  readonly #options: RegistrationOptions;
  readonly #parts: readonly Part[];
  #running: Promise<void> | null = null;

  constructor(options: RegistrationOptions) {
    this.#options = options;
    const { context, secrets } = options;
    this.#parts = [
      {
        name: 'The ConnectWise callback',
        ensure: (baseUrl) => ensureCallback(context, baseUrl, secrets().pathToken),
        failure: undefined,
      },
      {
        name: 'The Field Nation webhook',
        ensure: (baseUrl) => ensureWebhook(context, baseUrl, secrets()),
        failure: undefined,
      },
    ];
  }

  /** Looks at both again, whatever their state: at start, at Start and after a pause. */
  ensureAll(): Promise<void> {
    for (const part of this.#parts) if (part.failure === null) part.failure = undefined;
    return this.ensureMissing();
  }

  /** True while callback and webhook are registered and the listener is open, as far as is known. */
  get complete(): boolean {
    return this.#options.intake.baseUrl() !== null && this.#parts.every((part) => part.failure === null);
  }

  ensureMissing(): Promise<void> {
    this.#running ??= this.#ensure().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #ensure(): Promise<void> {
    const baseUrl = this.#options.intake.baseUrl();
    if (baseUrl === null) return;
    for (const part of this.#parts) {
      if (part.failure !== null) await this.#try(part, baseUrl);
    }
  }

  async #try(part: Part, baseUrl: string): Promise<void> {
    const { context, clock, logger } = this.#options;
    const before = part.failure;
    try {
      await part.ensure(baseUrl);
      part.failure = null;
      if (before === undefined) return;
      await context.store.appendActivities([
        appLine(
          clock.now(),
          'subscription.registered',
          'ok',
          `${part.name} is registered; changes arrive at once again.`,
        ),
      ]);
    } catch (thrown) {
      const error = AppError.from(thrown);
      part.failure = error.code;
      logger.warn({ code: error.code }, `${part.name} is not registered: ${error.message}`);
      if (before === error.code) return;
      const message = `${part.name} is not registered: ${error.message} Changes are found by polling every ${context.config().limits.pollSeconds} s; it is tried again after each poll.`;
      await context.store.appendActivities([appLine(clock.now(), 'subscription.failed', 'attention', message, error)]);
    }
  }
}
