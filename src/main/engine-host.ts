import type { Engine, EngineChange } from '../core/engine-port.ts';
import type { Recovered, RecoverOrder } from '../core/store/rpc.ts';
import type { Clock } from '../shared/clock.ts';
import type { EngineStatus } from '../shared/domain/status.ts';
import { AppError, type AppErrorInfo } from '../shared/errors.ts';
import { Emitter } from '../shared/lifecycle.ts';
import type { Logger } from '../shared/logger.ts';
import { stoppedStatus } from './stopped-status.ts';

export interface EngineHostOptions {
  /** Makes an engine of the profile's folder; throws AppError `store.*` when the store cannot be opened. */
  readonly create: (start: { readonly paused: boolean }) => Promise<Engine>;
  /** Between opening and starting: the sandbox comes up and its addresses are brought up to date. */
  readonly beforeStart: (engine: Engine) => Promise<void>;
  readonly recover: (order: RecoverOrder) => Promise<Pick<Recovered, 'safetyCopy' | 'quarantine'>>;
  /** The first engine starts paused, and why; null starts it as usual. */
  readonly startPaused?: PausedStart | null;
  /** Told why the next engine starts paused, before a restore or an empty start touches anything, and null once somebody resumed: kept for the next start of the app. */
  readonly onPausedStart?: (start: PausedStart | null) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Why an engine started with the sync paused. */
export type PausedStart =
  /** `--paused`. */
  | { readonly because: 'asked' }
  /** The app ended unexpectedly several times in a row. */
  | { readonly because: 'crashes'; readonly times: number }
  | { readonly because: 'restored'; readonly backup: string }
  /** A person began with empty data: its links are to be found again first. */
  | { readonly because: 'fresh' };

/**
 * Holds the engine for the app. One that cannot open leaves a problem in words instead, and the window still starts; after a
 * recovery it is opened again. Callers that need the engine wait for the opening under way.
 */
export class EngineHost {
  readonly #options: EngineHostOptions;
  readonly #changes = new Emitter<EngineChange>();
  #engine: Engine | null = null;
  #problem: AppError | null = null;
  #settled: Promise<void> = Promise.resolve();
  #stopping = false;
  #pausedStart: PausedStart | null;

  constructor(options: EngineHostOptions) {
    this.#options = options;
    this.#pausedStart = options.startPaused ?? null;
  }

  /** Opens and starts; never rejects. */
  open(): Promise<void> {
    this.#settled = this.#open();
    return this.#settled;
  }

  onChange(listener: (change: EngineChange) => void): () => void {
    return this.#changes.on(listener);
  }

  /** Why there is no engine, after the opening under way has ended; null when there is one. */
  async problem(): Promise<AppErrorInfo | null> {
    await this.#settled;
    return this.#problem?.toInfo() ?? null;
  }

  /** The engine; rejects with the reason when there is none. */
  async engine(): Promise<Engine> {
    await this.#settled;
    if (this.#engine !== null) return this.#engine;
    throw (
      this.#problem ??
      new AppError({ code: 'app.quitting', kind: 'transient', message: 'Dispatch Bridge is quitting.' })
    );
  }

  status(): EngineStatus {
    if (this.#engine !== null) return this.#engine.status();
    return stoppedStatus(this.#options.clock.now(), this.#problem?.message ?? 'Starting.');
  }

  /** Why this engine started paused, as long as nobody resumed. */
  pausedStart(): PausedStart | null {
    if (this.#pausedStart !== null && this.#engine?.status().state === 'running') this.#pauseNext(null);
    return this.#pausedStart;
  }

  #pauseNext(start: PausedStart | null): void {
    this.#pausedStart = start;
    this.#options.onPausedStart?.(start);
  }

  wake(): void {
    this.#engine?.wake();
  }

  /**
   * Puts what cannot be read into quarantine and opens an empty store, paused: nothing is made before its links are found again. Rejects when that
   * fails.
   */
  async startFresh(): Promise<void> {
    await this.#settled;
    // Any other failure would not be cured by it, and a good database would be set aside.
    if (this.#problem === null || !this.#problem.code.startsWith('store.')) {
      throw new AppError({
        code: 'app.nothing-to-recover',
        kind: 'permanent',
        message: 'The database is not what keeps Dispatch Bridge from starting; it was left as it is.',
      });
    }
    const problem = this.#problem;
    const known = this.#pausedStart;
    this.#options.onPausedStart?.({ because: 'fresh' });
    await this.#replace(
      { how: 'start-fresh', why: problem.message },
      () => {
        this.#problem = problem;
        this.#pauseNext(known);
      },
      () => this.#pauseNext({ because: 'fresh' }),
    );
    if (this.#problem !== null) throw this.#problem;
  }

  /**
   * Stops the engine, puts a chosen backup in the place of what is there, and opens it again paused. Answers with the name of what was there:
   * among the backups when it was whole, else in quarantine. When the backup cannot be restored nothing was changed, and the engine goes on as
   * before.
   */
  async restore(backup: string): Promise<string> {
    await this.#settled;
    const problem = this.#problem;
    if (problem !== null && (!problem.code.startsWith('store.') || problem.code === 'store.locked')) throw problem;
    const before = this.#engine?.status().state === 'paused' ? (this.#pausedStart ?? { because: 'asked' }) : null;
    const why = problem?.message ?? 'It was replaced by a backup and could not be read whole.';
    const order = { how: 'restore-backup', backup, keepCurrent: true, why } as const;
    const known = this.#pausedStart;
    this.#options.onPausedStart?.({ because: 'restored', backup });
    const replaced = await this.#replace(
      order,
      async () => {
        this.#problem = problem;
        this.#pauseNext(problem === null ? before : known);
        if (problem === null) await this.#open();
      },
      () => this.#pauseNext({ because: 'restored', backup }),
    );
    if (this.#problem !== null) throw this.#problem;
    return replaced.safetyCopy ?? replaced.quarantine ?? '';
  }

  async #replace(
    order: RecoverOrder,
    undo: () => void | Promise<void>,
    done: () => void,
  ): Promise<Pick<Recovered, 'safetyCopy' | 'quarantine'>> {
    const work = this.#close().then(() => this.#options.recover(order));
    const opened = work.then(done).then(() => this.#open());
    this.#settled = opened.catch(undo);
    await this.#settled;
    return work;
  }

  /** Stops the engine and opens it anew, after something it was made with has changed. Callers meanwhile wait for the new one. */
  async reopen(): Promise<void> {
    await this.#settled;
    this.#settled = this.#close().then(() => this.#open());
    await this.#settled;
  }

  /** Drains and closes for good. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#settled;
    await this.#close();
  }

  async #open(): Promise<void> {
    if (this.#stopping) return;
    this.#problem = null;
    try {
      const engine = await this.#options.create({ paused: this.#pausedStart !== null });
      this.#engine = engine;
      engine.onChange((change) => {
        // Whoever resumes is not asked for the reason of the pause first.
        if (change.kind === 'status') this.pausedStart();
        this.#changes.emit(change);
      });
      await this.#options.beforeStart(engine);
      await engine.start();
    } catch (thrown) {
      this.#problem = AppError.from(thrown);
      this.#options.logger.error(
        { code: this.#problem.code, cause: String(this.#problem.cause ?? '') },
        this.#problem.message,
      );
      await this.#close();
    }
    this.#changes.emit({ kind: 'status' });
  }

  async #close(): Promise<void> {
    const engine = this.#engine;
    this.#engine = null;
    try {
      await engine?.stop();
    } catch (error) {
      this.#options.logger.error({ error: String(error) }, 'The engine did not stop cleanly');
    }
  }
}
