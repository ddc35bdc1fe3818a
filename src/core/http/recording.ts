import { AsyncLocalStorage } from 'node:async_hooks';
import type { Readable } from 'node:stream';
import type { Remote } from '../../shared/domain/records.ts';
import type { AppError } from '../../shared/errors.ts';

/** One request that came to its end, as it was sent and answered: may hold secrets. */
export interface RequestEnd {
  /** When it was begun (ms UTC), without the wait for its lane. */
  readonly at: number;
  readonly durationMs: number;
  readonly remote: Remote;
  /** What it was for, in words. */
  readonly label: string;
  readonly method: string;
  readonly url: URL;
  readonly body: string | Uint8Array | Readable | undefined;
  /** Null when no answer came. */
  readonly answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly bytes: Buffer;
    readonly requestId: string;
  } | null;
  /** Null for an answer the caller takes, whatever its status. */
  readonly error: AppError | null;
}

/** Told of every request that is made within its work. Must not throw. */
export interface RequestRecorder {
  note(end: RequestEnd): void;
}

const recorders = new AsyncLocalStorage<RequestRecorder>();

/** Runs work whose requests are told to `recorder`, however deep in it they are made. */
export function recordedBy<T>(recorder: RequestRecorder, work: () => Promise<T>): Promise<T> {
  return recorders.run(recorder, work);
}

/**
 * A request with the recorder of the work that makes it. Asked for where the request enters the client: a lane may let it go on behalf of other work.
 */
export function withRecorder<R extends object>(request: R): R & { readonly recorder?: RequestRecorder } {
  const recorder = recorders.getStore();
  return recorder === undefined ? request : { ...request, recorder };
}
