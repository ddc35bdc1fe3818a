import type { Clock } from '../../shared/clock.ts';
import type { NewActivity } from '../../shared/domain/activity.ts';
import { AppError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { recordedBy } from '../http/recording.ts';
import type { ClaimedJob, JobOutcome, Store } from '../store/port.ts';
import { isTrouble } from '../store/store-errors.ts';
import { outcomeOf } from './outcome.ts';
import { failed, type RunRecorder, type RunResult, stopping, tooLong, withRequests } from './run-result.ts';

export type { RunRecorder, RunResult } from './run-result.ts';
/** `extend` gives the run at least this much more time (ms) from now: a large file is on its way, and moving. */
export type JobHandler = (job: ClaimedJob, signal: AbortSignal, extend: (ms: number) => void) => Promise<RunResult>;

export interface WorkerOptions {
  readonly store: Store;
  readonly handler: JobHandler;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly concurrency: number;
  /** Longest a single run may take (ms). */
  readonly deadlineMs: number;
  /** ms UTC until which no job may start because a lane is closed; null = open. `Infinity` waits for `notify`. */
  readonly blockedUntil: () => number | null;
  readonly step: (name: string) => Promise<void>;
  /** Made for each run: notes down what it asks of the remotes. */
  readonly requestLog?: () => RunRecorder;
  readonly describe: (job: ClaimedJob, outcome: JobOutcome) => NewActivity | null;
  readonly onSettled: () => void;
  /** The store refused to work (disk full, read-only, corrupt): sync stops rather than spins. */
  readonly onStoreFailure: (error: AppError) => void;
}

/**
 * Claims jobs and runs them, a few at a time, each to a settled end. Woken by `notify()` and by one timer for the next `runAt`;
 * nothing polls the store.
 */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #running = new Map<number, AbortController>();
  readonly #idleWaiters = new Set<() => void>();
  /** Runs that only wait for their settlement to be committed: their place is free, and the next claim shares the commit. */
  #settling = 0;
  #active = false;
  #claiming: Promise<void> | null = null;
  #again = false;
  #cancelTimer: () => void = () => {};

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#active = true;
    this.notify();
  }

  get runningCount(): number {
    return this.#running.size;
  }

  get #free(): number {
    return this.#options.concurrency - (this.#running.size - this.#settling);
  }

  /** Something may be ready: look now. */
  notify(): void {
    if (!this.#active) return;
    if (this.#claiming !== null) {
      this.#again = true;
      return;
    }
    this.#claiming = this.#claim().finally(() => {
      this.#claiming = null;
      if (this.#again) {
        this.#again = false;
        this.notify();
      }
    });
  }

  /** Resolves when nothing runs. Whoever calls it has seen to it that nothing new may start (`blockedUntil`). */
  async idle(): Promise<void> {
    await this.#claiming;
    if (this.#running.size === 0) return;
    await new Promise<void>((resolve) => this.#idleWaiters.add(resolve));
  }

  /** No new runs; those under way finish, or are aborted after `graceMs` and put back without using an attempt. */
  async stop(graceMs: number): Promise<void> {
    this.#active = false;
    this.#cancelTimer();
    // What was claimed a moment ago still runs to its settled end.
    await this.#claiming;
    if (this.#running.size === 0) return;
    const idle = new Promise<void>((resolve) => this.#idleWaiters.add(resolve));
    const cancel = this.#options.clock.after(graceMs, () => {
      for (const controller of this.#running.values()) controller.abort(stopping());
    });
    await idle;
    cancel();
  }

  async #claim(): Promise<void> {
    const { store, clock, blockedUntil } = this.#options;
    this.#cancelTimer();
    let ask = 1;
    while (this.#active && this.#free > 0) {
      const blocked = blockedUntil();
      const now = clock.now();
      if (blocked !== null && blocked > now) {
        if (Number.isFinite(blocked)) this.#wakeAt(blocked);
        return;
      }
      let claimed: readonly (ClaimedJob | null)[];
      try {
        // One at first; while there is work, every free place asks at once and the store commits the claims together.
        claimed = await Promise.all(Array.from({ length: ask }, () => store.claimJob(now)));
      } catch (error) {
        this.#options.onStoreFailure(AppError.from(error));
        return;
      }
      for (const job of claimed) if (job !== null) this.#run(job);
      ask = Math.max(1, this.#free);
      if (claimed.includes(null)) {
        const next = await store.nextRunAt().catch(() => null);
        if (next !== null && this.#active) this.#wakeAt(Math.max(next, clock.now() + 1));
        return;
      }
    }
  }

  #wakeAt(at: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(Math.max(0, at - this.#options.clock.now()), () => this.notify());
  }

  #run(job: ClaimedJob): void {
    const controller = new AbortController();
    this.#running.set(job.id, controller);
    const deadline = this.#deadline(controller);
    void this.#runToEnd(job, controller.signal, deadline.extend).finally(() => {
      deadline.cancel();
      this.#running.delete(job.id);
      if (this.#running.size === 0) {
        for (const resolve of this.#idleWaiters) resolve();
        this.#idleWaiters.clear();
      }
      this.notify();
    });
  }

  #deadline(controller: AbortController): { readonly extend: (ms: number) => void; readonly cancel: () => void } {
    const { clock, deadlineMs } = this.#options;
    const abort = (): void => controller.abort(tooLong());
    let endsAt = clock.now() + deadlineMs;
    let cancel = clock.after(deadlineMs, abort);
    let over = false;
    return {
      extend: (ms) => {
        const wanted = clock.now() + ms;
        if (over || controller.signal.aborted || wanted <= endsAt) return;
        cancel();
        endsAt = wanted;
        cancel = clock.after(ms, abort);
      },
      cancel: () => {
        over = true;
        cancel();
      },
    };
  }

  async #runToEnd(job: ClaimedJob, signal: AbortSignal, extend: (ms: number) => void): Promise<void> {
    const { handler, clock, random, logger, step, onSettled, onStoreFailure } = this.#options;
    const recorder = this.#options.requestLog?.();
    let result: RunResult;
    try {
      await step('job.claimed');
      result = await (recorder === undefined
        ? handler(job, signal, extend)
        : recordedBy(recorder, () => handler(job, signal, extend)));
      if (result.failure !== null) {
        const { failure } = result;
        logger.warn(
          { job: job.entityKey, attempt: job.attempts, code: failure.code, err: failure.stack },
          failure.message,
        );
        result = { ...result, outcome: outcomeOf(failure, job.attempts, clock.now(), random) };
      }
    } catch (thrown) {
      const error = signal.aborted && signal.reason instanceof AppError ? signal.reason : AppError.from(thrown);
      const log = error.kind === 'bug' ? logger.error.bind(logger) : logger.warn.bind(logger);
      log(
        {
          job: job.entityKey,
          attempt: job.attempts,
          code: error.code,
          err: thrown instanceof Error ? thrown.stack : String(thrown),
        },
        error.message,
      );
      result = failed(outcomeOf(error, job.attempts, clock.now(), random));
    }
    try {
      await step('settle.before');
      await this.#settle(job, withRequests(result, recorder, logger));
      await step('settled');
      onSettled();
    } catch (error) {
      onStoreFailure(AppError.from(error));
    }
  }

  /**
   * One transaction. What the store refuses about this job alone makes it a dead letter; a store that cannot write stops the engine. Requests
   * are kept for reading only: whatever is refused about them never keeps a run from its end.
   */
  async #settle(job: ClaimedJob, result: RunResult): Promise<void> {
    const { requests, ...bare } = result;
    const refused = await this.#tryCommit(job, result);
    if (refused === null) return;
    const dead = failed({ kind: 'dead', error: refused.toInfo() });
    if (requests === undefined) return this.#commit(job, dead);
    if ((await this.#tryCommit(job, { ...dead, requests })) === null) return;
    const bareRefused = await this.#tryCommit(job, bare);
    if (bareRefused !== null) await this.#commit(job, failed({ kind: 'dead', error: bareRefused.toInfo() }));
  }

  /** What the store refuses about this job alone; null when it was committed. */
  async #tryCommit(job: ClaimedJob, result: RunResult): Promise<AppError | null> {
    try {
      await this.#commit(job, result);
      return null;
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (isTrouble(error.toInfo()) || error.code === 'store.closed') throw error;
      this.#options.logger.error({ job: job.entityKey, code: error.code, context: error.context }, error.message);
      return error;
    }
  }

  async #commit(job: ClaimedJob, result: RunResult): Promise<void> {
    const { store, clock, describe } = this.#options;
    const line = describe(job, result.outcome);
    const { failure: _, ...settlement } = result;
    const settled = store.settleJob({
      ...settlement,
      job,
      now: clock.now(),
      activities: line === null ? result.activities : [...result.activities, line],
    });
    this.#settling += 1;
    this.notify();
    await settled.finally(() => {
      this.#settling -= 1;
    });
  }
}
