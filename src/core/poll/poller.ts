import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { appLine } from '../monitor/app-line.ts';
import type { SyncContext } from '../sync/context.ts';
import { LinkedRecords } from './linked.ts';
import { dayMs, paceOf, requestsPerPoll, staleAfterMs } from './pace.ts';
import type { Look } from './port.ts';
import { SavedTickets } from './saved-tickets.ts';
import { StaleLinks } from './stale.ts';
import { TriggeredTickets } from './triggered.ts';
import { UnlinkedWorkOrders } from './unlinked.ts';

export interface PollerOptions {
  readonly context: SyncContext;
  readonly clock: Clock;
  readonly logger: Logger;
  /** False while paused, not started, or a lane is closed. */
  readonly mayPoll: () => boolean;
  /** Whether callbacks and webhooks are registered and reach the listener, and when one last arrived. */
  readonly intake: () => { readonly registered: boolean; readonly lastDeliveryAt: number | null };
  readonly onQueued: () => void;
  readonly onPolled: (error: AppError | null) => void;
}

/** Remembers how records looked, to tell what is new. */
interface Part {
  forget(): void;
}

/**
 * At start and then at its pace it asks for tickets in the trigger without a link, tickets saved since, linked work orders, and pairs nobody
 * looked at for long. A lost callback therefore costs minutes, not a record. After days off the first poll finds everything; creates above the
 * bulk limit wait for approval as ever.
 */
export class Poller {
  readonly #options: PollerOptions;
  readonly #triggered = new TriggeredTickets();
  readonly #saved = new SavedTickets();
  readonly #linked = new LinkedRecords();
  readonly #stale = new StaleLinks();
  readonly #unlinked = new UnlinkedWorkOrders();
  readonly #controller = new AbortController();
  #cancel: () => void = () => {};
  #running: Promise<void> | null = null;
  #lastMissedAt: number | null = null;
  /** When the poll under way, or the last one, began (ms). */
  #beganAt = 0;
  /** When the last poll began that asked everything and was refused nothing (ms). */
  #wholeFrom = 0;
  /** A round of all linked work orders is to begin after this time (ms). */
  #roundFor = 0;
  /** Pairs that had no run since are to have one (ms). */
  #pairsSince = 0;
  #refusals: ReadonlySet<string> = new Set();
  nextAt: number | null = null;

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  start(): void {
    void this.pollNow();
  }

  async stop(): Promise<void> {
    this.#controller.abort();
    this.#cancel();
    this.nextAt = null;
    await this.#running;
  }

  /** After the poll under way, forgets what records looked like: the numbers mean other records now. */
  async leave(): Promise<void> {
    await this.#running;
    this.#forget();
  }

