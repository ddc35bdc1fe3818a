import type { Clock } from '../../../shared/clock.ts';
import type { ChildProcessHandle, ProcessHost } from '../../process-host.ts';
import { graceMs, unlessGivenUp } from '../given-up.ts';
import { nativeConvert } from './dates.ts';
import type { DocumentResult, EvaluatorMessage } from './messages.ts';
import type { JsonnetRunner, Ran } from './runner.ts';

/** A process that is not ready by then is given up (ms). */
const startMs = 20_000;
/** One that had nothing to do for so long is ended (ms). */
const idleMs = 5 * 60_000;
/** At most so many at a time; the one that was used least recently makes room. */
const maxEvaluators = 4;

export interface NativeJsonnetOptions {
  readonly processHost: ProcessHost;
  /** Path of the process's module: `jsonnet/evaluator.ts` under Node 24, the bundled file in the app. */
  readonly evaluator: string;
  readonly clock: Clock;
  readonly deadlineMs: number;
  /** Memory of one process, code included (MB). */
  readonly memoryMb?: number;
}

type Answer = Extract<EvaluatorMessage, { kind: 'answer' }>;

const stopped: Ran = { kind: 'ended', why: 'stopped', detail: '' };

/** Native Jsonnet: one long-lived process for each mapping, replaced when a document overran. */
export class NativeJsonnet implements JsonnetRunner {
  readonly kind = 'native';
  readonly lacks: readonly string[] = [];
  readonly convert = nativeConvert;
  readonly #options: NativeJsonnetOptions;
  /** Those used last at the end. */
  readonly #evaluators = new Map<string, Evaluator>();
  #available: Promise<boolean> | null = null;
  #stopped = false;

  constructor(options: NativeJsonnetOptions) {
    this.#options = options;
  }

  available(): Promise<boolean> {
    this.#available ??= this.#probe();
    return this.#available;
  }

  async run(mapping: string, document: string, signal?: AbortSignal): Promise<Ran> {
    while (!this.#stopped) {
      signal?.throwIfAborted();
      const free = this.#take(mapping);
      // At once: between taking and running nobody else may end it to make room.
      if (free instanceof Evaluator) return free.run(document, signal);
      await free;
    }
    return stopped;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#evaluators.values()].map((evaluator) => evaluator.end()));
    this.#evaluators.clear();
  }

