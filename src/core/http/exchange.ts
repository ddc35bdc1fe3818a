import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { Clock } from '../../shared/clock.ts';

export interface RawAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** What came back, before anyone says what it means. `sent`: the request had begun to leave on an open connection. */
export type Exchange =
  | RawAnswer
  | { readonly kind: 'timeout'; readonly sent: boolean; readonly timeoutMs: number }
  | { readonly kind: 'too-large' }
  /** This computer's disk failed, not the remote. */
  | { readonly kind: 'local'; readonly cause: unknown }
  | { readonly kind: 'failed'; readonly sent: boolean; readonly code: string; readonly cause: unknown };

/** Where the body of a 2xx answer goes instead of into memory. */
export interface Sink {
  /** Takes a part. False asks the sender to wait until `resume` is called. */
  write(part: Buffer, resume: () => void): boolean;
  /** Called once when taking parts has failed. */
  onError(report: (cause: unknown) => void): void;
}

/** What an exchange needs to know of a request. */
export interface Outgoing {
  readonly method: Dispatcher.HttpMethod;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | Readable;
  readonly timeoutMs: number;
  /** The timeout counts from the last byte that moved in either direction, not from the start. */
  readonly idle?: boolean;
  readonly signal?: AbortSignal;
  readonly sink?: Sink;
  /** Gives the caller what to call when a part of the body leaves, for the idle timeout. */
  readonly onMoved?: (moved: () => void) => void;
}

interface Means {
  readonly clock: Clock;
  readonly userAgent: string;
  readonly maxBytes: number;
}

/** A storage's error page may be anything; a vendor's error body is small. */
const refusalBytes = 1024 * 1024;
const tooLarge = new Error('answer too large');
const timedOut = new Error('timed out');
const localFailure = new Error('local file');

/**
 * One request on one dispatcher. Written on undici's handler interface because only that says whether the request had left
 * when it failed, which is what separates "try again" from "may have been done". Rejects only when the caller's signal aborts.
 */
export function send(dispatcher: Dispatcher, url: URL, request: Outgoing, means: Means): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    let sent = false;
    let status = 0;
    let size = 0;
    let settled = false;
    let refused = false;
    let headers: Readonly<Record<string, string>> = {};
    const chunks: Buffer[] = [];
    let controller: Dispatcher.DispatchController | null = null;

    const finish = (exchange: Exchange): void => {
      if (settled) return;
      settled = true;
      cancelTimer();
      request.signal?.removeEventListener('abort', onAbort);
      resolve(exchange);
    };
    const onAbort = (): void => {
      if (settled) return;
      settled = true;
      cancelTimer();
      controller?.abort(new Error('aborted'));
      reject(request.signal?.reason ?? new Error('aborted'));
    };
    let movedAt = means.clock.now();
    const moved = (): void => {
      movedAt = means.clock.now();
    };
    let cancel = (): void => {};
    const cancelTimer = (): void => cancel();
    const arm = (delayMs: number): void => {
      cancel = means.clock.after(delayMs, () => {
        const restMs = request.idle ? movedAt + request.timeoutMs - means.clock.now() : 0;
        if (restMs > 0) return arm(restMs);
        // First settled, then aborted: the abort reports an error of its own.
        finish({ kind: 'timeout', sent, timeoutMs: request.timeoutMs });
        controller?.abort(timedOut);
      });
    };
    arm(request.timeoutMs);
    request.onMoved?.(moved);
    request.sink?.onError((cause) => {
      finish({ kind: 'local', cause });
      controller?.abort(localFailure);
    });
    // A slow disk is no silent remote.
    const resume = (active: Dispatcher.DispatchController): void => {
      moved();
      active.resume();
    };
    if (request.signal?.aborted) return onAbort();
    request.signal?.addEventListener('abort', onAbort, { once: true });

    try {
      dispatcher.dispatch(
        {
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method: request.method,
          headers: { 'user-agent': means.userAgent, ...request.headers },
          body:
            request.body === undefined
              ? null
              : typeof request.body === 'string'
                ? request.body
                : request.body instanceof Uint8Array
                  ? Buffer.from(request.body)
                  : request.body,
        },
        {
          onRequestStart(started) {
            controller = started;
            if (settled) started.abort(timedOut);
            else sent = true;
          },
          onResponseStart(active, code, received) {
            moved();
            status = code;
            headers = flatten(received);
            refused = request.sink !== undefined && (status < 200 || status >= 300);
            // An answer that announces too much is not begun.
            if (!refused && Number(headers['content-length'] ?? 0) > means.maxBytes) active.abort(tooLarge);
          },
          onResponseData(active, chunk) {
            moved();
            size += chunk.length;
            // Of a refusal in place of a file only as much is kept as an error's words need.
            if (refused && size > refusalBytes) return;
            if (refused) chunks.push(chunk);
            else if (size > means.maxBytes) active.abort(tooLarge);
            else if (request.sink === undefined) chunks.push(chunk);
            else if (!request.sink.write(chunk, () => resume(active))) active.pause();
          },
          onResponseEnd() {
            finish({ kind: 'answer', status, headers, bytes: Buffer.concat(chunks) });
          },
          onResponseError(_, error) {
            if (error === tooLarge) finish({ kind: 'too-large' });
            else finish({ kind: 'failed', sent, code: errorCode(error), cause: error });
          },
        },
      );
    } catch (error) {
      finish({ kind: 'failed', sent, code: errorCode(error), cause: error });
    }
  });
}

/** The most telling code: a system error's own, the first of a several-addresses attempt, or undici's. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (Array.isArray(errors) && errors.length > 0) return errorCode(errors[0]);
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return errorCode(cause);
  return typeof code === 'string' ? code : 'unknown';
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