  #forget(): void {
    for (const part of [this.#triggered, this.#saved, this.#linked, this.#stale, this.#unlinked]) part.forget();
  }

  get pace(): 'fast' | 'relaxed' {
    const { clock, intake } = this.#options;
    return paceOf({ now: clock.now(), ...intake(), lastMissedAt: this.#lastMissedAt });
  }

  #intervalMs(): number {
    const { pollSeconds, relaxedPollSeconds } = this.#options.context.config().limits;
    return (this.pace === 'fast' ? pollSeconds : Math.max(pollSeconds, relaxedPollSeconds)) * 1000;
  }

  /** Polls at once, or joins the poll under way, and sets the next one. */
  pollNow(): Promise<void> {
    if (this.#running !== null) return this.#running;
    this.#cancel();
    this.#running = this.#poll().finally(() => {
      this.#running = null;
      if (!this.#controller.signal.aborted) this.#nextAfter(this.#intervalMs());
    });
    return this.#running;
  }

  /** The way in changed, and the pace with it: the next poll comes no later than it says. */
  hurry(): void {
    if (this.nextAt === null || this.#running !== null) return;
    const delay = this.#intervalMs();
    if (this.#options.clock.now() + delay < this.nextAt) this.#nextAfter(delay);
  }

  #nextAfter(delayMs: number): void {
    this.#cancel();
    this.nextAt = this.#options.clock.now() + delayMs;
    this.#cancel = this.#options.clock.after(delayMs, () => void this.pollNow());
  }

  /**
   * After a gap that was over at `until` (ms): polls unless that was done since, and answers whether everything was looked at since then. When no
   * poll looked while the gap lasted, each open pair is to have a run as well, at the polls' own pace: what a record does not show may have
   * changed. To be asked again until it answers true.
   */
  async catchUp(until: number, { pairs }: { readonly pairs: boolean }): Promise<boolean> {
    if (pairs) this.#pairsSince = Math.max(this.#pairsSince, until);
    if (until > this.#roundFor) {
      this.#roundFor = until;
      this.#linked.beginAnew();
    }
    if (this.#running !== null && this.#beganAt < until) await this.#running;
    if (this.#running !== null || this.#wholeFrom < until) await this.pollNow();
    // A clock that was put back leaves times of the future behind, which say nothing.
    if (this.#wholeFrom > this.#options.clock.now()) this.#wholeFrom = 0;
    if (this.#wholeFrom < until || this.#linked.wholeRoundBeganAt < until) return false;
    return !pairs || (await this.#stale.lookedSince(this.#options.context, until));
  }

  /** When the last poll that met no difficulty had begun (ms); null = none since the start. */
  get lookedAt(): number | null {
    return this.#wholeFrom === 0 ? null : this.#wholeFrom;
  }

  async #poll(): Promise<void> {
    const { context, clock, mayPoll, onPolled, onQueued, logger } = this.#options;
    if (!mayPoll()) return;
    this.#beganAt = clock.now();
    let skipped = false;
    const look: Look = {
      context,
      signal: this.#controller.signal,
      onQueued,
      onMissed: () => {
        this.#lastMissedAt = clock.now();
      },
    };
    const budget = requestsPerPoll(context.config().limits.fieldnationPerMinute, this.#intervalMs());
    const errors: AppError[] = [];
    // Each asks for itself: what one of them is refused, or a trigger nobody can read, keeps no other from looking.
    const ask = async <T>(parts: readonly Part[], work: () => Promise<T>): Promise<T | null> => {
      try {
        if (!this.#controller.signal.aborted && mayPoll()) return await work();
        for (const part of parts) part.forget();
        skipped = true;
        return null;
      } catch (thrown) {
        // What was seen may not have been queued: look at everything again next time.
        for (const part of parts) part.forget();
        if (!this.#controller.signal.aborted) errors.push(AppError.from(thrown));
        return null;
      }
    };
    await ask([this.#triggered], () => this.#triggered.look(look, dayMs));
    const saved = await ask([this.#saved], () => this.#saved.look(look));
    await ask([this.#linked, this.#saved], async () => {
      await this.#linked.look(look, saved ?? new Map(), budget);
      if (saved !== null) await this.#saved.keepCursor(look);
    });
    await ask([this.#unlinked], () => this.#unlinked.look(look));
    await ask([this.#stale], () => this.#stale.look(look, staleAfterMs(this.pace), budget, this.#pairsSince));
    if (this.#controller.signal.aborted) return;
    if (!skipped && errors.length === 0) this.#wholeFrom = this.#beganAt;
    for (const error of errors) logger.warn({ code: error.code }, `Polling stopped early: ${error.message}`);
    await this.#sayRefusals(errors);
    onPolled(errors[0] ?? null);
  }

  /** What waiting does not help is told in the log, once for as long as it lasts; lanes tell the rest. */
  async #sayRefusals(errors: readonly AppError[]): Promise<void> {
    const { context, clock, logger } = this.#options;
    const refusals = errors.filter(({ kind }) => kind === 'permanent' || kind === 'conflict' || kind === 'bug');
    const news = refusals.filter(({ message }) => !this.#refusals.has(message));
    this.#refusals = new Set(refusals.map(({ message }) => message));
    if (news.length === 0) return;
    const lines = news.map((error) =>
      appLine(clock.now(), 'poll.refused', 'attention', `Looking for changes was refused: ${error.message}`, error),
    );
    await context.store
      .appendActivities(lines)
      .catch((thrown: unknown) => logger.warn({ err: String(thrown) }, 'The log could not be written'));
  }
}
