import type { Clock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { IntakeHost } from '../../intake/host.ts';
import { appLine } from '../../monitor/app-line.ts';
import type { SyncContext } from '../../sync/context.ts';
import type { OwnSecrets } from '../../webhooks/secrets.ts';
import { type CallbackFound, keepCallback } from './own-callback.ts';
import { keepWebhook, type WebhookFound } from './own-webhook.ts';
import { RegisteredMemory } from './registered.ts';
import { type Rest, type Resting, restCallbacks, restFinding, restWebhook, switchedOffLine } from './resting.ts';

export interface RegistrationOptions {
  readonly context: SyncContext;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly intake: IntakeHost;
  readonly secrets: () => OwnSecrets;
}

export type Found = CallbackFound | WebhookFound;

/** What a look found and did. Null: it has not been looked at since the start, or there is nothing to register. */
export interface Look {
  readonly at: number;
  /** Origin it was pointed at. */
  readonly baseUrl: string;
  readonly found: Found | null;
  /** Why it does not stand; null when it does. */
  readonly error: AppError | null;
}

interface Way {
  /** The webhook's secret is sent too. */
  readonly always: boolean;
}

/** One thing to register, and how its last try ended: the code of its failure, null when it stands, undefined before the first try. */
interface Part {
  readonly name: string;
  /** Tab of the Callbacks page it is on. */
  readonly tab: 'callbacks' | 'webhooks';
  readonly keep: (baseUrl: string, way: Way) => Promise<Found | null>;
  failure: string | null | undefined;
  /** Code of the failure to switch it off, when that was last to be done. */
  unrest: string | null;
  last: Look | null;
}

/**
 * The callback at ConnectWise and the webhook at Field Nation. What could not be registered (offline at start, a missing right) is tried again
 * after every poll that worked; the log says so once per reason, not every minute.
 */
export class Registration {
  readonly #options: RegistrationOptions;
  readonly #callback: Part;
  readonly #webhook: Part;
  #running: Promise<void> = Promise.resolve();
  #waiting = 0;
  #report: (found: Found) => Promise<void> = async () => {};
  /** What is remembered of entries; also of those a person registers and pauses. */
  readonly memory: RegisteredMemory;

  constructor(options: RegistrationOptions) {
    this.#options = options;
    const { context, clock, secrets } = options;
    this.memory = new RegisteredMemory(context.store, clock);
    const part = (name: string, tab: Part['tab'], keep: Part['keep']): Part => ({
      name,
      tab,
      keep,
      failure: undefined,
      unrest: null,
      last: null,
    });
    this.#callback = part('The ConnectWise callback', 'callbacks', (baseUrl) =>
      keepCallback(context, this.memory, { baseUrl, pathToken: secrets().pathToken }),
    );
    this.#webhook = part('The Field Nation webhook', 'webhooks', (baseUrl, { always }) =>
      keepWebhook(context, this.memory, { baseUrl, secrets: secrets(), always }),
    );
  }

  /** Who is told of every look: what it found, and what it did. */
  reportTo(report: (found: Found) => Promise<void>): void {
    this.#report = report;
  }

  /** Looks at both again, whatever their state: at start, at Start and after a pause. */
  ensureAll(): Promise<void> {
    return this.#inTurn(async () => {
      for (const part of this.#parts) if (part.failure === null) part.failure = undefined;
      await this.#ensure(this.#parts, { always: true });
    });
  }

  /** Looks at both unless they were looked at since `since` (ms), and repairs what drifted. */
  check(since: number): Promise<void> {
    return this.#inTurn(() =>
      this.#ensure(
        this.#parts.filter((part) => !this.#isHere(part) || (part.last?.at ?? 0) < since),
        { always: false },
      ),
    );
  }

  /**
   * Switches off what leads here, while nothing can reach this workstation and nothing shall. What could not be switched off, or not be asked for, is in
   * the answer.
   */
  rest(): Promise<readonly Rest[]> {
    return this.#inTurn(async () => {
      const { context, intake, secrets } = this.#options;
      if (intake.mode() !== 'none') return [];
      const rests: Rest[] = [];
      for (const [part, rest] of [
        [this.#callback, () => restCallbacks(context, this.memory, secrets())],
        [this.#webhook, () => restWebhook(context, this.memory, secrets())],
      ] as const) {
        part.last = null;
        part.failure = undefined;
        const found = await rest();
        rests.push(found);
        await this.#sayRest(part, found);
      }
      return rests;
    });
  }

  /** Tries again what does not stand; joins what is under way. */
  ensureMissing(): Promise<void> {
    if (this.#waiting > 0) return this.#running;
    return this.#inTurn(() =>
      this.#ensure(
        this.#parts.filter((part) => part.failure !== null || !this.#isHere(part)),
        { always: true },
      ),
    );
  }

  /** True while callback and webhook are registered and the listener is open, as far as is known. */
  get complete(): boolean {
    return this.#parts.every((part) => part.failure === null && this.#isHere(part));
  }

  /** How the last looks ended. */
  get callback(): Look | null {
    return this.#callback.last;
  }

  get webhook(): Look | null {
    return this.#webhook.last;
  }

  /** Whether the last look pointed it at the address of now. */
  #isHere({ last }: Part): boolean {
    return last !== null && last.baseUrl === this.#options.intake.baseUrl();
  }

  get #parts(): readonly Part[] {
    return [this.#callback, this.#webhook];
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const turn = this.#running.then(work).finally(() => {
      this.#waiting -= 1;
    });
    this.#running = turn.then(
      () => {},
      () => {},
    );
    return turn;
  }

  /** What was switched off, each; what could not be, once per reason. */
  async #sayRest(part: Part, { resting }: Rest): Promise<void> {
    const { context, clock, logger } = this.#options;
    const now = clock.now();
    const lines = resting
      .filter((one) => one.switchedOff)
      .map((one) => appLine(now, 'subscription.resting', 'ok', switchedOffLine(one)));
    const stuck = resting.find((one): one is Resting & { error: AppError } => one.error !== null);
    const before = part.unrest;
    part.unrest = stuck?.error.code ?? null;
    if (stuck !== undefined) {
      const { message } = restFinding(stuck);
      logger.warn({ code: stuck.error.code }, message);
      if (before !== stuck.error.code)
        lines.push(appLine(now, 'subscription.failed', 'attention', message, stuck.error));
    }
    if (lines.length > 0) await context.store.appendActivities(lines);
  }

  async #ensure(parts: readonly Part[], way: Way): Promise<void> {
    for (const part of parts) {
      const baseUrl = this.#options.intake.baseUrl();
      if (baseUrl === null) return;
      await this.#try(part, baseUrl, way);
    }
  }

  async #try(part: Part, baseUrl: string, way: Way): Promise<void> {
    const { context, clock, logger } = this.#options;
    const before = part.failure;
    let found: Found | null = null;
    let error: AppError | null = null;
    try {
      found = await part.keep(baseUrl, way);
      error = found?.error ?? (found?.paused ? pausedHere(part) : null);
    } catch (thrown) {
      error = AppError.from(thrown);
    }
    part.last = { at: clock.now(), baseUrl, found, error };
    part.failure = error?.code ?? null;
    if (found !== null) await this.#report(found);
    if (error === null) {
      if (before === undefined || before === null) return;
      await context.store.appendActivities([
        appLine(
          clock.now(),
          'subscription.registered',
          'ok',
          `${part.name} is registered; changes arrive at once again.`,
        ),
      ]);
      return;
    }
    logger.warn({ code: error.code }, `${part.name} is not registered: ${error.message}`);
    // What a person paused was told when that person did it.
    if (before === error.code || error.code === pausedCode) return;
    const message = `${part.name} is not registered: ${error.message} Changes are found by polling every ${context.config().limits.pollSeconds} s; it is tried again after each poll.`;
    await context.store.appendActivities([appLine(clock.now(), 'subscription.failed', 'attention', message, error)]);
  }
}

const pausedCode = 'subscription.paused';

/** Not an error, but as little arrives as with one. */
function pausedHere({ name, tab }: Part): AppError {
  return new AppError({
    code: pausedCode,
    kind: 'permanent',
    message: `${name} was switched off on the Callbacks page.`,
    action: { do: 'open-callbacks', tab },
  });
}
