import type { Clock } from '../../shared/clock.ts';
import type { UpdateState } from '../../shared/domain/updates.ts';
import { AppError } from '../../shared/errors.ts';
import type { Disposable } from '../../shared/lifecycle.ts';
import type { Logger } from '../../shared/logger.ts';
import { updateFailure } from './failure-words.ts';
import type { Release, UpdateSource } from './port.ts';

/** What is remembered between runs. */
export interface UpdateMemory {
  readonly skipped: string | null;
  readonly checkedAt: number | null;
}

export interface UpdatesOptions {
  /** Null for a build that does not update itself; `why` says how it is updated instead. */
  readonly source: UpdateSource | null;
  readonly why: string;
  readonly current: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly memory: { readonly value: UpdateMemory; save(value: UpdateMemory): void };
  /** The preference: looks by itself. */
  readonly wanted: () => boolean;
  readonly changed: () => void;
  /** Ends the runs under way; within the limit of any other quit. */
  readonly drain: () => Promise<void>;
  /** Starts the app again as it is: the installation failed after the engine was drained. */
  readonly restart: () => void;
}

type Phase = 'idle' | 'checking' | 'none' | 'available' | 'downloading' | 'ready' | 'failed';

/**
 * The app's own updates: looks a minute after the start and every six hours, and otherwise does only what a person asked for. A
 * failure is a state with words, never a dialogue: an update is never urgent enough to interrupt.
 */
export class Updates implements Disposable {
  static readonly firstLookMs = 60_000;
  static readonly everyMs = 6 * 3_600_000;
  readonly #options: UpdatesOptions;
  #phase: Phase = 'idle';
  #release: Release | null = null;
  #progress: number | null = null;
  #failure = '';
  #checking: Promise<void> | null = null;
  #cancel: (() => void) | null = null;
  #installing = false;

  constructor(options: UpdatesOptions) {
    this.#options = options;
  }

  /** Begins to look by itself. */
  start(): void {
    if (this.#options.source !== null) this.#lookIn(Updates.firstLookMs);
  }

  dispose(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  state(): UpdateState {
    const { source, current, memory, why } = this.#options;
    const version = this.#release?.version ?? null;
    return {
      state: source === null ? 'off' : this.#phase,
      current,
      version,
      releasedAt: this.#release?.releasedAt ?? null,
      notes: this.#release?.notes ?? '',
      progress: this.#phase === 'downloading' ? this.#progress : null,
      checkedAt: memory.value.checkedAt,
      skipped: version !== null && memory.value.skipped === version,
      why: source === null ? why : this.#phase === 'failed' ? this.#failure : '',
    };
  }

  /** Looks now, unless that is under way or a newer version is already being fetched or ready. Never rejects. */
  async check(): Promise<UpdateState> {
    const { source } = this.#options;
    const busy = this.#phase === 'downloading' || this.#phase === 'ready';
    if (source !== null && !busy) {
      this.#checking ??= this.#look(source).finally(() => {
        this.#checking = null;
      });
      await this.#checking;
    }
    return this.state();
  }

  /** Fetches what was found; answers at once, the state tells how far it is. Throws `updates.nothing` when there is nothing. */
  download(): UpdateState {
    const { source } = this.#options;
    if (this.#phase === 'downloading' || this.#phase === 'ready') return this.state();
    if (source === null || this.#release === null) throw nothing();
    void this.#fetch(source);
    return this.state();
  }

  /** Drains the engine and restarts into the new version. Throws `updates.nothing` before a download is complete. */
  async install(): Promise<void> {
    const { source, drain, logger, restart } = this.#options;
    if (source === null || this.#phase !== 'ready') throw nothing();
    if (this.#installing) return;
    this.#installing = true;
    logger.info({ version: this.#release?.version }, 'Installing an update');
    await drain();
    try {
      source.install();
    } catch (error) {
      this.#fail(error);
      restart();
    }
  }

  /** A skipped version is still shown, without asking for anything; a newer one is offered again. */
  skip(version: string, skip: boolean): UpdateState {
    const { memory, changed } = this.#options;
    const skipped = skip ? version : memory.value.skipped === version ? null : memory.value.skipped;
    memory.save({ ...memory.value, skipped });
    changed();
    return this.state();
  }

  #lookIn(ms: number): void {
    this.#cancel?.();
    this.#cancel = this.#options.clock.after(ms, () => {
      if (this.#options.wanted()) void this.check();
      this.#lookIn(Updates.everyMs);
    });
  }

  async #look(source: UpdateSource): Promise<void> {
    const { clock, memory } = this.#options;
    this.#go('checking');
    try {
      const found = await source.check();
      memory.save({ ...memory.value, checkedAt: clock.now() });
      // A person began to fetch what an earlier look found: that is what goes on.
      if (!this.#isChecking) return;
      this.#release = found;
      this.#go(found === null ? 'none' : 'available');
    } catch (error) {
      if (this.#isChecking) this.#fail(error);
    }
  }

  get #isChecking(): boolean {
    return this.#phase === 'checking';
  }

  async #fetch(source: UpdateSource): Promise<void> {
    this.#progress = 0;
    this.#go('downloading');
    try {
      await source.download((part) => this.#advance(part));
      this.#go('ready');
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Whole percents only: a fast line reports hundreds of times a second. */
  #advance(part: number): void {
    const progress = Math.min(1, Math.max(0, Math.floor(part * 100) / 100));
    if (progress === this.#progress) return;
    this.#progress = progress;
    this.#options.changed();
  }

  #fail(thrown: unknown): void {
    const error = updateFailure(thrown);
    this.#failure = error.message;
    this.#options.logger.warn({ code: error.code, ...error.context }, error.message);
    this.#go('failed');
  }

  #go(phase: Phase): void {
    this.#phase = phase;
    this.#options.changed();
  }
}

function nothing(): AppError {
  return new AppError({
    code: 'updates.nothing',
    kind: 'permanent',
    message: 'There is no newer version to fetch or install. Check for updates first.',
  });
}