  async #probe(): Promise<boolean> {
    const ran = await this.run('', 'null');
    return ran.kind !== 'ended' || ran.why === 'slow';
  }

  /** The mapping's evaluator, or what to wait for before asking again: one that makes room, or any of those that are all at work. */
  #take(mapping: string): Evaluator | Promise<unknown> {
    const known = this.#evaluators.get(mapping);
    if (known === undefined && this.#evaluators.size >= maxEvaluators) {
      const resting = [...this.#evaluators].find(([, each]) => !each.busy);
      if (resting === undefined) return Promise.race([...this.#evaluators.values()].map((each) => each.idle()));
      this.#evaluators.delete(resting[0]);
      return resting[1].end();
    }
    const evaluator = known ?? new Evaluator(this.#options);
    this.#evaluators.delete(mapping);
    this.#evaluators.set(mapping, evaluator);
    return evaluator;
  }
}

/** One process, made when it is needed; one document after the other. */
class Evaluator {
  readonly #options: NativeJsonnetOptions;
  #process: Promise<ChildProcessHandle | string> | null = null;
  #child: ChildProcessHandle | null = null;
  #gone: Promise<void> = Promise.resolve();
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #nextId = 1;
  #cancelIdle = (): void => {};
  /** What the document under way listens to. */
  #onAnswer = (_answer: Answer): void => {};
  #onDeath = (_code: number | null): void => {};
  #onStop = (): void => {};

  constructor(options: NativeJsonnetOptions) {
    this.#options = options;
  }

  get busy(): boolean {
    return this.#waiting > 0;
  }

  async idle(): Promise<void> {
    await this.#last;
  }

  run(document: string, signal?: AbortSignal): Promise<Ran> {
    this.#waiting += 1;
    this.#cancelIdle();
    const turn = this.#last.then(() => this.#run(document, signal));
    this.#last = turn
      .catch(() => {})
      .finally(() => {
        this.#waiting -= 1;
        if (this.#waiting === 0 && this.#child !== null)
          this.#cancelIdle = this.#options.clock.after(idleMs, () => void this.end());
      });
    return unlessGivenUp(turn, signal);
  }

  /** Ends the process, if there is one; the next document makes another. */
  async end(): Promise<void> {
    this.#cancelIdle();
    const child = this.#child;
    this.#child = null;
    this.#process = null;
    if (child === null) return;
    this.#onStop();
    child.kill();
    await this.#gone;
  }

  async #run(document: string, signal: AbortSignal | undefined): Promise<Ran> {
    if (signal?.aborted) return stopped;
    const release = this.#options.clock.hold();
    try {
      this.#process ??= this.#start();
      const child = await this.#process;
      if (typeof child === 'string') {
        await this.end();
        return { kind: 'ended', why: 'not-started', detail: child };
      }
      return await this.#ask(child, document, signal);
    } finally {
      release();
    }
  }

  #ask(child: ChildProcessHandle, document: string, signal: AbortSignal | undefined): Promise<Ran> {
    const { clock, deadlineMs, memoryMb = defaultMemoryMb } = this.#options;
    const id = this.#nextId++;
    return new Promise<Ran>((resolve) => {
      let open = true;
      const close = (settle: () => void, end: boolean): void => {
        if (!open) return;
        open = false;
        cancel();
        signal?.removeEventListener('abort', onAbort);
        if (end) void this.end().then(settle);
        else settle();
      };
      let cancel = clock.after(deadlineMs, () =>
        close(() => resolve({ kind: 'ended', why: 'slow', detail: '' }), true),
      );
      const onAbort = (): void => {
        cancel();
        cancel = clock.after(graceMs, () => close(() => resolve(stopped), true));
      };
      this.#onStop = () => close(() => resolve(stopped), false);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#onAnswer = (answer) => {
        if (answer.id !== id) return;
        // Memory is seldom given back: a process that grew is replaced before it hurts a script that is not to blame.
        close(() => resolve(ranOf(answer.result)), answer.result.kind === 'memory' || answer.rssMb > memoryMb * 0.6);
      };
      this.#onDeath = (code) =>
        close(() => resolve({ kind: 'ended', why: 'crash', detail: code === null ? '' : `code ${code}` }), true);
      child.send({ id, document });
    });
  }

  /** The process, or why there is none. */
  #start(): Promise<ChildProcessHandle | string> {
    const { processHost, evaluator, clock, memoryMb = defaultMemoryMb } = this.#options;
    let child: ChildProcessHandle;
    try {
      child = processHost.start(evaluator, [String(memoryMb)], 'Dispatch Bridge scripts', { confined: true });
    } catch (thrown) {
      return Promise.resolve(`its process could not be started: ${thrown instanceof Error ? thrown.message : thrown}`);
    }
    this.#child = child;
    this.#gone = new Promise<void>((resolve) => {
      child.onExit((code) => {
        if (this.#child === child) {
          this.#child = null;
          this.#process = null;
          this.#onDeath(code);
        }
        resolve();
      });
    });
    return new Promise((resolve) => {
      const cancel = clock.after(startMs, () => resolve('its process did not start'));
      child.onExit(() => {
        cancel();
        resolve('its process ended as it started');
      });
      child.onMessage((message) => {
        const said = message as EvaluatorMessage;
        if (said.kind === 'answer') return this.#child === child ? this.#onAnswer(said) : undefined;
        cancel();
        resolve(said.kind === 'ready' ? child : said.detail);
      });
    });
  }
}

const defaultMemoryMb = 256;

function ranOf(result: DocumentResult): Ran {
  return result.kind === 'value' || result.kind === 'fault' ? result : { kind: 'ended', why: result.kind, detail: '' };
}
