import type { Engine, EngineChange } from '../core/engine-port.ts';
import type { Clock } from '../shared/clock.ts';
import type { EngineStatus } from '../shared/domain/status.ts';
import { AppError, type AppErrorInfo } from '../shared/errors.ts';
import { Emitter } from '../shared/lifecycle.ts';
import type { Logger } from '../shared/logger.ts';
import { stoppedStatus } from './stopped-status.ts';

export interface EngineHostOptions {
  /** Makes an engine of the profile's folder; throws AppError `store.*` when the store cannot be opened. */
  readonly create: () => Promise<Engine>;
  /** Between opening and starting: the sandbox comes up and its addresses are brought up to date. */
  readonly beforeStart: (engine: Engine) => Promise<void>;
  readonly recover: (how: 'restore-backup' | 'start-fresh') => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

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

  constructor(options: EngineHostOptions) {
    this.#options = options;
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

  wake(): void {
    this.#engine?.wake();
  }

  /** Makes the store usable again, then opens it. Rejects when the recovery itself fails. */
  async recover(how: 'restore-backup' | 'start-fresh'): Promise<void> {
    await this.#settled;
    // Any other failure would not be cured by it, and a good database would be set aside.
    if (this.#problem === null || !this.#problem.code.startsWith('store.')) {
      throw new AppError({
        code: 'app.nothing-to-recover',
        kind: 'permanent',
        message: 'The database is not what keeps Dispatch Bridge from starting; it was left as it is.',
      });
    }
    let failure: unknown = null;
    this.#settled = this.#close()
      .then(() => this.#options.recover(how))
      .then(
        () => this.#open(),
        (error: unknown) => {
          failure = error;
        },
      );
    await this.#settled;
    if (failure !== null) throw failure;
    if (this.#problem !== null) throw this.#problem;
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
      const engine = await this.#options.create();
      this.#engine = engine;
      engine.onChange((change) => this.#changes.emit(change));
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
