import { Worker } from 'node:worker_threads';
import type { Clock } from '../../shared/clock.ts';
import type { Ended } from './failures.ts';
import { graceMs, unlessGivenUp } from './given-up.ts';

/** A thread that is not ready by then is given up (ms). */
const startMs = 20_000;
/** Memory of the thread (MB): input, answer and everything in between. */
const resourceLimits = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };

export interface ScriptThreadOptions {
  readonly worker: URL;
  readonly name: string;
  readonly clock: Clock;
  /** How long one answer may take once the thread is ready (ms). */
  readonly deadlineMs: number;
}

/** What a thread says once it can answer; its deadlines begin then. */
export const threadReady = { ready: true } as const;

/** One message of a question's answers; a question with several scripts is answered one script at a time. */
export interface ThreadReply {
  readonly id: number;
  /** True for the question's last message. */
  readonly last: boolean;
}

export type Asked =
  | { readonly kind: 'done' }
  | { readonly kind: 'ended'; readonly why: Ended; readonly detail: string };

const stopped: Asked = { kind: 'ended', why: 'stopped', detail: '' };

/**
 * A worker thread for scripts: no environment, little memory, nothing of what it prints reaches ours. It knows one question at a time, is made when
 * it is first needed, and is replaced whenever a question had to be ended.
 */
export class ScriptThread<Question extends object, Reply extends ThreadReply> {
  readonly #options: ScriptThreadOptions;
  #worker: Worker | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #nextId = 1;
  #stopped = false;

  constructor(options: ScriptThreadOptions) {
    this.#options = options;
  }

  /** Asks when everything asked before is answered. Each reply starts the deadline anew. Rejects only when aborted. */
  ask(question: Question, onReply: (reply: Reply) => void, signal?: AbortSignal): Promise<Asked> {
    const turn = this.#last.then(() => this.#ask(question, onReply, signal));
    this.#last = turn.catch(() => {});
    return unlessGivenUp(turn, signal);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#end();
  }

  #ask(question: Question, onReply: (reply: Reply) => void, signal: AbortSignal | undefined): Promise<Asked> {
    if (this.#stopped || signal?.aborted) return Promise.resolve(stopped);
    const fresh = this.#worker === null;
    const worker = this.#thread();
    const id = this.#nextId++;
    const { clock, deadlineMs } = this.#options;
    const release = clock.hold();
    return new Promise<Asked>((resolve) => {
      const leave = (): void => {
        cancel();
        worker.off('message', onMessage);
        worker.off('error', onError);
        worker.off('exit', onExit);
        signal?.removeEventListener('abort', onAbort);
        worker.unref();
      };
      const giveUp = (settle: () => void): void => {
        leave();
        // What it is busy with would hold up the next script.
        void this.#end().then(() => {
          release();
          settle();
        });
      };
      const ended = (why: Ended, detail = ''): void =>
        giveUp(() =>
          // Before it is ready it has not seen a script yet: the computer is busy, or short of memory.
          resolve(
            this.#stopped
              ? stopped
              : ready || why === 'stopped'
                ? { kind: 'ended', why, detail }
                : { kind: 'ended', why: 'not-started', detail: 'its thread did not start' },
          ),
        );
      const onMessage = (reply: Reply | typeof threadReady): void => {
        if ('ready' in reply) {
          ready = true;
          if (signal?.aborted) onAbort();
          else restart();
          return;
        }
        if (reply.id !== id) return;
        onReply(reply);
        if (!reply.last && !signal?.aborted) {
          restart();
          return;
        }
        if (!reply.last) return;
        leave();
        release();
        resolve({ kind: 'done' });
      };
      const onError = (error: Error): void => {
        const { code } = error as { code?: unknown };
        if (code === 'ERR_WORKER_OUT_OF_MEMORY') ended('memory');
        else ended('died', error.message);
      };
      const onExit = (): void => ended('died');
      const onAbort = (): void => {
        // One that is still starting is of use to the next question.
        if (!ready) return;
        cancel();
        cancel = clock.after(graceMs, () => ended('stopped'));
      };
      let ready = !fresh;
      let cancel = clock.after(fresh ? startMs : deadlineMs, () => ended('slow'));
      const restart = (): void => {
        cancel();
        cancel = clock.after(deadlineMs, () => ended('slow'));
      };
      worker.on('message', onMessage);
      worker.on('error', onError);
      worker.on('exit', onExit);
      signal?.addEventListener('abort', onAbort, { once: true });
      worker.ref();
      worker.postMessage({ ...question, id });
    });
  }

  #thread(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(this.#options.worker, {
      name: this.#options.name,
      env: {},
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits,
    });
    worker.stdout.resume();
    worker.stderr.resume();
    // Without a listener an error of an idle thread would end the process; the script it concerns has its own.
    worker.on('error', () => {});
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null;
    });
    this.#worker = worker;
    return worker;
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}
