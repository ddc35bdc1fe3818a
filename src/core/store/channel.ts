import { Worker } from 'node:worker_threads';
import { assertNever } from '../../shared/assert.ts';
import type { Clock } from '../../shared/clock.ts';
import { AppError, type AppErrorInfo } from '../../shared/errors.ts';
import type { Answer, Request, WorkerMode } from './rpc.ts';

type Callable<M> = Record<keyof M, (...args: never[]) => unknown> & { shutdown(): void };

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: AppError) => void;
  readonly release: () => void;
}

export interface ChannelEvents {
  readonly onActivity?: (lastId: number) => void;
  readonly onError?: (error: AppErrorInfo) => void;
}

/**
 * This thread's end of one store worker. Every call holds the clock until its answer is here: to a virtual clock a commit under way is
 * something happening.
 */
export class Channel<M extends Callable<M>> {
  readonly #worker: Worker;
  readonly #clock: Clock;
  readonly #events: ChannelEvents;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ready: Promise<unknown>;
  readonly #exited: Promise<void>;
  #nextId = 1;
  #ended: AppError | null = null;
  /** From the first word of the worker until it is asked to end: an end in between is trouble, whether or not anybody waits. */
  #serving = false;

  constructor(url: URL, start: WorkerMode, clock: Clock, events: ChannelEvents = {}) {
    this.#clock = clock;
    this.#events = events;
    this.#worker = new Worker(url, { workerData: start, name: `store ${start.mode}` });
    const release = clock.hold();
    this.#ready = new Promise((resolve, reject) => {
      this.#waiting.set(0, { resolve, reject, release });
    });
    this.#worker.on('message', (answer: Answer) => this.#onAnswer(answer));
    this.#worker.on('error', (error) => this.#end(stopped(error)));
    this.#exited = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#end(stopped());
        resolve();
      });
    });
  }

  /** What the worker said when it had opened; rejects with why it did not. */
  ready(): Promise<unknown> {
    return this.#ready;
  }

  call<K extends keyof M & string>(method: K, ...args: Parameters<M[K]>): Promise<ReturnType<M[K]>> {
    return this.#request(method, args) as Promise<ReturnType<M[K]>>;
  }

  /** Resolves when the thread has ended and its locks are free. */
  async shutdown(): Promise<void> {
    this.#serving = false;
    const release = this.#clock.hold();
    try {
      if (this.#ended === null) await this.#request('shutdown', []);
      await this.#exited;
    } finally {
      release();
    }
  }

  exited(): Promise<void> {
    return this.#exited;
  }

  #request(method: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    const id = this.#nextId;
    this.#nextId += 1;
    const release = this.#clock.hold();
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, release });
      const request: Request = { id, method, args };
      try {
        this.#worker.postMessage(request);
      } catch (error) {
        // Not cloneable: a function or a class instance in the arguments.
        this.#waiting.delete(id);
        release();
        reject(AppError.from(error));
      }
    });
  }

  #onAnswer(answer: Answer): void {
    switch (answer.kind) {
      case 'ready':
        this.#serving = true;
        this.#take(0, (waiting) => waiting.resolve(answer.value));
        break;
      case 'refused':
        this.#take(0, (waiting) => waiting.reject(AppError.fromInfo(answer.error)));
        break;
      case 'done':
        this.#take(answer.id, (waiting) => waiting.resolve(answer.value));
        if (answer.lastActivityId !== null) this.#events.onActivity?.(answer.lastActivityId);
        break;
      case 'failed':
        this.#take(answer.id, (waiting) => waiting.reject(AppError.fromInfo(answer.error)));
        this.#events.onError?.(answer.error);
        break;
      default:
        assertNever(answer);
    }
  }

  #take(id: number, settle: (waiting: Waiting) => void): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    settle(waiting);
    waiting.release();
  }

  #end(error: AppError): void {
    if (this.#ended !== null) return;
    this.#ended = error;
    for (const id of [...this.#waiting.keys()]) this.#take(id, (waiting) => waiting.reject(error));
    if (this.#serving) this.#events.onError?.(error.toInfo());
  }
}

function stopped(cause?: unknown): AppError {
  return new AppError({
    code: 'store.stopped',
    kind: 'bug',
    message: `The database thread ended unexpectedly${cause instanceof Error ? `: ${cause.message}` : ''}. Restart Dispatch Bridge; what was saved is safe.`,
    cause,
  });
}
