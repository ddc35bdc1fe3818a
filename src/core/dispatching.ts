import type { Clock } from '../shared/clock.ts';
import type { Config } from '../shared/config.ts';
import type { TicketId } from '../shared/domain/records.ts';
import { AppError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import { appLine } from './monitor/app-line.ts';
import type { Worker } from './queue/worker.ts';
import type { Registration } from './registration.ts';
import { claimCompany } from './subscriptions.ts';
import type { SyncContext } from './sync/context.ts';
import type { Poller } from './sync/poller.ts';

export interface DispatchingOptions {
  readonly context: SyncContext;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly registration: Registration;
  readonly poller: Poller;
  readonly worker: Worker;
  readonly saveConfig: (change: (config: Config) => Config) => Promise<Config>;
  readonly paused: boolean;
  readonly onChange: () => void;
}

/** Whether this installation writes: Start, pause, resume, and the case that another installation dispatches the company. */
export class Dispatching {
  readonly #options: DispatchingOptions;
  #cancelResume: () => void = () => {};
  paused: boolean;
  pausedUntil: number | null = null;
  /** Set while another installation dispatches: this one only watches. */
  watchOnly: AppError | null = null;

  constructor(options: DispatchingOptions) {
    this.#options = options;
    this.paused = options.paused;
  }

  /** Writes begin. Safe to repeat: every step finds what an earlier try left. */
  async begin(ticketIds: readonly TicketId[], takeOver: boolean): Promise<void> {
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
    await claimCompany(context, takeOver);
    this.watchOnly = null;
    const here = await context.psa().ticketsInStatus(trigger.boardId, trigger.statusId);
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
      `Dispatching started: tickets that enter ${trigger.statusName} on ${trigger.boardName} become work orders`,
    );
    await this.#registerAndRun();
  }

  /** Dispatching goes on after a start or a pause: makes sure that nobody else dispatches, then registers and polls. */
  async goOn(): Promise<void> {
    const { context, logger, onChange } = this.#options;
    try {
      await claimCompany(context, false);
      this.watchOnly = null;
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (error.code === 'dispatch.other-installation') {
        this.watchOnly = error;
        await this.#say('dispatch.watching', 'attention', error.message, error);
        onChange();
        return;
      }
      // The remote cannot be asked now; its lane is paused and the check comes again at the next start.
      logger.warn({ code: error.code }, error.message);
    }
    await this.#registerAndRun();
  }

  async pause(minutes: number | null): Promise<void> {
    const { clock } = this.#options;
    this.#cancelResume();
    this.paused = true;
    this.pausedUntil = minutes === null ? null : clock.now() + minutes * 60_000;
    if (minutes !== null) this.#cancelResume = clock.after(minutes * 60_000, () => void this.resume());
    await this.#say(
      'app.paused',
      'ok',
      minutes === null ? 'Sync paused until resumed' : `Sync paused for ${minutes} minutes`,
    );
  }

  async resume(): Promise<void> {
    this.#cancelResume();
    this.paused = false;
    this.pausedUntil = null;
    await this.#say('app.resumed', 'ok', 'Sync resumed');
    this.#options.onChange();
    this.#options.worker.notify();
    if (this.#options.context.config().started) await this.goOn();
  }

  stop(): void {
    this.#cancelResume();
  }

  async #registerAndRun(): Promise<void> {
    await this.#options.registration.ensureAll();
    this.#options.poller.start();
    this.#options.worker.notify();
    this.#options.onChange();
  }

  async #say(kind: string, result: 'ok' | 'attention', message: string, error: AppError | null = null): Promise<void> {
    await this.#options.context.store.appendActivities([
      appLine(this.#options.clock.now(), kind, result, message, error),
    ]);
  }
}
