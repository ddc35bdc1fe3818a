import type { Clock } from '../shared/clock.ts';
import type { Config } from '../shared/config.ts';
import type { TicketId } from '../shared/domain/records.ts';
import { AppError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import { appLine } from './monitor/app-line.ts';
import type { Poller } from './poll/poller.ts';
import type { Worker } from './queue/worker.ts';
import type { Registration } from './reach/health/registration.ts';
import { claimCompany } from './reach/health/subscriptions.ts';
import { ownWork, type Trail } from './recovery/audit.ts';
import type { SyncContext } from './sync/context.ts';
import { triggeredTickets, triggerWords } from './sync/trigger.ts';

export interface DispatchingOptions {
  readonly context: SyncContext;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly registration: Registration;
  readonly poller: Poller;
  readonly worker: Worker;
  readonly saveConfig: (change: (config: Config) => Config) => Promise<Config>;
  readonly paused: boolean;
  /** The trail of settings. */
  readonly trail?: Trail;
  /** Dispatching began or goes on: callback and webhook are registered, polling runs. */
  readonly onDispatching?: () => void;
  readonly onChange: () => void;
}

/** How often it is asked whether another installation dispatches by now, and how soon again when nobody could be asked (ms). */
const lookAgainMs = 300_000;
const askAgainMs = 60_000;

/** Whether this installation writes: Start, pause, resume, and the case that another installation dispatches the company. */
export class Dispatching {
  readonly #options: DispatchingOptions;
  #cancelResume: () => void = () => {};
  #cancelLook: () => void = () => {};
  #stopped = false;
  paused: boolean;
  pausedUntil: number | null = null;
  /** Set while another installation dispatches: this one only watches. */
  watchOnly: AppError | null = null;

  constructor(options: DispatchingOptions) {
    this.#options = options;
    this.paused = options.paused;
  }

  /** Writes begin, or with `later` at the next start. Safe to repeat: every step finds what an earlier try left. */
  async begin(ticketIds: readonly TicketId[], takeOver: boolean, later = false): Promise<void> {
    const { context, clock, saveConfig } = this.#options;
    const { store } = context;
    const { trigger } = context.config();
    if (trigger === null) {
      throw new AppError({
        code: 'setup.no-trigger',
        kind: 'permanent',
        message: 'Choose the board and the status that send tickets first.',
        action: { do: 'open-setup', step: 'trigger' },
      });
    }
    if (!later) {
      await this.#claimAsFarAsAllowed(trigger.boardName, takeOver);
      this.watchOnly = null;
      this.#lookLater(lookAgainMs);
    }
    const here = await triggeredTickets(context);
    await store.setValue('start.approved', [...ticketIds], clock.now());
    await store.forgetIgnored(ticketIds);
    await store.ignoreTickets(here.map((ticket) => ticket.id).filter((id) => !ticketIds.includes(id)));
    for (const ticketId of ticketIds) {
      const job = { target: { kind: 'ticket', ticketId }, cause: 'start', runAt: clock.now() } as const;
      await store.enqueue(job, { now: clock.now(), revive: true });
    }
    await saveConfig((current) => ({ ...current, started: true }));
    await this.#say(
      'dispatch.started',
      'ok',
      `Dispatching started: tickets that enter ${triggerWords(trigger)} become work orders`,
    );
    if (!later) await this.#registerAndRun();
  }

  /** Dispatching goes on after a start or a pause: makes sure that nobody else dispatches, then registers and polls. */
  async goOn(takeOver = false): Promise<void> {
    await this.#look(takeOver);
    if (this.watchOnly === null) await this.#registerAndRun();
  }

  /** Asks who dispatches. When it cannot be asked now, what was known stands, and it is asked again soon. */
  async #look(takeOver = false): Promise<void> {
    const { logger, onChange } = this.#options;
    let nextMs = lookAgainMs;
    try {
      await this.#claim(takeOver);
      this.watchOnly = null;
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (error.code === 'dispatch.other-installation') {
        const known = this.watchOnly !== null;
        this.watchOnly = error;
        if (!known) await this.#say('dispatch.watching', 'attention', error.message, error);
      } else {
        nextMs = askAgainMs;
        logger.warn({ code: error.code }, error.message);
      }
    }
    onChange();
    this.#lookLater(nextMs);
  }

  async #claim(takeOver: boolean): Promise<void> {
    for (const other of await claimCompany(this.#options.context, takeOver)) {
      const line = `Took over from another Dispatch Bridge (${other}); it stops within minutes`;
      await this.#say('dispatch.taken-over', 'ok', line);
      await this.#note('Dispatching taken over', `another Dispatch Bridge (${other})`, 'this computer');
    }
  }

  /** Callbacks tell who else dispatches. Without the right to read them nobody can be asked, and polling does what they would have done. */
  async #claimAsFarAsAllowed(boardName: string, takeOver: boolean): Promise<void> {
    try {
      await this.#claim(takeOver);
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (error.code !== 'connectwise.forbidden') throw error;
      const line = `ConnectWise does not let the API member read callbacks, so whether another Dispatch Bridge dispatches ${boardName} is not known: make sure that none does`;
      await this.#say('dispatch.unclaimed', 'attention', line, error);
    }
  }

  /** Another installation may take over, or leave, while this one runs. */
  #lookLater(delayMs: number): void {
    this.#cancelLook();
    if (this.#stopped) return;
    this.#cancelLook = this.#options.clock.after(delayMs, () => {
      this.#lookAgain().catch((error: unknown) =>
        this.#options.logger.error({ err: String(error) }, 'It could not be asked who dispatches'),
      );
    });
  }

  async #lookAgain(): Promise<void> {
    // Another connection was saved meanwhile: whoever dispatched there says nothing of it, and nothing is registered there before Start.
    if (!this.#options.context.config().started) this.watchOnly = null;
    if (this.paused || !this.#options.context.config().started) return this.#lookLater(lookAgainMs);
    const watched = this.watchOnly !== null;
    await this.#look();
    if (watched && this.watchOnly === null) await this.#registerAndRun();
  }

  async pause(minutes: number | null): Promise<void> {
    const { clock } = this.#options;
    this.#cancelResume();
    this.paused = true;
    this.pausedUntil = minutes === null ? null : clock.now() + minutes * 60_000;
    if (minutes !== null) this.#cancelResume = clock.after(minutes * 60_000, () => this.#resumeByItself());
    await this.#say(
      'app.paused',
      'ok',
      minutes === null ? 'Sync paused until resumed' : `Sync paused for ${minutes} minutes`,
    );
    await this.#note('Sync', 'running', minutes === null ? 'paused until resumed' : `paused for ${minutes} minutes`);
  }

  /** `who`: a person unless told. */
  async resume(who?: string): Promise<void> {
    this.#cancelResume();
    const wasPaused = this.paused;
    this.paused = false;
    this.pausedUntil = null;
    await this.#say('app.resumed', 'ok', 'Sync resumed');
    if (wasPaused) await this.#note('Sync', 'paused', 'running', who);
    this.#options.onChange();
    this.#options.worker.notify();
    if (this.#options.context.config().started) await this.goOn();
  }

  /** A pause lasts as long as it was meant to, and says until when by the clock as it is now. */
  clockSetBack(byMs: number): void {
    if (this.pausedUntil !== null) this.pausedUntil -= byMs;
  }

  /** After sleep, in which timers stand still: a pause whose time has passed ends. */
  wake(): void {
    if (this.paused && this.pausedUntil !== null && this.#options.clock.now() >= this.pausedUntil)
      this.#resumeByItself();
  }

  #resumeByItself(): void {
    this.resume(ownWork).catch((error: unknown) =>
      this.#options.logger.error({ err: String(error) }, 'Sync could not be resumed'),
    );
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelResume();
    this.#cancelLook();
  }

  async #registerAndRun(): Promise<void> {
    // Another connection was saved while the one before was being asked: there it waits for Start.
    if (!this.#options.context.config().started) return;
    await this.#options.registration.ensureAll();
    this.#options.poller.start();
    this.#options.worker.notify();
    this.#options.onDispatching?.();
    this.#options.onChange();
  }

  async #note(what: string, before: string, after: string, who?: string): Promise<void> {
    await this.#options.trail?.note({ area: 'sync', what, before, after, ...(who === undefined ? {} : { who }) });
  }

  async #say(kind: string, result: 'ok' | 'attention', message: string, error: AppError | null = null): Promise<void> {
    await this.#options.context.store.appendActivities([
      appLine(this.#options.clock.now(), kind, result, message, error),
    ]);
  }
}
